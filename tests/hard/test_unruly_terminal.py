"""A terminal that sends nonsense, changes its size all the time, or ends the program by a signal."""

import os
import random
import re
import signal
import termios
import time
from collections import Counter

import pytest

from terminal import Terminal, said

NONSENSE = {
    "Latin-1": b"\xe9",
    "a paste in Latin-1": b"\x1b[200~caf\xe9 cr\xe8me\x1b[201~",
    "the mouse, as X10 tells of it": b"\x1b[M \xe9\xf0\x1b[M#\xff\xff",
    "no UTF-8": b"\xff" * 50 + b"\xe2\x82" + b"\xed\xa0\x80" + b"\xf4\x90\x80\x80",
    "a key beyond Unicode": b"\x1b[1114112u\x1b[99999999999999999999u\x1b[97;5;1114112u\x1b[97:1114112;5u",
    "half a key": b"\x1b[:u\x1b[;u\x1b[97;99999999u\x1b[97;0u\x1b[3;5;55297~\x1b[0u",
    "a surrogate": b"\x1b[55296u\x1b[97;;55296u",
    "figures of other scripts": "\x1b[٣;٥u\x1b[²u\x1b[48;²;3;3;3t".encode(),
    "no size": b"\x1b[48;0;0;0;0t\x1b[<0;3;3M\x1b[<0;3;3m",
    "no size in pixels": b"\x1b[48;24;80;0;0t\x1b[<0;3;3M\x1b[48;24;80;480;0t\x1b[<35;3;3m",
    "an absurd size": b"\x1b[48;99999;99999;1;1t\x1b[48;5:x;5;0;0t",
    "modes": b"\x1b[?2048;9$y\x1b[?2048;3$y\x1b[?2026;2$y\x1b[?9;9;9$y",
    "a place": b"\x1b[0;0R\x1b[99999999;99999999R",
    "the mouse beyond the screen": b"\x1b[<0;-1;-1M\x1b[<0;99999999999;99999999999M\x1b[<255;5;5M\x1b[32;10;10M",
    "long": b"\x1b[" + b"1" * 100 + b"u" + b"\x1b[<" + b"9" * 28 + b"m",
    "what was not asked for": b"\x1b]11;rgb:ffff/ffff/ffff\x07\x1bP>|xterm\x1b\\\x1b[I\x1b[O\0\0",
    "Alt": b"\x1b\xc3\xa9\x1b\xe9",
    "an end without a paste": b"\x1b[201~\x1b[200~\x1b[201~",
}
SCREENS = {
    "home": b"",
    "browse": b"b",
    "stats": b"s",
    "timeline": b"sT",
    "settings": b",",
    "profiles": b"p",
    "help": b"?",
}
SECONDS = float(os.environ.get("RANDOM_SECONDS", "5"))
ENDS = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGINT: 130}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A few decks, and a home of its own."""
    decks = tmp_path / "decks"
    decks.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    cards = (f'[[card]]\nid = "q{n}"\nquestion = "Q{n} what?"\nanswer = "A{n} that"\n' for n in range(50))
    (decks / "d.toml").write_text("".join(cards))
    return ["--data-dir", str(tmp_path / "data"), "--decks", str(decks)]


def begun(screen, start):
    screen.until_words("Q" if start else "All decks")
    return screen


def given_back(screen):
    """Return whether the terminal is as it was: its modes, the main screen, no mouse, no pastes, the cursor shown."""
    echo = bool(termios.tcgetattr(screen._ours)[3] & termios.ECHO)
    last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", screen.all))
    modes = {b"1049": b"l", b"1000": b"l", b"1003": b"l", b"1006": b"l", b"2004": b"l", b"25": b"h", b"7": b"h"}
    return echo and all(last.get(mode, how) == how for mode, how in modes.items())


@pytest.mark.parametrize("start", [[], ["study", "--form", "typed"], ["study", "--form", "flip"]])
def test_nonsense_from_the_terminal_is_passed_over(house, start):
    """Whatever comes, the app goes on, and ends as ever with exit code 0."""
    with begun(Terminal([*house, *start]), start) as screen:
        for what, sent in NONSENSE.items():
            screen.press(sent)
            screen.quiet()
            assert screen.process.poll() is None, (what, said(screen.all)[-500:])
        screen.press(b"\x11")
        code, painted = screen.end()
    assert code == 0
    assert b"Traceback" not in painted


def test_what_is_typed_in_latin_1_is_read(house):
    """Old terminals and clipboards send it."""
    with begun(Terminal([*house, "study", "--form", "typed"]), start=True) as screen:
        screen.press(b"\x1b[200~caf\xe9 cr\xe8me\x1b[201~")
        screen.until_words("café crème")
        screen.press(b" \xe0")
        screen.until_words("crème à")


def test_a_paste_without_an_end_ends_by_itself(house):
    """What was pasted is there, and keys are keys again."""
    with begun(Terminal([*house, "study", "--form", "typed"]), start=True) as screen:
        screen.press(b"\x1b[200~half a wor")
        screen.until_words("half a wor")
        screen.press(b"\x11")
        assert screen.end()[0] == 0


@pytest.mark.parametrize("place", SCREENS)
def test_random_bytes_end_nothing(house, place):
    """Five seconds on every screen, RANDOM_SECONDS where that is set: no traceback, and the code of a wanted end."""
    rng = random.Random(place)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with begun(Terminal([*house]), []) as screen:
            screen.press(*(bytes([key]) for key in SCREENS[place]))
            while screen.process.poll() is None and time.monotonic() < until:
                noise = bytes(rng.choices(range(256), k=rng.randint(1, 300))).translate(None, b"\x03\x11\x1a\x1c")
                screen.press(rng.choice([noise, b"\x1b[" + noise[:9], b"\x1b[<" + noise[:9], *NONSENSE.values()]))
                screen.let_work(0.02)
            screen.press(b"\x1b[201~\x11\x11")
            screen.let_work(1)
            if screen.process.poll() is None:
                screen.process.send_signal(signal.SIGTERM)
            code, painted = screen.end()
            assert code in (0, 143), said(painted)[-900:]
            assert b"Traceback" not in painted
            assert given_back(screen)


@pytest.mark.parametrize("start", [[], ["study", "--form", "typed"]])
@pytest.mark.parametrize("number", ENDS)
def test_a_signal_gives_the_terminal_back(house, start, number):
    """The exit code is that of the signal, as shells have it."""
    with begun(Terminal([*house, *start]), start) as screen:
        screen.process.send_signal(number)
        assert screen.end()[0] == ENDS[number]
        assert given_back(screen)


def test_a_signal_at_any_moment_gives_the_terminal_back(house):
    """Forty signals from the first moment on, some followed by another: no traceback, and never a raw terminal."""
    rng, codes = random.Random(12), Counter()
    for _ in range(40):
        with Terminal([*house]) as screen:
            screen.let_work(rng.uniform(0.3, 1.5))
            for number in rng.choices([*ENDS], k=rng.randint(1, 2)):
                screen.process.send_signal(number)
            code, painted = screen.end()
            codes[code] += 1
            assert b"Traceback" not in painted, painted[-900:].decode(errors="replace")
            assert given_back(screen)
    assert {*codes} <= {*ENDS.values(), *(-number for number in ENDS)}, codes


def test_ctrl_c_leaves_by_its_code(house):
    """Where there is nothing to copy, Ctrl+C ends the app, and what was decided is saved."""
    for start in ([], ["study", "--form", "typed"]):
        with begun(Terminal([*house, *start]), start) as screen:
            screen.press(b"\x03")
            assert screen.end()[0] == 130
            assert given_back(screen)


def test_the_app_can_be_stopped_and_goes_on(house):
    """SIGTSTP gives the terminal back until SIGCONT; after a SIGSTOP, too, one reader reads the keys."""
    with begun(Terminal([*house]), []) as screen:
        screen.process.send_signal(signal.SIGTSTP)
        for _ in range(50):
            screen.let_work(0.1)
            if given_back(screen):
                break
        assert given_back(screen)
        for number in (signal.SIGCONT, signal.SIGSTOP, signal.SIGCONT):
            screen.seen = b""
            screen.process.send_signal(number)
            screen.let_work(0.4)
        screen.until_words("All decks")
        screen.press(b"\x11")
        assert screen.end()[0] == 0
        assert given_back(screen)


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (2, 6), (200, 1), (1, 500), (200, 500), (65535, 65535)])
def test_a_terminal_of_any_size_will_do(house, size):
    """Also one that has no size, one with a single column, and one that says it is endless."""
    with Terminal([*house], size=size) as screen:
        screen.quiet(1.0)
        for keys in SCREENS.values():
            screen.press(*(bytes([key]) for key in keys), b"\x1b", b"\x1b")
            screen.let_work(0.5)
        screen.press(b"\x11")
        code, painted = screen.end()
    assert (code, b"Traceback" in painted) == (0, False)
    assert len(painted) < 20_000_000


@pytest.mark.parametrize("start", [[], ["study", "--form", "typed"]])
def test_a_storm_of_sizes_harms_nothing(house, start):
    """Three hundred sizes from 1 × 1 to 500 × 200, and then the usual one."""
    rng = random.Random(5)
    with begun(Terminal([*house, *start]), start) as screen:
        for _ in range(300):
            termios.tcsetwinsize(screen._ours, (rng.randint(1, 200), rng.randint(1, 500)))
            screen.process.send_signal(signal.SIGWINCH)
            screen.let_work(0.005)
        termios.tcsetwinsize(screen._ours, (24, 80))
        screen.process.send_signal(signal.SIGWINCH)
        screen.let_work(1)
        screen.press(b"\x1bOP")
        screen.until_words("This screen")
        screen.press(b"\x11")
        assert screen.end()[0] == 0


@pytest.mark.parametrize("key", [b"s", b" ", b"\r", b"\x1b", b"3", b"q", b"?", b"b", b"\x1b[A", b"\x10", b"\x7f"])
def test_keys_held_during_the_start_harm_nothing(house, key):
    """Sixty of them, from the first moment: the app is there afterwards, and leaves when it is told."""
    with Terminal([*house]) as screen:
        for _ in range(60):
            os.write(screen._ours, key)
            screen.let_work(0.02)
        screen.press(b"\x1b")
        screen.quiet(0.5)
        screen.press(b"\x11")
        code, painted = screen.end()
    assert (code, b"Traceback" in painted) == (0, False)
