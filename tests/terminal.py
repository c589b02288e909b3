"""The program itself on a terminal of its own, read as it paints."""

from __future__ import annotations

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
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_READING = 0.35  # seconds
PATIENCE = 30  # seconds for the program to do the next thing
_CLOSED = -1


class Terminal:
    """A program on a terminal of 80 × 24. `seen` is all that came out since the last key, `all` since the start."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        size: tuple[int, int] = (24, 80),
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, size)

        def take_the_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [sys.executable, "-m", "aide_memoire", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
            start_new_session=True,
            preexec_fn=take_the_terminal,  # noqa: PLW1509  no thread of the tests holds a lock that it needs
            cwd=cwd,
        )
        os.close(theirs)
        self.seen = self.all = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        if self._ours != _CLOSED:
            os.close(self._ours)

    def until(self, pattern: bytes | re.Pattern[bytes], other_than: bytes | None = None) -> bytes:
        """Read until the pattern is painted, with another match than this one. Returns the match, and forgets."""
        deadline = time.monotonic() + PATIENCE
        while True:
            found: list[bytes] = [match for match in re.findall(pattern, self.seen) if match != other_than]
            if found:
                self.seen = b""
                return found[-1]
            self._read(deadline - time.monotonic())

    def until_words(self, words: str) -> None:
        """Read until words are painted; what moves the cursor between them counts as a blank."""
        deadline = time.monotonic() + PATIENCE
        while words not in said(self.seen):
            self._read(deadline - time.monotonic())

    def press(self, *keys: bytes) -> None:
        """Press keys, one after another."""
        self.seen = b""
        for key in keys:
            os.write(self._ours, key)

    def quiet(self, seconds: float = 0.15) -> bytes:
        """Read until nothing was painted for so long, or only a cursor blinks. Returns all since the last key."""
        deadline = time.monotonic() + 4 * seconds
        while time.monotonic() < deadline and select.select([self._ours], [], [], seconds)[0]:
            if not self._take():
                break
        return self.seen

    def read_answer(self) -> None:
        """Let the time pass in which the app takes no rating for an answer that nobody can have read yet."""
        self.let_work(_READING)

    def let_work(self, seconds: float) -> None:
        """Take what is painted meanwhile."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if select.select([self._ours], [], [], left)[0] and not self._take():
                break

    def hang_up(self) -> None:
        """Go away without a word, as a closed window does."""
        os.close(self._ours)
        self._ours = _CLOSED

    def kill(self) -> None:
        """Kill it in the middle of what it does."""
        self.process.send_signal(signal.SIGKILL)
        assert self.process.wait(PATIENCE) == -signal.SIGKILL, "it had ended before"
        self.hang_up()

    def end(self) -> tuple[int, bytes]:
        """Read until it has ended. Returns its exit code and all that it wrote."""
        deadline = time.monotonic() + PATIENCE
        while select.select([self._ours], [], [], max(deadline - time.monotonic(), 0))[0] and self._take():
            pass
        return self.process.wait(max(deadline - time.monotonic(), 1)), self.all

    def _read(self, seconds: float) -> None:
        if not select.select([self._ours], [], [], max(seconds, 0))[0] or not self._take():
            raise TimeoutError(self.seen.decode(errors="replace"))

    def _take(self) -> bool:
        try:
            more = os.read(self._ours, 65536)
        except OSError:  # its last end was closed
            return False
        self.seen += more
        self.all += more
        return bool(more)


_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\]22;[a-z-]+\x07)")


def said(painted: bytes) -> str:
    """Return the words that were painted, as one line."""
    return " ".join(_SEQUENCE.sub(b" ", painted).decode(errors="replace").split())


def acting(painted: bytes) -> list[str]:
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


def _acts(sign: str) -> bool:
    code = ord(sign)
    if sign in "\r\n\t":
        return False
    return code < 0x20 or 0x7F <= code < 0xA0 or sign in _ODD or 0xE0000 <= code < 0xE0080
