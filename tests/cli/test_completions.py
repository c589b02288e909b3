"""What the shell's Tab offers, and that every command tells all that there is to know of its options."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aide_memoire.cli.complete import COMPLETERS
from aide_memoire.cli.main import COMMANDS
from aide_memoire.cli.whole_parser import whole_parser
from at_length import at_length

UNNAMED = {"FOLDER", "URL", "ANSWER", "COLUMN", "DATE", "ID", "N", "R", "S", "Y", "COMMAND", "OLD", "NEW"}
"""What is typed freely, so that there is nothing to offer."""


def completed(data: Path, line: str) -> list[str]:
    """Return what bash would be offered at the end of a line."""
    asked = {
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_TYPE": "9",
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_SHELL": "bash",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(data / "offered"),
        "AIDE_MEMOIRE_DATA_DIR": str(data / "progress"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "aide_memoire"], env=os.environ | asked, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return [word.strip() for word in (data / "offered").read_text(encoding="utf-8").split("\n")]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("aide-memoire stu", ["study"]),
        ("aide-memoire study cs", ["csto"]),
        ("aide-memoire study csto --ah", ["--ahead"]),
        ("aide-memoire study --tag q", ["qing"]),
        ("aide-memoire reset trea", ["treaties", "treaties/"]),
        ("aide-memoire config get form --deck cs", ["csto"]),
        ("aide-memoire study --limit ", [""]),
        *at_length(
            ("aide-memoire study --ah", ["--ahead"]),
            ("aide-memoire study --prof", ["--profile"]),
            ("aide-memoire study --form ty", ["typed"]),
            ("aide-memoire history trea", ["treaties/"]),
            ("aide-memoire --profile de", ["default"]),
            ("aide-memoire decks a", ["add"]),
            ("aide-memoire config se", ["set"]),
            ("aide-memoire config set exam", ["exam_target"]),
            ("aide-memoire config set form ty", ["typed"]),
            ("aide-memoire config set theme aide-memoire-l", ["aide-memoire-light"]),
            ("aide-memoire completions f", ["fish"]),
        ),
    ],
)
def test_tab_offers_what_can_stand_there(line: str, offered: list[str], tmp_path: Path) -> None:
    """Commands, options, decks, tags, cards, profiles and choices, each where it belongs."""
    assert completed(tmp_path, line) == offered


def test_cards_come_when_few_notes_are_left(tmp_path: Path) -> None:
    """First the notes of a deck, then those that begin so with their cards."""
    notes = completed(tmp_path, "aide-memoire history treaties/")
    assert "treaties/li-lobanov" in notes
    assert not any("#" in note for note in notes)
    assert "treaties/li-lobanov#when" in completed(tmp_path, "aide-memoire history treaties/li-lobanov")


def test_other_places_are_asked_when_the_line_names_them(tmp_path: Path) -> None:
    """Decks come from the folder given on the line, wherever that option stands."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "spanish.toml").write_text(
        '[deck]\ntitle = "Spanish"\n[[card]]\nid = "hola"\nquestion = "Hello?"\nanswer = "hola"\n', encoding="utf-8"
    )
    assert completed(tmp_path, f"aide-memoire --decks {tmp_path}/mine study ") == ["spanish"]
    assert completed(tmp_path, f"aide-memoire study --decks {tmp_path}/mine ") == ["spanish"]


def test_trouble_offers_nothing_and_says_nothing(tmp_path: Path) -> None:
    """A profile that is not there, or a progress file that cannot be read, leaves the line as it is."""
    assert completed(tmp_path, "aide-memoire study cs") == ["csto"]
    assert completed(tmp_path, "aide-memoire --profile nobody study cs") == [""]
    [profile] = (tmp_path / "progress").rglob("default.*")
    profile.write_bytes(b"no database" * 100)
    assert completed(tmp_path, "aide-memoire study cs") == [""]


def test_neither_screens_nor_decks_are_loaded_for_it(tmp_path: Path) -> None:
    """A Tab must be quick: no Textual, and no reading of TOML once the decks are known."""
    completed(tmp_path, "aide-memoire study cs")
    code = (
        "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=open(sys.argv[1], 'w')));"
        "from aide_memoire.cli.complete import complete; complete(sys.exit)"
    )
    line = "aide-memoire study cs"
    asked = {"COMP_LINE": line, "COMP_POINT": str(len(line)), "_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n"}
    places = {"_ARGCOMPLETE_STDOUT_FILENAME": str(tmp_path / "o"), "AIDE_MEMOIRE_DATA_DIR": str(tmp_path / "progress")}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "modules")], env=os.environ | asked | places, check=True)
    loaded = (tmp_path / "modules").read_text(encoding="utf-8").split()
    assert "argcomplete" in loaded
    assert not {"textual", "rich", "rtoml", "tree_sitter"} & set(loaded)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed(cli, shell: str) -> None:
    """The script asks the program by its name."""
    code, out, err = cli("completions", shell)
    assert (code, err) == (0, "")
    assert "aide-memoire" in out


def arguments(parser: argparse.ArgumentParser, command: str = "") -> Iterator[tuple[str, argparse.Action]]:
    """Yield each command with each of its arguments."""
    for action in parser._actions:
        if isinstance(action.choices, dict) and action.nargs == argparse.PARSER:
            for name, below in action.choices.items():
                yield from arguments(below, f"{command} {name}".strip())
        else:
            yield command, action


def test_each_argument_is_completed_or_typed_freely() -> None:
    """What an argument is called in the help decides what is offered for it; nothing is forgotten."""
    called = {word for _, action in arguments(whole_parser()) for word in _words(action)}
    assert called - UNNAMED - set(COMPLETERS) == set()


def _words(action: argparse.Action) -> list[str]:
    if action.choices or action.nargs == 0:
        return []
    return [action.metavar] if isinstance(action.metavar, str) else list(action.metavar or [action.dest])


def test_each_option_that_takes_a_value_tells_its_default() -> None:
    """`--help` says what holds where an option is left out."""
    taking = [(command, action) for command, action in arguments(whole_parser()) if action.option_strings]
    silent = [
        f"{command} {action.option_strings[0]}"
        for command, action in taking
        if action.nargs != 0 and "default" not in (action.help or "")
    ]
    assert silent == []


def test_each_command_has_a_parser_of_its_own_name() -> None:
    """Usage and description come from the module that runs the command."""
    parser = whole_parser()
    [commands] = [action for action in parser._actions if action.nargs == argparse.PARSER]
    assert list(commands.choices) == list(COMMANDS)
    assert all(own.prog == f"aide-memoire {name}" and own.description for name, own in commands.choices.items())
