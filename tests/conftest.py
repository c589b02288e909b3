"""Desks: devices with a progress file of their own, at which answers are given."""

import zlib
from itertools import count

import pytest
from hypothesis import settings

from aide_memoire.core.event import EventDraft, Rating
from aide_memoire.core.scheduler import balance_load, rate
from aide_memoire.core.study_day import Stamp, iso_day, iso_moment
from aide_memoire.store import card_state, log
from aide_memoire.store.connection import connect

pytest.register_assert_rewrite("machine.devices")
settings.register_profile("tests", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("tests")

FIRST_DAY = 738_300
MILLISECONDS_A_DAY = 86_400_000
NOON_BEFORE_FIRST = 1_653_220_800_000


class Desk:
    """One device: its clock moves on with each action."""

    def __init__(self, folder, device="one"):
        self.path, self.lib_path = (
            str(folder / "profiles" / "me.sqlite"),
            str(folder / "cache" / "lib.sqlite"),
        )
        self.db = connect(self.path, self.lib_path)
        self.device, self.day, self.at = device, FIRST_DAY, NOON_BEFORE_FIRST
        self.entropy = count((zlib.crc32(device.encode()) + 1) << 32, -1).__next__  # gives no order by itself

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.db.close()

    @property
    def stamp(self):
        self.at += 10_000
        return Stamp(self.at, "+02:00", self.day, self.device)

    def pass_days(self, days):
        self.day += days
        self.at += days * MILLISECONDS_A_DAY

    def do(self, *drafts):
        return log.append(self.db, drafts, self.stamp, self.entropy)

    def mark(self, kind, *cards):
        return self.do(*(EventDraft(kind, card) for card in cards))

    def review(self, *cards, rating=Rating.GOOD, took=1000):
        return self.do(*(self.answer(card, rating, took) for card in cards))

    def answer(self, card, rating, took=1000):
        before = card_state.card_state(self.db, card).memory
        outcome = rate(before, rating, day=self.day, at=self.at, retention=0.9)
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
            },
        )

    def known(self, card, interval):
        """Return a state from elsewhere: in review, at an interval of so many days."""
        last = self.day - 5
        due, last = iso_day(last + interval), iso_day(last)
        state = {"state": "review", "step": None, "stability": float(interval), "difficulty": 5.0, "last": last}
        return EventDraft("memory", card, {**state, "due": due, "introduced": last, "reps": 9, "lapses": 2})

    def undo(self):
        return log.undo(self.db, self.stamp, self.entropy)

    def redo(self):
        return log.redo(self.db, self.stamp, self.entropy)

    def take(self, *others):
        return [log.merge(self.db, list(log.events(other.db))) for other in others]

    def merge(self, *events):
        return log.merge(self.db, events)

    def log(self):
        return list(log.events(self.db))

    def memory(self, card):
        return card_state.card_state(self.db, card).memory

    def rows(self):
        """Return everything that was derived from the log."""
        tables = ("undone", "memory", "hold", "tally")
        return {table: self.db.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory):
    """Make a desk with a fresh profile: `with new_desk("phone") as phone`."""
    return lambda device="one": Desk(tmp_path_factory.mktemp("desk"), device)


@pytest.fixture
def workspace(new_desk):
    """One device."""
    with new_desk() as one:
        yield one


@pytest.fixture
def phone(new_desk):
    """Another device."""
    with new_desk("phone") as other:
        yield other
