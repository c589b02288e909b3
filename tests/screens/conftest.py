"""The app on a screen of the tests' own: a set clock, a learner with a past, and plain-text pictures."""

import asyncio
import difflib
import gc
import inspect
import os
import random
import shutil
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.opening import open_desk
from aide_memoire.paths import find_paths
from aide_memoire.study import Study
from aide_memoire.ui.app import AideMemoireApp

HERE = Path(__file__).parent
DECKS = HERE / "decks"
SNAPSHOTS = HERE / "snapshots"
TODAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SIZES = ((60, 20), (80, 24), (120, 40))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a test that is a coroutine."""
    if not inspect.iscoroutinefunction(pyfuncitem.function):
        return None
    names = inspect.signature(pyfuncitem.function).parameters
    asyncio.run(pyfuncitem.function(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now=TODAY):
        self.now = now

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now += timedelta(**time)


def open_for(data, decks, clock):
    """Open a desk at the clock's time, with seeded entropy."""
    chance = random.Random(7)  # noqa: S311
    return open_desk(find_paths(str(data)), "default", clock, lambda: chance.getrandbits(74), [str(decks)])


def learn(desk, clock, decks, days):
    """Study every day up to yesterday, as someone who knows nine in ten."""
    chance = random.Random(7)  # noqa: S311
    for back in range(days, 0, -1):
        clock.now = TODAY - timedelta(days=back)
        study = Study(desk, decks)
        while study.question:
            clock.pass_by(seconds=chance.randint(6, 30))
            known = chance.random() < 0.9
            study.rate(chance.choice([Rating.GOOD, Rating.EASY, Rating.HARD]) if known else Rating.AGAIN)
    clock.now = TODAY


@pytest.fixture
def clock():
    """The clock of all desks of a test."""
    return Clock()


@pytest.fixture
def desks(clock):
    """Open desks that are closed when the test ends: `desks(data, decks)`."""
    opened = []

    def open_one(data, decks=DECKS):
        opened.append(open_for(data, decks, clock))
        return opened[-1]

    yield open_one
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(desks, tmp_path):
    """A desk at which nothing was answered yet."""
    return desks(tmp_path / "data")


@pytest.fixture(scope="session")
def past(tmp_path_factory):
    """The files of a learner who has studied three of the four decks for some weeks."""
    folder, clock = tmp_path_factory.mktemp("past") / "data", Clock()
    desk = open_for(folder, DECKS, clock)
    learn(desk, clock, ["treaties", "csto", "clash"], 16)
    desk.close()
    return folder


@pytest.fixture
def learned(desks, past, tmp_path):
    """A desk after weeks of study."""
    shutil.copytree(past, tmp_path / "learned")
    return desks(tmp_path / "learned")


@pytest.fixture
def desk_with(desks, tmp_path):
    """Open a desk over decks that are written for it: `desk_with(name=text)`; they lie in tmp_path / "decks"."""

    def open_over(**texts):
        folder = tmp_path / "decks"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        return desks(tmp_path / "data", folder)

    return open_over


@asynccontextmanager
async def shown(desk, study=None, size=(80, 24)):
    """Show the app, as `run_app` does but without a terminal: `async with shown(desk) as pilot`."""
    app = AideMemoireApp(desk, study)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield pilot
    finally:
        gc.unfreeze()  # the app keeps what it made at its start, which a single app is right to do


def screen_lines(app):
    """Return what is on the screen, line by line, without trailing blanks."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def screen_text(app):
    """Return what is on the screen as one text."""
    return "\n".join(screen_lines(app)) + "\n"


def place_of(app, text):
    """Return the cell at which a text begins on the screen."""
    from rich.cells import cell_len

    for y, line in enumerate(screen_lines(app)):
        if text in line:
            return cell_len(line[: line.index(text)]), y
    raise AssertionError(f"“{text}” is not on the screen:\n{screen_text(app)}")


async def click(pilot, text):
    """Click on the first letter of a text on the screen."""
    assert await pilot.click(offset=place_of(pilot.app, text))
    await pilot.pause()


def assert_snapshot(name, text):
    """Compare a picture of the screen with the one that was looked at and kept."""
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    told = "UPDATE_SNAPSHOTS=1 python -m pytest tests/screens writes it anew: then look at it"
    if not path.exists():
        pytest.fail(f"there is no snapshot {path.name}; {told}\n\n{text}", pytrace=False)
    kept = path.read_text(encoding="utf-8")
    if kept != text:
        difference = difflib.unified_diff(
            kept.splitlines(), text.splitlines(), f"{path.name}, kept", "on the screen now", lineterm=""
        )
        pytest.fail("\n".join([f"the screen differs from its snapshot; {told}", *difference]), pytrace=False)
