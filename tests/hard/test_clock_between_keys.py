"""A clock that jumps between two keys, on every screen: nothing breaks, and no answer is lost."""

import asyncio
import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from zoneinfo import ZoneInfo

import pytest

from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.store import inspect, log
from hard.test_every_screen import EVERYWHERE
from screens.stage import DECKS, TODAY, Clock, learn, open_for, shown

SCREENS = {
    **EVERYWHERE,
    "three answers": ["enter", "space", "3", "space", "3"],
    "undo and redo": ["enter", "space", "3", "u", "U"],
    "exam set": ["down", "E", "+", "9", "enter"],
    "quiz at length": ["q", "1", "space", "2", "space"],
}
BERLIN = ZoneInfo("Europe/Berlin")
TIMES = {
    "a day back": TODAY - timedelta(days=1),
    "a day on": TODAY + timedelta(days=1),
    "ten years back": TODAY - timedelta(days=3652),
    "before 1970": datetime(1969, 12, 31, 23, 59, tzinfo=UTC),
    "year 1": datetime(1, 1, 1, 0, 0, 1, tzinfo=timezone(timedelta(hours=14))),
    "year 9999": datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
    "the hour that comes twice": datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
    "the same hour again": datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
    "the hour that is left out": datetime(2027, 3, 28, 2, 30, tzinfo=BERLIN),
    "zone in the east": TODAY.astimezone(timezone(timedelta(hours=14))),
    "zone in the west": TODAY.astimezone(timezone(timedelta(hours=-11))),
}
AT_RANDOM = ("at random", "at random again")


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """A learner with a past: the folder of data."""
    folder = tmp_path_factory.mktemp("past")
    clock = Clock()
    with closing(open_for(folder / "data", DECKS, clock)) as workspace:
        learn(workspace, clock, ["treaties"], 8)
    return folder / "data"


async def walk(workspace, clock, next_time):
    """Go to every screen; after each key the clock is somewhere else."""
    async with shown(workspace) as pilot:
        for where, keys in SCREENS.items():
            clock.now = TODAY
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.4 if where == "three answers" else 0)  # a key that comes at once rates nothing
                assert pilot.app._exception is None, (where, key)
                clock.now = next_time()
            for _ in range(4):
                await pilot.press("escape")
                await pilot.pause()
            pilot.app.navigator.home()
            await pilot.pause()
            assert pilot.app._exception is None, where


@pytest.mark.parametrize("jump", [*TIMES, *AT_RANDOM])
def test_no_screen_breaks_and_no_answer_is_lost(past, tmp_path, jump):
    """Whatever the time is by the next key; later, by any of these clocks, the log is whole and can be shown."""
    shutil.copytree(past, tmp_path / "data")
    shutil.copytree(DECKS, tmp_path / "decks")
    places, clock, chance = (tmp_path / "data", tmp_path / "decks"), Clock(), Random(jump)
    with closing(open_for(*places, clock)) as workspace:
        before = set(log.lines(workspace.db))
        asyncio.run(walk(workspace, clock, lambda: TIMES[chance.choice([*TIMES]) if jump in AT_RANDOM else jump]))
        after = set(log.lines(workspace.db))
    assert before < after
    for now in (clock.now, TODAY, TODAY + timedelta(days=1), TIMES["ten years back"]):
        clock.now = now
        with closing(open_for(*places, clock)) as workspace:
            assert set(log.lines(workspace.db)) == after
            assert inspect.differing_projections(workspace.db, None, workspace.now()) == []
            load_dashboard(workspace)
            load_statistics(workspace)
