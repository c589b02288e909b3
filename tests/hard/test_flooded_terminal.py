"""More comes from the terminal than the app can take, or it takes nothing: a signal still ends the app at once."""

import os
import re
import select
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from hard.test_unruly_terminal import ENDS, given_back
from terminal import Terminal, said

SOON = 5  # seconds, on a machine that has other things to do
FLAT = 150  # MB
LARGE = 1_000_000
KINDS = """
[[card]]
id = "a"
question = "Which city?"
answer = "Beijing"
[[group]]
id = "g"
name = "The five"
singular = "member"
members = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"]
[[sequence]]
id = "s"
name = "The order"
items = ["First thing", "Second thing", "Third thing", "Fourth thing"]
"""
PLACES = {
    "typed": (["study", "a", "--form", "typed"], []),
    "list": (["study", "g", "--form", "typed"], []),
    "order": (["study", "s", "--form", "typed"], []),
    "choice": (["study", "--form", "choice"], []),
    "quiz": (["quiz", "g"], []),
    "deck search": ([], [b"/"]),
    "exam": ([], [b"\x1b[B", b"E"]),
    "new deck": ([], [b"n"]),
    "editor": ([], [b"\x1b[B", b"e", b"\r"]),
    "editor's list": ([], [b"\x1b[B", b"e"]),
    "editor's search": ([], [b"\x1b[B", b"e", b"/"]),
    "try": ([], [b"\x1b[B", b"e", b"t"]),
    "browser": ([], [b"b"]),
    "browser's search": ([], [b"b", b"/"]),
    "settings": ([], [b",", b"\r"]),
    "profile": ([], [b"p", b"n"]),
    "palette": ([], [b"\x10"]),
    "import": ([], [b"\x10", b"import a file", b"\r"]),
    "a dialog that opens": ([], [b"b", b"?"]),
}
PASTES = {
    "words": b"alpha beta " * (LARGE // 11),
    "lines": b"Alpha\n" * (LARGE // 6),
    "controls": bytes(range(32)) * (LARGE // 32),
    "half UTF-8": b"\xc3" * LARGE,
    "marks on a letter": ("a" + "\u0301" * (LARGE // 2)).encode(),
    "brackets": b"[[" * (LARGE // 2),
}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A deck for each kind of answer, and a home of its own."""
    decks = tmp_path / "decks"
    decks.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name, note in zip("ags", KINDS.split("\n[[")[1:], strict=True):
        (decks / f"{name}.toml").write_text(f"[[{note}\n")
    cards = (f'[[card]]\nid = "q{n}"\nquestion = "Q{n} what?"\nanswer = "A{n} that"\n' for n in range(50))
    (decks / "d.toml").write_text("".join(cards))
    return ["--data-dir", str(tmp_path / "data"), "--decks", str(decks)]


def megabytes(screen):
    """Return the memory that the app has."""
    lines = Path(f"/proc/{screen.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def pour(screen, sent, seconds):
    """Send as much as the app takes in so many seconds, and read meanwhile what it paints."""
    until = time.monotonic() + seconds
    os.set_blocking(screen._ours, False)
    try:
        while sent and time.monotonic() < until and screen.process.poll() is None:
            painted, takes, _ = select.select([screen._ours], [screen._ours], [], 0.1)
            if painted:
                screen._take()
            if takes:
                sent = sent[os.write(screen._ours, sent[:1000]) :]
    finally:
        os.set_blocking(screen._ours, True)


def opened(house, place):
    start, keys = PLACES[place]
    screen = Terminal([*house, *start])
    screen.until(re.escape(b"\x1b[?2004h"))
    screen.quiet(1.0)
    for key in keys:
        screen.press(key)
        screen.quiet(0.5)
    return screen


def told_to_end(screen, number):
    """Send a signal. Returns the exit code, and how many seconds it took."""
    begun = time.monotonic()
    screen.process.send_signal(number)
    code, painted = screen.end()
    assert b"Traceback" not in painted, said(painted)[-900:]
    return code, time.monotonic() - begun


@pytest.mark.parametrize(
    ("start", "sent"),
    [
        ([], b"sb\x1b\x1b,?\x1b\x1b" * 40_000),
        ([], b"\x1b[<35;10;10M\x1b[<0;10;10M\x1b[<0;10;10m" * 10_000),
        (["study", "d", "--form", "typed"], b"a" * 300_000),
        (["study", "d", "--form", "flip"], b" 3" * 20_000),
    ],
)
@pytest.mark.parametrize("number", ENDS)
def test_a_signal_does_not_wait_for_what_was_typed_before(house, start, sent, number):
    """Nor does what was typed fill the memory: the terminal keeps it until the app has time."""
    with Terminal([*house, *start]) as screen:
        screen.until_words("Q" if start else "All decks")
        pour(screen, sent, 5)
        assert megabytes(screen) < FLAT
        code, took = told_to_end(screen, number)
        assert (code, took < SOON) == (ENDS[number], True), took
        assert given_back(screen)


@pytest.mark.parametrize("number", ENDS)
def test_a_signal_does_not_wait_for_a_terminal_that_takes_nothing(house, number):
    """A connection that hangs: nobody reads what the app paints. Its modes, at least, are given back."""
    with Terminal(house, size=(200, 500)) as screen:
        screen.until_words("All decks")
        for _ in range(40):
            os.write(screen._ours, b"s")
            time.sleep(0.05)
            os.write(screen._ours, b"\x1b")
            time.sleep(0.15)
        screen.process.send_signal(number)
        assert screen.process.wait(2 * SOON) == ENDS[number]
        assert termios.tcgetattr(screen._ours)[3] & termios.ECHO


@pytest.mark.parametrize("place", PLACES)
def test_a_megabyte_can_be_pasted_anywhere(house, place):
    """The app goes on, does nothing of what is in it, and its memory is flat; Ctrl+Q leaves."""
    screen = opened(house, place)
    with screen:
        for what, text in PASTES.items():
            pour(screen, b"\x1b[200~" + text + b"\x1b[201~", 20)
            screen.quiet(0.3)
            assert screen.process.poll() is None, (what, said(screen.all)[-900:])
            assert megabytes(screen) < FLAT, what
        pour(screen, b"alpha\n\x00\xc3beta \x1b" * 3_000, 1)  # a terminal that does not tell what is pasted
        screen.quiet(0.5)
        assert screen.process.poll() is None, said(screen.all)[-900:]
        screen.press(b"\x1b", b"\x11")
        screen.let_work(1)
        if screen.process.poll() is None:  # there is more before it
            code, took = told_to_end(screen, signal.SIGTERM)
            assert (code in (0, 143), took < SOON) == (True, True), (code, took)
        assert b"Traceback" not in screen.all


EDITOR = """#!{python}
import signal, sys, time
got = []
signal.signal(signal.SIGINT, lambda *_: got.append("ctrl+c"))
signal.signal(signal.SIGTERM, lambda *_: (open("told", "w").write("ended"), sys.exit(0)))
signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM))
print("ready", flush=True)
until = time.monotonic() + 20
while not got and time.monotonic() < until:
    time.sleep(0.05)
time.sleep(0.5)
open(sys.argv[-1], "a").write("# kept\\n")
"""


def test_ctrl_c_is_the_editors_own(house, tmp_path):
    """What is typed there is not lost by it: the program waits until the editor closes."""
    with edited(house, tmp_path) as screen:
        screen.until(b"ready")
        screen.press(b"\x03")
        assert screen.end()[0] == 0
    assert (tmp_path / "decks" / "d.toml").read_text().endswith("# kept\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_editor_first(house, tmp_path, number):
    """It gives the terminal back, and no editor is left on the terminal of a program that has gone."""
    with edited(house, tmp_path) as screen:
        screen.until(b"ready")
        screen.process.send_signal(number)
        code, painted = screen.end()
    assert (code, b"Traceback" in painted) == (ENDS[number], False)
    assert (tmp_path / "told").read_text() == "ended"


def edited(house, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text(EDITOR.format(python=sys.executable))
    editor.chmod(0o755)
    return Terminal([*house, "edit", "d"], environment={"VISUAL": str(editor)})
