"""The questions of a session of chosen cards: those marked in the browser, or confused pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.queue import QueueItem, item_state
from aide_memoire.reports.confusions import confused_pairs
from aide_memoire.store import deck_index
from aide_memoire.store.history import missed_cards

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from aide_memoire.store.card_search import CardLine

_WEEK = 7


def items_for_cards(chosen: Collection[CardLine]) -> tuple[QueueItem, ...]:
    """Return the questions of these cards, due or not, each once. Suspended cards are left out."""
    found: dict[str, QueueItem] = {}
    for line in chosen:
        if not line.suspended:
            was = item_state(line.state)
            found.setdefault(line.question, QueueItem(line.question, line.note, line.deck, was))
    return tuple(found.values())


def items_for_missed(db: sqlite3.Connection, day: int) -> tuple[QueueItem, ...]:
    """Return the questions that were missed today, or else on the newest day of the last week with a miss."""
    missed = missed_cards(db, day - _WEEK)
    return _items(db, missed[max(missed)]) if missed else ()


def items_missed_on(db: sqlite3.Connection, day: int) -> tuple[QueueItem, ...]:
    """Return the questions that were missed on a study day."""
    return _items(db, missed_cards(db, day).get(day, []))


def _items(db: sqlite3.Connection, cards: Iterable[str]) -> tuple[QueueItem, ...]:
    return tuple(QueueItem(*row, "review") for row in deck_index.questions_of_cards(db, cards))


def items_for_confusions(db: sqlite3.Connection) -> tuple[QueueItem, ...]:
    """Return the questions of all confused pairs, the two of a pair one after the other."""
    items: dict[str, QueueItem] = {}
    for pair in confused_pairs(db):
        for question in (pair.first, pair.second):
            note = question.cards[0].partition("#")[0]
            items.setdefault(question.id, QueueItem(question.id, note, question.deck, "review"))
    return tuple(items.values())
