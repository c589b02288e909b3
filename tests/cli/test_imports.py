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
ASK_EACH = """
import sys
from contextlib import suppress
from aide_memoire.cli.main import main
for command in sys.argv[5:]:
    with suppress(SystemExit):
        main([command, *sys.argv[1:5]])
    print(f"after {command}:", sorted(sys.modules.keys() & {"textual", "rich"}))
"""
LOG = ("aide_memoire.core.event", "aide_memoire.core.scheduler", "aide_memoire.store.projections")
SLOW = ("textual", "rich", "fsrs", "rtoml", "tomllib", "tree_sitter", "dataclasses", "argparse")


def modules(cli, *arguments):
    script = ASK.format([*arguments, *cli.globals])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("settings", ["", "new_per_day = 5\n"])
def test_due_with_unchanged_decks_imports_little(cli, settings):
    """A shell prompt waits for it: no screen, no schedule, no log, no parser of anything, also with settings."""
    cli.data.mkdir()
    (cli.data / "config.toml").write_text(settings)
    cli.answer(3, 3)
    cli("due")
    assert modules(cli, "due").isdisjoint((*SLOW, *LOG))


def test_check_imports_no_screen_and_no_schedule(cli):
    """Reading decks needs neither."""
    cli.deck('[[card]]\nid = "x"\n', "wrong")
    assert modules(cli, "check").isdisjoint(("textual", "rich", "fsrs"))


def test_nothing_but_the_app_imports_screens(cli):
    """Only the app itself pays for Textual; the first command that did would be named."""
    cli("due")
    commands = ("decks", "cards", "undo", "export", "profiles", "--help", "--version")
    done = subprocess.run(
        [sys.executable, "-c", ASK_EACH, *cli.globals, *commands], capture_output=True, timeout=60, check=True
    )
    told = [line for line in done.stdout.decode().splitlines() if line.startswith("after ")]
    assert told == [f"after {command}: []" for command in commands]
