"""The app syncs by itself, beside study, and says how it went."""

import asyncio
import shutil

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.store import log
from aide_memoire.sync.folder import Folder
from aide_memoire.sync.sync import sync
from aide_memoire.ui.background_sync import BackgroundSync
from computers import Computer
from screens.stage import answer, said, shown


@pytest.fixture
def other(learned, tmp_path, monkeypatch):
    """Another device of this learner. Its folder is that of the desk as well, which syncs when the app is opened."""
    monkeypatch.setattr(BackgroundSync, "AFTER", 0.001)
    monkeypatch.setattr("platform.node", lambda: "laptop")
    with Computer(tmp_path, "laptop") as laptop:
        laptop.now = learned.clock()
        laptop.answer("elsewhere/card")
        laptop.sync()
        sync(learned, Folder(str(laptop.where)), laptop.learner)
        yield laptop


async def synced(pilot):
    """Wait for the first sync, or for the one that was begun last."""
    if pilot.app.sync.thread is None:
        pilot.app.sync.start()
    await asyncio.to_thread(pilot.app.sync.thread.join)
    for _ in range(3):
        await pilot.pause(0)


async def test_the_app_syncs_when_it_opens_and_says_so(learned, other):
    """Home tells when, and what came from where; the answer is there."""
    other.answer("elsewhere/card", "elsewhere/two")
    other.sync()
    async with shown(learned) as pilot:
        await synced(pilot)
        assert "synced just now · 2 from laptop" in said(pilot.app)
        assert log.event_count(learned.db) == len(other.lines())


async def test_what_was_answered_goes_out_after_the_session(learned, clock, other):
    """Without anything to be pressed."""
    async with shown(learned) as pilot:
        await synced(pilot)
        before = pilot.app.sync.thread
        pilot.app.navigator._after_study(answer(learned, clock, Rating.GOOD))
        assert pilot.app.sync.thread is not before
        await asyncio.to_thread(pilot.app.sync.thread.join)
    other.sync()
    assert len(other.lines()) == log.event_count(learned.db)


async def test_trouble_is_told_once_and_study_goes_on(learned, other):
    """The status line tells it, home keeps it, and every key does what it does."""
    shutil.rmtree(other.where)
    async with shown(learned) as pilot:
        await synced(pilot)
        assert "Not synced" in pilot.app.status.plain
        await pilot.press("down")
        assert "not synced: " in said(pilot.app)
        pilot.app.sync.start()
        await synced(pilot)
        assert not pilot.app.status


async def test_without_a_place_nothing_is_said(learned, monkeypatch):
    """And no thread is begun. Who asks for a sync is told how to begin."""
    monkeypatch.setattr(BackgroundSync, "AFTER", 0.001)
    async with shown(learned) as pilot:
        await pilot.pause(0)
        assert pilot.app.sync.thread is None
        pilot.app.sync.start_or_tell()
        assert "aide-memoire sync FOLDER" in pilot.app.status.plain
        assert "synced" not in said(pilot.app)
