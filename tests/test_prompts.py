"""What docs/prompts.md gives to copy works: a prompt tells what is left, and says nothing on a day that is done."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.posix  # these are lines for Unix shells

PAGE = (Path(__file__).parents[1] / "docs" / "prompts.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL))
DECK = '[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n'


@pytest.fixture
def run(tmp_path):
    """Run a line in a shell where `aide-memoire` is a command; return what it printed."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "one.toml").write_text(DECK)
    (tmp_path / "data").mkdir()
    command = tmp_path / "bin" / "aide-memoire"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m aide_memoire "$@" --decks {tmp_path}/decks\n')
    command.chmod(0o755)
    notify = tmp_path / "bin" / "notify-send"
    notify.write_text('#!/bin/sh\necho "$2"\n')
    notify.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "AIDE_MEMOIRE_DATA_DIR": str(tmp_path / "data"),
    }

    def run(line, shell="sh"):
        if not shutil.which(shell):
            pytest.skip(f"there is no {shell} on this machine")
        command = [shell, *(["--norc"] if shell == "bash" else ["-f"] if shell == "zsh" else []), "-c", line]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.stderr == ""
        return done.stdout.strip()

    return run


@pytest.fixture
def done_for_today(tmp_path, run):
    """Nothing is left."""
    (tmp_path / "data" / "config.toml").write_text("new_per_day = 0\n")


def starship():
    module = tomllib.loads(BLOCKS["toml"])["custom"]["aide_memoire"]
    assert module["when"] is True
    return module["command"]


def tmux():
    return re.search(r"#\((.*)\) \| %H:%M", BLOCKS["tmux"])[1]


def waybar():
    module = json.loads(BLOCKS["json"])["custom/aide-memoire"]
    return f"if {{ {module['exec-if']}; }} then {module['exec']}; fi"


LINES = {
    "bash": (lambda: f"{BLOCKS['bash']}\naide_memoire_due", "bash", "(0 due, 1 new)"),
    "zsh": (lambda: f"{BLOCKS['zsh']}\naide_memoire_due", "zsh", "(0 due, 1 new)"),
    "fish": (lambda: f"{BLOCKS['fish']}\nfish_right_prompt", "fish", "0 due, 1 new"),
    "starship": (starship, "sh", "0 due, 1 new"),
    "tmux": (tmux, "sh", "0 due, 1 new"),
    "waybar": (waybar, "sh", "0 due, 1 new"),
    "cron": (lambda: BLOCKS["cron"].removeprefix("0 19 * * * "), "sh", "There are questions left today"),
}


@pytest.mark.parametrize("name", LINES)
def test_what_is_left_is_told(run, name):
    """The line is run as the program that it is for runs it."""
    line, shell, told = LINES[name]
    assert run(line(), shell) == told


@pytest.mark.parametrize("name", LINES)
def test_a_day_that_is_done_is_silent(run, done_for_today, name):
    """Nothing stands in the prompt."""
    line, shell, _ = LINES[name]
    assert run(line(), shell) == ""


def test_no_block_of_the_page_is_forgotten():
    """Each is run above; the first is what `due` prints."""
    assert set(BLOCKS) == {"text", "bash", "zsh", "fish", "toml", "tmux", "json", "cron"}
