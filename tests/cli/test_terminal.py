"""The app where there is no terminal for it."""

import os
import pty
import subprocess
import sys
import termios

import pytest


@pytest.mark.parametrize("arguments", [[], ["study"], ["study", "treaties", "--limit", "3"]])
def test_without_a_terminal_the_app_says_so(cli, arguments):
    """Exit code 2 and a word on stderr of what works without one; no profile is made for it."""
    code, out, err = cli(*arguments)
    assert (code, out) == (2, "")
    assert err == "aide-memoire: the app needs a terminal\n  study --plain, due and cards work without one\n"
    assert not cli.data.exists()


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
@pytest.mark.parametrize("arguments", [[], ["study"]])
def test_a_dumb_terminal_is_refused(cli, monkeypatch, arguments, kind):
    """TERM=dumb cannot show the app: exit code 2, and nothing but a line on stderr."""
    monkeypatch.setenv("TERM", kind)
    code, out, err = cli(*arguments)
    assert (code, out) == (2, "")
    assert f"this terminal (TERM={kind}) cannot show the app" in err


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "٣", "9" * 5000])
def test_a_limit_is_a_whole_number_from_one_on(cli, limit):
    """Anything else is an error of usage that names it."""
    code, out, err = cli("study", f"--limit={limit}")
    assert (code, out) == (2, "")
    assert "is not a whole number from 1 on" in err


def on_a_terminal(cli, *arguments):
    """Run the program on a terminal of its own. Returns its exit code and what it wrote there."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    program = [sys.executable, "-m", "aide_memoire", *arguments, *cli.globals]
    process = subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    seen = b""
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:  # its last end was closed
            break
        if not more:
            break
        seen += more
    os.close(ours)
    return process.wait(timeout=60), seen.decode()


def test_a_deck_that_is_not_there_is_told_before_the_app_opens(cli):
    """`study nonsense` names the decks that are, and draws no screen."""
    code, seen = on_a_terminal(cli, "study", "nonsense")
    assert code == 1
    assert "there is no deck “nonsense”" in seen
    assert "there is: blocs, treaties" in seen
    assert "\x1b" not in seen
