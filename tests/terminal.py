"""The program itself on a terminal of its own, read as it paints."""

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time

PATIENCE = 30  # seconds for the program to do the next thing


class Terminal:
    """A program on a terminal of 80 × 24. `seen` is all that came out since the last key, `all` since the start."""

    def __init__(self, arguments, *, size=(24, 80), environment=None, **more):
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, size)

        def take_the_terminal():
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [sys.executable, "-m", "aide_memoire", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
            start_new_session=True,
            preexec_fn=take_the_terminal,  # noqa: PLW1509  no thread of the tests holds a lock that it needs
            **more,
        )
        os.close(theirs)
        self.seen = self.all = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        if self._ours is not None:
            os.close(self._ours)

    def until(self, pattern, other_than=None):
        """Read until the pattern is painted, with another match than this one. Returns the match, and forgets."""
        deadline = time.monotonic() + PATIENCE
        while True:
            found = [match for match in re.findall(pattern, self.seen) if match != other_than]
            if found:
                self.seen = b""
                return found[-1]
            self._read(deadline - time.monotonic())

    def until_words(self, words):
        """Read until words are painted; what moves the cursor between them counts as a blank."""
        deadline = time.monotonic() + PATIENCE
        while words not in said(self.seen):
            self._read(deadline - time.monotonic())

    def press(self, *keys):
        """Press keys, one after another."""
        self.seen = b""
        for key in keys:
            os.write(self._ours, key)

    def quiet(self, seconds=0.15):
        """Read until nothing was painted for so long, or only a cursor blinks. Returns all since the last key."""
        deadline = time.monotonic() + 4 * seconds
        while time.monotonic() < deadline and select.select([self._ours], [], [], seconds)[0]:
            if not self._take():
                break
        return self.seen

    def let_work(self, seconds):
        """Take what is painted meanwhile."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if select.select([self._ours], [], [], left)[0] and not self._take():
                break

    def hang_up(self):
        """Go away without a word, as a closed window does."""
        os.close(self._ours)
        self._ours = None

    def kill(self):
        """Kill it in the middle of what it does."""
        self.process.send_signal(signal.SIGKILL)
        assert self.process.wait(PATIENCE) == -signal.SIGKILL, "it had ended before"
        self.hang_up()

    def end(self):
        """Read until it has ended. Returns its exit code and all that it wrote."""
        deadline = time.monotonic() + PATIENCE
        while select.select([self._ours], [], [], max(deadline - time.monotonic(), 0))[0] and self._take():
            pass
        return self.process.wait(max(deadline - time.monotonic(), 1)), self.all

    def _read(self, seconds):
        if not select.select([self._ours], [], [], max(seconds, 0))[0] or not self._take():
            raise TimeoutError(self.seen.decode(errors="replace"))

    def _take(self):
        try:
            more = os.read(self._ours, 65536)
        except OSError:  # its last end was closed
            return False
        self.seen += more
        self.all += more
        return bool(more)


_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\]22;[a-z-]+\x07)")


def said(painted):
    """Return the words that were painted, as one line."""
    return " ".join(_SEQUENCE.sub(b" ", painted).decode(errors="replace").split())


def acting(painted):
    """Return what came out that could act and is not how the app paints.

    Controls but carriage return, line feed and tab; C1, bidi controls, tag characters, and every escape sequence of
    another kind than the app's own.
    """
    found = []
    text = _OWN.sub(b"", painted).decode(errors="surrogateescape")
    for place, sign in enumerate(text):
        if _acts(sign):
            found.append(f"{sign!r} in {text[max(place - 20, 0) : place + 20]!r}")
    return found


_OWN = re.compile(
    rb"\x1b\[(?:[\d;]*m|\d+;\d+H|\?[\d;]+[hl]|\?\d+\$p|[<>=?]\d*u|\?\d*c|[HJ])"  # colours, the cursor, modes
    rb"|\x1b\]22;[a-z-]+\x07"  # the shape of the mouse
)
_ODD = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"


def _acts(sign):
    code = ord(sign)
    if sign in "\r\n\t":
        return False
    return code < 0x20 or 0x7F <= code < 0xA0 or sign in _ODD or 0xE0000 <= code < 0xE0080
