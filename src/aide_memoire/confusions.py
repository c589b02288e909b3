"""What a learner mixes up: wrong answers that were another card's right one, counted from the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.queue import QueueItem
from aide_memoire.loading import load_question
from aide_memoire.store import deck_index, log

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.core.question import Question


class Pair(NamedTuple):
    """Two questions whose answers were given for each other."""

    first: Question
    second: Question
    times: int
    last_day: int


def pairs(db: sqlite3.Connection) -> list[Pair]:
    """Return the pairs that are still in the decks, the most often mixed up first."""
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for card, other, day in log.confused(db):
        key = (min(card, other), max(card, other))
        times, last = counted.get(key, (0, 0))
        counted[key] = (times + 1, max(last, day))
    found = []
    for (one, two), (times, last) in counted.items():
        first, second = _question(db, one), _question(db, two)
        if first is not None and second is not None:
            found.append(Pair(first, second, times, last))
    return sorted(found, key=lambda pair: (-pair.times, -pair.last_day, pair.first.id))


def drill(db: sqlite3.Connection) -> tuple[QueueItem, ...]:
    """Return the questions of all pairs, each pair side by side."""
    asks: dict[str, QueueItem] = {}
    for pair in pairs(db):
        for question in (pair.first, pair.second):
            note = question.cards[0].partition("#")[0]
            asks.setdefault(question.id, QueueItem(question.id, note, question.deck, "review"))
    return tuple(asks.values())


def _question(db: sqlite3.Connection, card: str) -> Question | None:
    question = deck_index.question_of(db, card)
    return load_question(db, card.partition("#")[0], question) if question else None
