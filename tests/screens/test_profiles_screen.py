"""The learners of one machine, in the app."""

import re

import pytest

from aide_memoire.core.errors import StoreError
from aide_memoire.core.event import Rating
from aide_memoire.profiles import manage
from aide_memoire.profiles.backups import backups
from aide_memoire.store import inspect
from aide_memoire.ui.app import AideMemoireApp
from aide_memoire.workspace import open_other_profile
from screens.stage import answer, key_line, said, screen_lines, screen_text, shown, until

SIZES = ((60, 20), (80, 24), (140, 45))


@pytest.fixture
def two(workspace, clock):
    """A desk of `default`, who has studied, beside `ana`, who never has, and `ben`, who did so yesterday."""
    clock.pass_by(days=-1)
    for name in ("ana", "ben"):
        manage.create(workspace.paths, name, workspace.places)
    other = open_other_profile(workspace, "ben")
    answer(other, clock, Rating.GOOD, decks=["treaties"])
    other.close()
    clock.pass_by(days=1)
    answer(workspace, clock, Rating.GOOD, Rating.GOOD, decks=["treaties"])
    return workspace


def row(app, name):
    """Return a profile's row, its columns apart."""
    line = next(line for line in screen_lines(app) if re.search(rf"^ *▸? *{name}\b", line))
    return re.split(r"\s{2,}", line.strip(" ▸"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_who_learns_here(two, size):
    """Each profile has a row with its cards and its last day; the open one says so; the keys are on the last line."""
    async with shown(two, size=size) as pilot:
        await pilot.press("p")
        assert row(pilot.app, "ana") == ["ana", "–", "never"]
        assert row(pilot.app, "ben")[1:] == ["1", "yesterday"]
        assert row(pilot.app, "default")[1] == "open now"
        assert row(pilot.app, "default")[-1] == "today"
        assert [*key_line(pilot.app)][:3] == ["Enter", "n", "e"]
        assert all(len(line) <= size[0] for line in screen_lines(pilot.app))


async def test_another_profile_is_opened(two):
    """Enter goes home with the chosen learner: their name, their day, and their answers go into their file."""
    async with shown(two) as pilot:
        assert "default" not in screen_text(pilot.app)
        await pilot.press("p", "k", "k", "enter")
        await pilot.pause()
        assert screen_lines(pilot.app)[1].startswith("  aide-memoire · ana")
        await pilot.press("enter", "space", "3", "escape", "escape")
        await pilot.pause()
        await pilot.press("p")
        assert row(pilot.app, "ana")[1:] == ["open now", "1", "today"]
        assert row(pilot.app, "default")[1] == "2"
        pilot.app.workspace.close()


async def test_esc_leaves_everything_as_it_is(two):
    """Esc goes back to where one was."""
    async with shown(two) as pilot:
        await pilot.press("p", "k", "escape")
        assert "All decks" in said(pilot.app)
        assert pilot.app.workspace is two


async def test_a_profile_is_made(workspace):
    """n asks for a name; the new one is chosen, and a name that cannot be one is told."""
    async with shown(workspace) as pilot:
        await pilot.press("p", "n", *"Eve", "enter")
        await pilot.pause()
        assert "“Eve” cannot be a profile's name" in said(pilot.app)
        await pilot.press("n", *"eve", "enter")
        await pilot.pause()
        assert row(pilot.app, "eve")[1:] == ["–", "never"]
        await pilot.press("escape")
        await pilot.press("p", "j", "enter")
        await pilot.pause()
        assert "· eve" in said(pilot.app)
        pilot.app.workspace.close()


async def test_the_open_profile_is_renamed(two):
    """Its learner stays where they were, under the new name, with all that they have done and its backups."""
    async with shown(two) as pilot:
        await pilot.press("p", "e", *"cleo", "enter")
        await pilot.pause()
        assert row(pilot.app, "cleo")[1:] == ["open now", "2", "today"]
        await pilot.press("escape")
        assert "· cleo" in said(pilot.app)
        pilot.app.workspace.close()
    assert manage.names(two.paths) == ["ana", "ben", "cleo", "default"]


async def test_a_name_that_is_taken_is_told(two):
    """The open profile stays open under its old name."""
    async with shown(two) as pilot:
        await pilot.press("p", "e", *"ana", "enter")
        await pilot.pause()
        assert "a profile “ana” already exists" in said(pilot.app)
        await pilot.press("escape")
        assert "All decks" in said(pilot.app)
        assert pilot.app.workspace.profile == "default"
        pilot.app.workspace.close()


async def test_a_removed_profile_is_kept(two):
    """d asks, says that the file is kept and where; Esc keeps the profile, Enter takes it out of sight."""
    async with shown(two, size=(140, 45)) as pilot:
        await pilot.press("p", "k", "d")
        assert "Nothing is deleted" in said(pilot.app)
        assert two.paths.removed in re.sub("[ │]", "", said(pilot.app))
        await pilot.press("escape")
        assert row(pilot.app, "ben")
        await pilot.press("d", "enter")
        await pilot.pause()
        assert "ben removed" in said(pilot.app)
    assert manage.names(two.paths) == ["ana", "default"]


async def test_removing_the_open_profile_opens_default(two):
    """The learner goes on at `default`, and nothing they had is lost."""
    async with shown(two) as pilot:
        await pilot.press("p", "k", "enter")
        await pilot.pause()
        await pilot.press("p", "d", "enter")
        await pilot.pause()
        assert row(pilot.app, "default")[1] == "open now"
        await pilot.press("escape")
        assert "· ben" not in said(pilot.app)
        pilot.app.workspace.close()
    assert manage.names(two.paths) == ["ana", "default"]


async def test_a_damaged_profile_is_told_and_not_opened(two):
    """Its row says so, opening it says what to do, and the open one stays."""
    with open(two.paths.profile("ana"), "r+b") as file:
        file.write(b"\0" * 200)
    async with shown(two) as pilot:
        await pilot.press("p", "k", "k")
        assert row(pilot.app, "ana")[1] == "✗ cannot be read"
        await pilot.press("enter")
        await pilot.pause()
        assert "doctor --restore" in said(pilot.app)
        await pilot.press("escape")
        assert "All decks" in said(pilot.app)
        pilot.app.workspace.close()


async def test_a_backup_is_made_while_one_studies(two, monkeypatch):
    """Soon after the start the day's backup lies in its folder, and no word is said."""
    monkeypatch.setattr(AideMemoireApp, "BACKUP_AFTER", 0.01)
    async with shown(two) as pilot:
        for _ in range(100):
            if backups(two.paths, "default"):
                break
            await pilot.pause(0.02)
        assert [each.name for each in backups(two.paths, "default")] == ["2026-11-21"]
        assert "backup" not in said(pilot.app)


async def test_a_backup_that_cannot_be_made_is_told_in_passing(two, monkeypatch):
    """The app goes on."""
    monkeypatch.setattr(AideMemoireApp, "BACKUP_AFTER", 0.01)

    def fail(*_):
        raise StoreError("the disk is full")

    monkeypatch.setattr(inspect, "copy_file", fail)
    async with shown(two) as pilot:
        await until(pilot, "No backup was made today: the disk is full")
        await pilot.press("enter", "space")
        assert "again" in said(pilot.app)
