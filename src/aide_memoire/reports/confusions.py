"""Pairs of questions that the learner confuses: a wrong answer that is right for another card, counted from the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.library.load import load_question
from aide_memoire.store import deck_index, log

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.core.question import Question


class ConfusedPair(NamedTuple):
    """Two questions whose answers were given for each other."""

    first: Question
    second: Question
    times: int
    last_day: int


def confused_pairs(db: sqlite3.Connection) -> list[ConfusedPair]:
    """Return the pairs that are still in the decks, the most frequent first."""
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for card, other, day in log.confused(db):
        key = (min(card, other), max(card, other))
        times, last = counted.get(key, (0, 0))
        counted[key] = (times + 1, max(last, day))
    found = []
    for (one, two), (times, last) in counted.items():
        first, second = _question(db, one), _question(db, two)
        if first is not None and second is not None:
            found.append(ConfusedPair(first, second, times, last))
    return sorted(found, key=lambda pair: (-pair.times, -pair.last_day, pair.first.id))


def _question(db: sqlite3.Connection, card: str) -> Question | None:
    question = deck_index.question_of(db, card)
    return load_question(db, card.partition("#")[0], question) if question else None
