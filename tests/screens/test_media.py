"""Pictures and sounds that a note names."""

import os
import time

import pytest
from tests.screens.stage import said, shown

DECK = """\
[deck]
id = "rivers"

[[source]]
id = "s"
title = "S"

[[card]]
id = "tuul"
question = "Which river is marked on the map?"
answer = "Tuul"
form = "flip"
source = "s"
media = [{media}]
"""
FIRST = "Which river is marked"


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    """A desktop whose viewer writes down what it was given."""
    opened = tmp_path / "opened"
    program = tmp_path / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> "{opened}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("sys.platform", "linux")
    return opened


def lines_of(path, number):
    """Return the lines of a file that another process is writing, once it has so many."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        lines = path.read_text().splitlines() if path.exists() else []
        if len(lines) >= number:
            return lines
    raise AssertionError(f"{path} has not {number} lines")


@pytest.mark.posix
async def test_the_desktop_opens_one_file_after_another(desk_with, desktop, tmp_path):
    """Ctrl+O is in the line of keys before the answer and after it; the first file follows the last."""
    workspace = desk_with(rivers=DECK.format(media='"maps/tuul.png", "tuul.ogg"'))
    (tmp_path / "decks" / "maps").mkdir()
    for name in ("maps/tuul.png", "tuul.ogg"):
        (tmp_path / "decks" / name).write_bytes(b"")
    async with shown(workspace) as pilot:
        await pilot.press("enter")
        assert FIRST in said(pilot.app)
        assert "Ctrl+O picture or sound" in said(pilot.app)
        await pilot.press("ctrl+o", "ctrl+o")
        await pilot.press("space")
        assert "Ctrl+O picture or sound" in said(pilot.app)
        await pilot.press("ctrl+o")
    folder = os.path.realpath(tmp_path / "decks")
    assert sorted(lines_of(desktop, 3)) == sorted(
        [f"{folder}/maps/tuul.png", f"{folder}/tuul.ogg", f"{folder}/maps/tuul.png"]
    )


@pytest.mark.posix
async def test_what_is_not_there_or_would_act_is_not_opened(desk_with, desktop, tmp_path):
    """A missing file is named, with its place; a picture that is a link to a program counts as missing."""
    workspace = desk_with(rivers=DECK.format(media='"gone.png", "link.png", "out.png"'))
    (tmp_path / "decks" / "run.sh").write_text("#!/bin/sh\n")
    (tmp_path / "decks" / "link.png").symlink_to("run.sh")
    (tmp_path / "secret.png").write_bytes(b"")
    (tmp_path / "decks" / "out.png").symlink_to("../secret.png")
    async with shown(workspace) as pilot:
        await pilot.press("enter")
        for name in ("gone.png", "link.png", "out.png"):
            await pilot.press("ctrl+o")
            assert f"there is no {name} beside the deck" in said(pilot.app)
    assert not desktop.exists()


async def test_without_a_desktop_that_is_said(desk_with, monkeypatch, tmp_path):
    """The question stays."""
    workspace = desk_with(rivers=DECK.format(media='"a.png"'))
    (tmp_path / "decks" / "a.png").write_bytes(b"")
    monkeypatch.setenv("PATH", str(tmp_path))
    async with shown(workspace) as pilot:
        await pilot.press("enter", "ctrl+o")
        assert "no desktop here" in said(pilot.app)
        assert FIRST in said(pilot.app)
