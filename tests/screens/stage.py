"""The stage of these tests: a set clock, a learner with a past, and plain-text pictures of the screen."""

from __future__ import annotations

import difflib
import gc
import os
import random
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from aide_memoire.core.event import Rating
from aide_memoire.paths import find_paths
from aide_memoire.study.session import StudySession
from aide_memoire.ui.app import AideMemoireApp
from aide_memoire.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.app import App
    from textual.pilot import Pilot

HERE = Path(__file__).parent
DECKS = HERE / "decks"
SNAPSHOTS = HERE / "snapshots"
TODAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SIZES = ((60, 20), (80, 24), (140, 45))


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = TODAY

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: int) -> None:
        self.now += timedelta(**time)


def open_for(data: Path, decks: Path, clock: Clock) -> Workspace:
    """Open a desk at the clock's time, with seeded entropy."""
    chance = random.Random(7)
    return open_workspace(find_paths(str(data)), "default", clock, lambda: chance.getrandbits(74), [str(decks)])


def learn(workspace: Workspace, clock: Clock, decks: Sequence[str], days: int) -> None:
    """Study every day up to yesterday, as someone who knows nine in ten."""
    chance = random.Random(7)
    for back in range(days, 0, -1):
        clock.now = TODAY - timedelta(days=back)
        study = StudySession(workspace, decks)
        while study.question:
            clock.pass_by(seconds=chance.randint(6, 30))
            known = chance.random() < 0.9
            study.rate(chance.choice([Rating.GOOD, Rating.EASY, Rating.HARD]) if known else Rating.AGAIN)
    clock.now = TODAY


def answer(workspace: Workspace, clock: Clock, *ratings: Rating, decks: Sequence[str] = ()) -> StudySession:
    """Give answers, ten seconds each; return the sitting."""
    study = StudySession(workspace, decks)
    for rating in ratings:
        clock.pass_by(seconds=10)
        study.rate(rating)
    return study


@asynccontextmanager
async def shown(
    workspace: Workspace, study: StudySession | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """Show the app as `run_app` does, but without a terminal: `async with shown(desk) as pilot`."""
    app = AideMemoireApp(workspace, study)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            for _ in range(3):  # whatever the first pictures ask for is done when these are through
                await pilot.pause(0)
            yield pilot
    finally:
        gc.unfreeze()  # the app freezes what it made at its start, which is meant for one app in a process


def screen_lines(app: App[None]) -> list[str]:
    """Return what is on the screen, line by line, without trailing blanks."""
    return [strip.text.replace("\xa0", " ").rstrip() for strip in app.screen._compositor.render_strips()]


def screen_text(app: App[None]) -> str:
    """Return what is on the screen as one text."""
    return "\n".join(screen_lines(app)) + "\n"


def said(app: App[None]) -> str:
    """Return what is on the screen as one line: for sentences that may be broken anywhere."""
    return " ".join(screen_text(app).split())


def key_line(app: App[None]) -> dict[str, str]:
    """Return what the screen says can be pressed, each as its key and what it does."""
    line = screen_lines(app)[app.screen.query_one("#keys").region.bottom - 1]
    return dict(each.partition(" ")[::2] for each in line.strip().split(" · "))


def status(app: App[None]) -> str:
    """Return what the status line says, as one line."""
    region = app.screen.query_one("#keys").region
    return " ".join(" ".join(screen_lines(app)[region.y : region.bottom - 1]).split())


def place_of(app: App[None], text: str) -> tuple[int, int]:
    """Return the cell at which a text begins on the screen."""
    for y, line in enumerate(screen_lines(app)):
        if text in line:
            return cell_len(line[: line.index(text)]), y
    raise AssertionError(f"“{text}” is not on the screen:\n{screen_text(app)}")


async def click(pilot: Pilot[None], text: str) -> None:
    """Click on the first letter of a text that is on the screen."""
    assert await pilot.click(offset=place_of(pilot.app, text))
    await pilot.pause()


async def resize(pilot: Pilot[None], width: int, height: int) -> None:
    """Give the terminal another size, and wait until all that this asks for is done."""
    await pilot.resize_terminal(width, height)
    for _ in range(3):
        await pilot.pause()


async def until(pilot: Pilot[None], text: str) -> None:
    """Wait for a text that the app brings in its own time, as the palette does."""
    for _ in range(300):
        if text in said(pilot.app):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"“{text}” did not come to the screen:\n{screen_text(pilot.app)}")


def assert_snapshot(name: str, text: str) -> None:
    """Compare a picture of the screen with the one that was looked at and kept."""
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    how = "UPDATE_SNAPSHOTS=1 python -m pytest tests/screens writes it anew; then look at it"
    if not path.exists():
        pytest.fail(f"there is no snapshot {path.name}: {how}\n\n{text}", pytrace=False)
    kept = path.read_text(encoding="utf-8")
    if kept != text:
        difference = difflib.unified_diff(
            kept.splitlines(), text.splitlines(), f"{path.name}, as kept", "on the screen now", lineterm=""
        )
        pytest.fail("\n".join([f"the screen is not as it was kept: {how}", *difference]), pytrace=False)
