"""Desks: devices with a progress file of their own, at which answers are given."""

from __future__ import annotations

import gc
import os
import zlib
from itertools import count
from typing import TYPE_CHECKING, Protocol, Self

import pytest
from hypothesis import settings

import like_windows
from aide_memoire.core.event import Event, EventDraft, EventKind, Rating
from aide_memoire.core.form import is_lesson_due
from aide_memoire.core.scheduler import Memory, balance_load, rate
from aide_memoire.core.study_day import Stamp, iso_day, iso_moment
from aide_memoire.core.weights import MODEL
from aide_memoire.store import card_state, log
from aide_memoire.store.connection import connect
from aide_memoire.store.schema import PROJECTION_TABLES
from aide_memoire.store.weights import parameters_in_force
from aide_memoire.study import session
from on_posix import modules_to_leave_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.register_assert_rewrite("machine.devices")
LIKE_WINDOWS = bool(os.environ.get("LIKE_WINDOWS"))  # see tests/like_windows.py
if LIKE_WINDOWS:
    like_windows.hide_modules()
collect_ignore = modules_to_leave_out() if LIKE_WINDOWS or os.name == "nt" else []

gc.disable()  # what is imported and collected is no garbage, and looking through it takes a third of all the time
settings.register_profile("tests", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("tests")

FIRST_DAY = 738_300
MILLISECONDS_A_DAY = 86_400_000
NOON_BEFORE_FIRST = 1_653_220_800_000


class Desk:
    """One device: its clock moves on with each action."""

    def __init__(self, folder: Path, device: str = "one") -> None:
        self.path, self.lib_path = (
            str(folder / "profiles" / "me.sqlite"),
            str(folder / "cache" / "lib.sqlite"),
        )
        self.db = connect(self.path, self.lib_path)
        self.device, self.day, self.at = device, FIRST_DAY, NOON_BEFORE_FIRST
        self.entropy = count((zlib.crc32(device.encode()) + 1) << 32, -1).__next__  # gives no order by itself

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    @property
    def stamp(self) -> Stamp:
        self.at += 10_000
        return Stamp(self.at, "+02:00", self.day, self.device)

    def pass_days(self, days: int) -> None:
        self.day += days
        self.at += days * MILLISECONDS_A_DAY

    def do(self, *drafts: EventDraft) -> str:
        return log.append(self.db, drafts, self.stamp, self.entropy)

    def mark(self, kind: EventKind, *cards: str) -> str:
        return self.do(*(EventDraft(kind, card) for card in cards))

    def review(self, *cards: str, rating: Rating = Rating.GOOD, took: int = 1000) -> str:
        return self.do(*(self.answer(card, rating, took) for card in cards))

    def answer(self, card: str, rating: Rating, took: int = 1000) -> EventDraft:
        before, _, _, past = card_state.card_state(self.db, card)
        parameters = parameters_in_force(self.db)
        outcome = rate(before, rating, day=self.day, at=self.at, retention=0.9, parameters=parameters)
        memory = balance_load(outcome, card, load={})
        due = iso_day(memory.due_day) if memory.due_at is None else iso_moment(memory.due_at)
        return EventDraft(
            "review",
            card,
            {
                "rating": rating.word,
                "form": "flip",
                "was": before.state if before else "new",
                **({"scheduled_days": before.due_day - before.last_day} if before and before.state == "review" else {}),
                "state": memory.state,
                "interval": outcome.interval,
                "due": due,
                "desired_retention": 0.9,
                "took": took,
                "past": past,
            },
        )

    def known(self, card: str, interval: int) -> EventDraft:
        """Return a state from elsewhere: in review, at an interval of so many days."""
        last = self.day - 5
        days = {"last": iso_day(last), "introduced": iso_day(last), "due": iso_day(last + interval)}
        state = {"state": "review", "step": None, "stability": float(interval), "difficulty": 5.0}
        return EventDraft("memory", card, {**state, **days, "reps": 9, "lapses": 2})

    def adopt(self, *weights: float) -> str:
        """Let these weights hold, or the defaults if there are none."""
        return self.do(EventDraft("weights", "", {"weights": list(weights), "model": MODEL, "reviews": 1000}))

    def undo(self) -> log.Undone | None:
        return log.undo(self.db, self.stamp, self.entropy)

    def redo(self) -> log.Undone | None:
        return log.redo(self.db, self.stamp, self.entropy)

    def take(self, *others: Desk) -> list[int]:
        return [log.merge(self.db, list(log.events(other.db))) for other in others]

    def merge(self, *events: Event) -> int:
        return log.merge(self.db, events)

    def log(self) -> list[Event]:
        return list(log.events(self.db))

    def memory(self, card: str) -> Memory | None:
        return card_state.card_state(self.db, card).memory

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return everything that was derived from the log."""
        return {table: self.db.execute(f"SELECT * FROM {table}").fetchall() for table in PROJECTION_TABLES}


class NewDesk(Protocol):
    """What the fixture `new_desk` gives."""

    def __call__(self, device: str = "one") -> Desk:
        """Make a desk with a fresh profile."""


def pytest_collection_finish() -> None:
    """Look for garbage from now on, in what the tests make."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what Windows cannot do, where that is so."""
    for item in items if LIKE_WINDOWS or os.name == "nt" else ():
        if item.get_closest_marker("posix"):
            item.add_marker(pytest.mark.skip(reason="Windows has no such thing"))


@pytest.fixture(scope="session", autouse=True)
def lessons_are_read() -> Iterator[None]:
    """Everyone here has read what is new, so that the first question is on the screen at once. See `lessons`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "is_lesson_due", lambda *_, **__: False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _all_by_the_rules_of_windows() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if LIKE_WINDOWS:
            like_windows.install(patch)
        yield


@pytest.fixture
def rules_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is held to what Windows does with files that are open."""
    like_windows.install(monkeypatch)


@pytest.fixture
def lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is new is shown before it is asked, as the program does by itself."""
    monkeypatch.setattr(session, "is_lesson_due", is_lesson_due)


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> NewDesk:
    """Make a desk with a fresh profile: `with new_desk("phone") as phone`."""
    return lambda device="one": Desk(tmp_path_factory.mktemp("desk"), device)


@pytest.fixture
def workspace(new_desk: NewDesk) -> Iterator[Desk]:
    """One device."""
    with new_desk() as one:
        yield one


@pytest.fixture
def phone(new_desk: NewDesk) -> Iterator[Desk]:
    """Another device."""
    with new_desk("phone") as other:
        yield other
