"""Files that another program holds: no screen waits long for them, each says so, and goes on as soon as it is let."""

import asyncio
import os
import shutil
import sqlite3
import time
from contextlib import suppress

import pytest

from aide_memoire.profiles.manage import create, names
from aide_memoire.store import connection, inspect, log
from screens.stage import DECKS, Clock, learn, open_for, said, shown

LONGEST = 0.8  # seconds, on a machine that is busy: a wait is a fourth of it
PLACES = (
    ["q"],
    ["s"],
    ["s", "T"],
    ["b"],
    ["b", "space"],
    ["down", "D"],
    ["down", "e"],
    ["comma"],
    ["p"],
    ["n"],
    ["u", "u"],
)


@pytest.fixture
def places(tmp_path):
    """A learner with a past: the folder of data, and that of decks."""
    shutil.copytree(DECKS, tmp_path / "decks")
    clock = Clock()
    workspace = open_for(tmp_path / "data", tmp_path / "decks", clock)
    learn(workspace, clock, ["treaties", "csto"], 8)
    workspace.close()
    return tmp_path / "data", tmp_path / "decks"


class Lock:
    """Another program that can hold a file."""

    def __init__(self, path):
        self._db = sqlite3.connect(path, isolation_level=None, timeout=0)

    def __enter__(self):
        self._db.execute("BEGIN EXCLUSIVE")

    def __exit__(self, *_):
        self._db.execute("ROLLBACK")


def file_of(workspace, what):
    return (
        workspace.paths.profile(workspace.profile) if what == "progress" else workspace.paths.library(workspace.places)
    )


async def longest_gap(worst):
    """Note for how long the screen was not painted."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.01)
        worst.append(time.perf_counter() - began)


async def walk(workspace, lock, keys):
    """Press keys while the file is locked. Returns for how long nothing else could happen, and what was said."""
    worst = []
    async with shown(workspace) as pilot:
        with lock:
            watch = asyncio.ensure_future(longest_gap(worst))
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
                assert pilot.app._exception is None
            told = said(pilot.app)
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
        for _ in range(3):
            await pilot.press("escape")
            await pilot.pause()
        assert pilot.app._exception is None
    return max(worst), told


@pytest.mark.parametrize("what", ["progress", "decks"])
@pytest.mark.parametrize("keys", PLACES)
def test_no_screen_waits_for_a_file_that_is_held(places, what, keys):
    """Each screen is there, or says why not, at once."""
    workspace = open_for(*places, Clock())
    gap, told = asyncio.run(walk(workspace, Lock(file_of(workspace, what)), keys))
    workspace.close()
    assert gap < LONGEST
    assert keys != ["u", "u"] or "in use by another program" in told


@pytest.mark.parametrize("what", ["progress", "decks"])
def test_an_answer_waits_at_most_a_moment(places, what):
    """The question stays with the reason, or the answer is saved and the next one comes when the file is let go."""
    workspace = open_for(*places, Clock())
    before = log.event_count(workspace.db)
    lock, worst = Lock(file_of(workspace, what)), []

    async def study():
        async with shown(workspace) as pilot:
            await pilot.press("enter", "space")
            await pilot.pause(0.4)
            with lock:
                watch = asyncio.ensure_future(longest_gap(worst))
                await pilot.press("3")
                await pilot.pause()
                held = said(pilot.app)
                watch.cancel()
            await pilot.pause(0.4)
            await pilot.press("3")
            await pilot.pause(0.4)
            return held, said(pilot.app)

    held, after = asyncio.run(study())
    print(held)
    print(after)
    assert "in use by another program" in held
    assert log.event_count(workspace.db) == before + 1
    assert inspect.differing_projections(workspace.db) == []
    assert "2 of 10" in after
    assert max(worst) < LONGEST
    workspace.close()


@pytest.mark.parametrize("keys", [["down", "E"], ["comma", "down", "enter"], ["p", "n", "x", "enter"], ["down", "D"]])
def test_no_key_ends_the_app_or_waits_twice(places, keys, monkeypatch):
    """Where the decks' file is held: whatever was to be read is told, once for each key, and the app goes on."""
    monkeypatch.setattr(connection, "_BRIEF_WAIT", 1.0)
    workspace = open_for(*places, Clock())
    gap, told = asyncio.run(walk(workspace, Lock(file_of(workspace, "decks")), keys))
    workspace.close()
    assert gap < 1.6
    assert "in use by another program" in told


def test_another_profile_that_cannot_be_opened_leaves_this_one_open(places):
    """Switching where the decks' file is held is told, and the profile before goes on: its next answer is saved."""
    workspace = open_for(*places, Clock())
    create(workspace.paths, "anna", workspace.places)
    before, lock = log.event_count(workspace.db), Lock(file_of(workspace, "decks"))

    async def switch():
        async with shown(workspace) as pilot:
            await pilot.press("p", "up")
            await pilot.pause()
            with lock:
                await pilot.press("enter")
                await pilot.pause()
                told = said(pilot.app)
            await pilot.press("escape")
            for key in ("enter", "space", "3"):
                await pilot.press(key)
                await pilot.pause(0.4)
            return told, pilot.app.workspace.profile

    told, profile = asyncio.run(switch())
    assert ("in use by another program" in told, profile) == (True, "default")
    assert log.event_count(workspace.db) == before + 1
    workspace.close()


def test_a_screen_that_cannot_be_made_is_told_and_left(places):
    """What it would show is held by another program: the screen before stays, says so, and goes on."""
    workspace = open_for(*places, Clock())
    lock = Lock(file_of(workspace, "decks"))

    async def look():
        async with shown(workspace) as pilot:
            with lock:
                pilot.app.navigator.more("Nothing is due.", ["treaties"])
                await pilot.pause(0.4)
                told, stack = said(pilot.app), len(pilot.app.screen_stack)
            await pilot.press("b")
            await pilot.pause()
            return told, stack, len(pilot.app.screen_stack)

    told, *stacks = asyncio.run(look())
    assert ("in use by another program" in told, stacks) == (True, [1, 2])
    workspace.close()


def test_a_profile_that_cannot_be_made_is_not_there_afterwards(places):
    """Where the decks' file is held, no half-made learner stays; the same name is taken as soon as it is let go."""
    workspace = open_for(*places, Clock())
    lock = Lock(file_of(workspace, "decks"))

    async def make():
        async with shown(workspace) as pilot:
            await pilot.press("p")
            await pilot.pause()
            with lock:
                await pilot.press("n", *"eve", "enter")
                await pilot.pause()
                told, there = said(pilot.app), names(workspace.paths)
            await pilot.press("n", *"eve", "enter")
            await pilot.pause()
            return told, there, names(workspace.paths)

    told, *there = asyncio.run(make())
    assert "in use by another program" in told
    assert there == [["default"], ["default", "eve"]]
    assert not [each for each in os.listdir(workspace.paths.profiles) if each.endswith(".part")]
    workspace.close()
