"""A year of one session a day, over both changes of a zone's clocks, beside FSRS itself."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import fsrs

from aide_memoire.core.event import Rating
from aide_memoire.store import card_state, log, projections
from aide_memoire.store.transaction import transaction
from learners import Learner, plain

if TYPE_CHECKING:
    from pathlib import Path

    from aide_memoire.core.question import Question
    from aide_memoire.study.session import StudySession

FIRST = date(2024, 2, 1)
DAYS = 366
STARTS = {(23, 59): 0, (0, 30): 1, (3, 59): 1, (4, 1): 0, (9, 0): 0, (20, 0): 0}
"""Wall times at which a session begins, and how many days later by the calendar than its study day."""
CHANGES: dict[str, tuple[date, ...]] = {
    "Europe/Berlin": (date(2024, 3, 30), date(2024, 10, 26)),
    "America/New_York": (date(2024, 3, 9), date(2024, 11, 2)),
    "Asia/Kolkata": (),
}
"""The study days in whose small hours the clocks are changed."""
RETENTION = 0.95
DECKS = {
    "facts": [
        *(plain(f"c{n}") for n in range(6)),
        plain("gives-away", 'bury_with = ["c0"]'),
        ("cloze", 'id = "gap"\ntext = "In {{c1::1969}} on {{c2::Damansky}}."'),
    ],
    "history": [
        ("event", 'id = "e1"\nname = "One"\ndate = "1896"\nplace = "Moscow"\nask = ["when", "where"]'),
        ("event", 'id = "e2"\nname = "Two"\ndate = "1945"\nplace = "Yalta"\nask = ["when", "where"]'),
        ("group", 'id = "g"\nname = "members"\nmembers = ["Russia", "Belarus", "Armenia"]'),
    ],
}


class Reference:
    """The same reviews, given to the `fsrs` package without anything of ours around it."""

    def __init__(self) -> None:
        self._scheduler = fsrs.Scheduler(
            desired_retention=RETENTION,
            learning_steps=(timedelta(minutes=1), timedelta(minutes=10)),
            relearning_steps=(timedelta(minutes=10),),
            enable_fuzzing=False,
        )
        self.cards: dict[str, fsrs.Card] = {}

    def review(self, card: str, rating: Rating, day: date) -> tuple[str, float | None, float | None, float]:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        before = self.cards.get(card) or fsrs.Card(card_id=1)
        self.cards[card], _ = self._scheduler.review_card(before, fsrs.Rating(int(rating)), noon)
        after = self.cards[card]
        assert after.last_review is not None
        return (
            after.state.name.lower(),
            after.stability,
            after.difficulty,
            (after.due - after.last_review).total_seconds(),
        )


class Year:
    """What happened: each sitting's study day, the questions asked in it, and when each came due."""

    def __init__(self, learner: Learner, zone: str) -> None:
        self.learner, self.zone, self.chance = learner, zone, Random(f"a year in {zone}")
        self.reference = Reference()
        self.due: dict[str, int] = {}  # card → the day it was last said to come back
        self.note_of: dict[str, str] = {}  # question → note
        self.prompt: Counter[str] = Counter()
        self.put_off: set[str] = set()  # missed three times today

    def begin(self, day: date) -> StudySession:
        """Start the program at a wall time of the study day; never before the last session's end."""
        changes = CHANGES[self.zone]
        if day in changes:
            start = (3, 59)
        elif day - timedelta(days=1) in changes:
            start = (4, 1)
        else:
            start = self.chance.choice(list(STARTS))
        on = day + timedelta(days=STARTS[start])
        before = self.learner.now
        self.learner.set(on.year, on.month, on.day, *start)
        if self.learner.now.astimezone(UTC) < before.astimezone(UTC):
            self.learner.now = before
        study = self.learner.study(new_per_day=999, reviews_per_day=9999, desired_retention=RETENTION)
        study._workspace.db.execute("PRAGMA synchronous = OFF")  # a year of answers, and no power to fail
        assert study.day == day.toordinal()
        return study

    def answer(self, study: StudySession, day: date) -> Question:
        """Answer the question, by chance, and hold it against the reference card by card."""
        question = study.question
        assert question is not None
        rating = Rating(self.chance.choices((1, 2, 3, 4), (15, 15, 55, 15))[0])
        answered = study.rate(rating)
        if answered is not None and answered.put_off:
            self.put_off.update(question.cards)
        for card in question.cards:
            wanted = self.reference.review(card, rating, day)
            memory = card_state.card_state(study._workspace.db, card).memory
            assert memory is not None
            told = [event for event in log.events(study._workspace.db, card) if event.kind == "review"][-1]
            got = memory.state, memory.stability, memory.difficulty, told.data["interval"]
            assert got == wanted
            assert told.data["rating"] == rating.word
            assert told.day == day.toordinal()
            self.due[card] = memory.due_day
        self.note_of[question.id] = question.id.partition("#")[0]
        self.prompt[question.id] += 1
        self.learner.wait(seconds=self.chance.randint(2, 30))
        return question

    def sit(self, day: date) -> None:
        """Clear the day's queue. Everything due is asked or buried, and nothing before its day."""
        study = self.begin(day)
        due = {card for card, when in self.due.items() if when <= day.toordinal()}
        seen = set(self.due)
        self.put_off.clear()
        asked: dict[str, tuple[str, ...]] = {}
        while study.question is not None:
            cards = study.question.cards
            assert study.question.id in asked or due.intersection(cards) or seen.isdisjoint(cards)
            question = self.answer(study, day)
            asked[question.id] = question.cards
        notes = [self.note_of[question] for question in asked]
        assert len(notes) == len(set(notes)), "two siblings on one day"
        assert not {"facts/c0", "facts/gives-away"} <= set(notes)
        left = due.difference(*asked.values())
        buried = {card for card in left if card.partition("#")[0] in notes}
        buried |= left & {"facts/c0"} if "facts/gives-away" in notes else set()
        buried |= left & {"facts/gives-away"} if "facts/c0" in notes else set()
        assert left == buried
        learned = {card for cards in asked.values() for card in cards} - self.put_off
        assert all(self.due[card] > day.toordinal() for card in learned)
        study._workspace.close()


def live_a_year(folder: Path, zone: str) -> None:
    """Study on every day of a year in a zone, and hold all that was kept against its own log."""
    learner = Learner(folder, zone)
    for name, notes in DECKS.items():
        learner.deck(name, *notes)
    learner.set(FIRST.year, FIRST.month, FIRST.day, 4, 0)
    year = Year(learner, zone)
    for n in range(DAYS):
        year.sit(FIRST + timedelta(days=n))
    workspace = learner.workspace()
    assert len(year.due) == 16
    assert sum(year.prompt.values()) > 250
    kept = card_state.memories(workspace.db)
    with transaction(workspace.db):
        projections.rebuild(workspace.db)
    assert card_state.memories(workspace.db) == kept
    learner.close()
