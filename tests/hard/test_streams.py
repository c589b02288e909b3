"""Every command with standard streams that are closed, full, or read by nobody."""

import os
import shlex
import subprocess
import sys

import pytest

from aide_memoire.cli.main import COMMANDS, SUBCOMMANDS

CALLS = {
    "study": ["study --plain", "study"],
    "quiz": ["quiz --plain", "quiz --json", "quiz --sheet --html", "quiz --plain --name x -o q.json", "quiz"],
    "results": ["results .", "results . --csv"],
    "due": ["due", "due --exit-code"],
    "decks": ["decks", "decks --json", "decks add more", "decks seen m"],
    "cards": ["cards", "cards --json"],
    "try": ["try d/a A"],
    "stats": ["stats", "stats --json"],
    "history": ["history d/a"],
    "confusions": ["confusions"],
    "orphans": ["orphans", "orphans --link-likely"],
    "check": ["check", "check --json", "check --fix d", "check nothing"],
    "new": ["new new.toml"],
    "draft": ["draft t.txt --source x", "draft - --source x", "draft --coverage"],
    "edit": ["edit d"],
    "schema": ["schema --documents"],
    "undo": ["undo"],
    "redo": ["redo"],
    "suspend": ["suspend d/a"],
    "unsuspend": ["unsuspend d/a"],
    "bury": ["bury d/a"],
    "reset": ["reset d/a --yes", "reset d"],
    "export": ["export", "export --format csv", "export -o e.jsonl"],
    "import": ["import t.csv", "import nothing"],
    "class": ["class ."],
    "sync": ["sync", "sync synced", "sync synced --leave", "sync synced --json"],
    "exam": ["exam", "exam d +12", "exam d --cancel"],
    "fit": ["fit", "fit --json"],
    "profiles": ["profiles", "profiles create x", "profiles rename x y", "profiles remove y"],
    "doctor": ["doctor", "doctor --fix", "doctor --restore nothing"],
    "config": ["config", "config set new_per_day 5", "config unset new_per_day", "config edit", "config set"],
    "help": ["help", "help keys"],
    "completions": ["completions bash"],
    "": ["", "--help", "--version", "nonsense", "--nonsense"],
}
CLOSED = ("<&- >&-", "2>&-", "<&- >&- 2>&-")
FULL, UNREAD = "/dev/full", "a pipe that nobody reads"


def test_no_command_is_left_out():
    """Every command there is stands in the list of calls, and every subcommand."""
    assert {*CALLS} - {""} == {*COMMANDS}
    for command, under in SUBCOMMANDS.items():
        assert all(any(f"{command} {each}" in call for call in CALLS[command]) for each in under)


@pytest.fixture
def new_house(tmp_path_factory, monkeypatch):
    """Make a folder with a deck, and with what the calls name."""
    monkeypatch.setenv("EDITOR", "true")

    def make():
        folder = tmp_path_factory.mktemp("house")
        monkeypatch.setenv("HOME", str(folder))
        for name in ("decks/d.toml", "more/m.toml"):
            (folder / name).parent.mkdir()
            (folder / name).write_text('[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n')
        (folder / "t.csv").write_text("question,answer\na,b\n")
        (folder / "t.txt").write_text("The treaty was signed in 1950.\n")
        (folder / "synced").mkdir()
        return folder

    return make


def program(call):
    return [sys.executable, "-m", "aide_memoire", "--data-dir", "data", "--decks", "decks", *call.split()]


def codes(house, command, closed=""):
    """Run the calls one after another. Returns their exit codes."""
    found = []
    for call in CALLS[command]:
        line = f"exec {shlex.join(program(call))} {closed}"
        done = subprocess.run(
            ["bash", "-c", line], cwd=house, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr, (call, done.stderr)
        assert "Exception ignored" not in done.stderr, (call, done.stderr)
        found.append(done.returncode)
    return found


@pytest.mark.parametrize("command", CALLS)
def test_a_closed_stream_changes_no_exit_code(new_house, command):
    """Whatever of the three is closed, a command does the same, and says so by its exit code."""
    usual = codes(new_house(), command)
    for closed in CLOSED:
        assert codes(new_house(), command, closed) == usual, closed


@pytest.mark.parametrize("command", CALLS)
@pytest.mark.parametrize("streams", [{"stdout": UNREAD}, {"stdout": FULL, "stderr": UNREAD}])
def test_output_that_cannot_be_written_is_no_traceback(new_house, command, streams):
    """A full disk, or a pipe that nobody reads: 0, as nobody wants more, or the code of an error."""
    house = new_house()
    for call in CALLS[command]:
        nowhere = {name: open_nowhere(where) for name, where in streams.items()}
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **nowhere}
        done = subprocess.run(program(call), cwd=house, stdin=subprocess.DEVNULL, check=False, **told)
        for each in nowhere.values():
            os.close(each)
        assert done.returncode in (0, 1, 2, 3), call
        assert b"Traceback" not in (done.stderr or b""), (call, done.stderr)


def open_nowhere(where):
    if where == FULL:
        return os.open(FULL, os.O_WRONLY)
    reads, writes = os.pipe()
    os.close(reads)
    return writes
