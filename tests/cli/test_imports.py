"""What commands do without: each import of these would be felt at every prompt."""

import json
import subprocess
import sys

import pytest

ASK = """
import json, sys
from aide_memoire.cli.main import main
main({})
print(json.dumps(sorted(sys.modules)))
"""
SLOW = ("textual", "rich", "fsrs", "rtoml", "tomllib", "tree_sitter", "dataclasses", "argparse")


def modules(cli, *arguments):
    script = ASK.format([*arguments, *cli.globals])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("settings", ["", "new_per_day = 5\n"])
def test_due_with_unchanged_decks_imports_little(cli, settings):
    """A shell prompt waits for it: no screen, no schedule, no parser of anything, also with settings."""
    cli.data.mkdir()
    (cli.data / "config.toml").write_text(settings)
    cli.answer(3, 3)
    cli("due")
    assert modules(cli, "due").isdisjoint(SLOW)


def test_check_imports_no_screen_and_no_schedule(cli):
    """Reading decks needs neither."""
    cli.deck('[[card]]\nid = "x"\n', "wrong")
    assert modules(cli, "check").isdisjoint(("textual", "rich", "fsrs"))


@pytest.mark.parametrize("command", ["decks", "cards", "undo", "export", "profiles", "--help", "--version"])
def test_nothing_but_the_app_imports_screens(cli, command):
    """Only the app itself pays for Textual."""
    cli("due")
    assert modules(cli, command).isdisjoint(("textual", "rich"))
