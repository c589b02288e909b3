"""The program itself, before a learner who answers as a `Mind` does: its queue, its sessions, its log.

Only two things are not as on a learner's machine: the clock, which is set, and that nothing waits for the disk.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.paths import find_paths
from aide_memoire.store import log
from aide_memoire.store.queue import todays_queue
from aide_memoire.study.session import StudySession
from aide_memoire.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.queue import QueueItem
    from bench.learning.learners import Mind

DECK = "deck"
_BEGINNING = datetime(2025, 1, 6, 9, tzinfo=UTC)
FIRST_DAY = _BEGINNING.toordinal()
_LATE = 0.15  # of the reviews, by one to eleven days
_MOST_LATE = 11


class Sitting(NamedTuple):
    """What was done on a day."""

    reviews: int = 0
    new: int = 0
    answers: int = 0  # with those of the learning steps
    seconds: int = 0

    def plus(self, was: str, seconds: int) -> Sitting:
        """Return the sitting with one more answer."""
        return Sitting(
            self.reviews + (was == "review"), self.new + (was == "new"), self.answers + 1, self.seconds + seconds
        )


class Desk:
    """A learner at the program, day by day."""

    def __init__(self, folder: str, mind: Mind, cards: int, seed: str) -> None:
        self.mind = mind
        self.now = _BEGINNING
        self._days = 0
        self._chance = Random(f"lateness {seed}")
        self._put_off: dict[str, int] = {}  # question → the day on which the learner comes to it
        _write_deck(os.path.join(folder, "decks"), cards)
        chance = Random(f"ids {seed}")
        self.workspace = open_workspace(
            find_paths(os.path.join(folder, "data")),
            "default",
            lambda: self.now,
            lambda: chance.getrandbits(74),
            [os.path.join(folder, "decks")],
        )
        self.workspace.db.execute("PRAGMA synchronous = OFF")
        self.settings(form="flip", day_starts_at=4)

    def settings(self, **values: float | str) -> None:
        """Let settings hold from now on."""
        self.workspace = self.workspace._replace(settings=self.workspace.settings._replace(**values))  # type: ignore[arg-type]

    @property
    def today(self) -> int:
        """Return the study day."""
        return self.workspace.today()

    def sleep(self, days: int = 1) -> None:
        """Let it be nine o'clock, so many days later."""
        self._days += days
        self.now = _BEGINNING + timedelta(days=self._days)

    def take_over(self, other: Desk) -> None:
        """Go on where another desk is: with its log, on the same day. The decks are the same."""
        log.merge(self.workspace.db, log.events(other.workspace.db))
        self._put_off = dict(other._put_off)
        self.sleep(other._days)

    def study(self, *, minutes: float | None = None, most: int | None = None, late: bool = False) -> Sitting:
        """Answer what is asked today, until the time is over or `most` questions are answered.

        Who is `late` leaves some of the reviews to a later day.
        """
        session = StudySession(self.workspace, only=self._in_time() if late else None)
        done = Sitting()
        while (
            session.question is not None and (minutes is None or done.seconds < 60 * minutes) and done.answers != most
        ):
            question = session.question.id
            answered = self.mind.answer(question, session.day)
            self.now += timedelta(seconds=answered.seconds)
            session.rate(answered.rating)
            self._put_off.pop(question, None)
            done = done.plus(answered.was, answered.seconds)
        return done

    def _in_time(self) -> list[QueueItem]:
        today = self.today
        items = todays_queue(self.workspace.db, today, self.workspace.settings).items
        return [item for item in items if item.was != "review" or self._comes_on(item.question, today) <= today]

    def _comes_on(self, question: str, today: int) -> int:
        if question not in self._put_off:
            late = self._chance.randint(1, _MOST_LATE) if self._chance.random() < _LATE else 0
            self._put_off[question] = today + late
        return self._put_off[question]


@contextmanager
def desk(mind: Mind, cards: int, seed: str) -> Iterator[Desk]:
    """Yield a learner at the program, with a deck of as many cards and no progress, in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="learning-")
    try:
        one = Desk(folder, mind, cards, seed)
        try:
            yield one
        finally:
            one.workspace.close()
    finally:
        shutil.rmtree(folder)


def _write_deck(folder: str, cards: int) -> None:
    os.makedirs(folder)
    notes = (f'\n[[card]]\nid = "c{n}"\nquestion = "What is {n}?"\nanswer = "It is {n}"\n' for n in range(cards))
    with open(os.path.join(folder, f"{DECK}.toml"), "w", encoding="utf-8") as file:
        file.write(f'[deck]\nid = "{DECK}"\ntitle = "Numbers"\n' + "".join(notes))
