"""Replay someone's log in memory, and count what they have done: for a teacher, who has no progress file of theirs."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store import log
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.event_rows import THAT_COUNT
from aide_memoire.store.links import find_links
from aide_memoire.store.migrations import migrate
from aide_memoire.store.projections import ALL_DECKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aide_memoire.core.event import Event


class DeckWork(NamedTuple):
    """What was done of a deck. Of the `reviews`, which came a day or more after the answer before, some were right."""

    deck: str
    answered: int
    reviews: int
    recalled: int
    last_day: int


class CardWork(NamedTuple):
    """A card's memory, with its reviews that came a day or more after the answer before, and how many were missed."""

    card: str
    state: str
    stability: float
    last_day: int
    reviews: int = 0
    missed: int = 0


@contextmanager
def replayed(events: Iterable[Event], now: int) -> Iterator[sqlite3.Connection]:
    """Merge a log into an empty store in memory, and close it at the end. What lies ahead of `now` is held."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(db)
        log.merge(db, events, now=now, from_sync=True)
        yield db
    finally:
        db.close()


def deck_work(db: sqlite3.Connection) -> list[DeckWork]:
    """Return what was done of each deck."""
    with translate_errors():
        rows = db.execute(
            "SELECT deck, sum(questions), total((again + hard + good + easy) * (was IN ('young', 'mature'))),"
            " total((hard + good + easy) * (was IN ('young', 'mature'))), max(day)"
            " FROM daily_count WHERE deck != ? GROUP BY deck ORDER BY deck",
            (ALL_DECKS,),
        )
        return [DeckWork(deck, done, int(reviews), int(recalled), day) for deck, done, reviews, recalled, day in rows]


def card_work(db: sqlite3.Connection) -> list[CardWork]:
    """Return the work on each card that has a memory."""
    links, counts = find_links(db), dict[str, tuple[int, int]]()
    with translate_errors():
        for card, reviews, missed in db.execute(
            "SELECT e.card, count(*), total(json_extract(e.data, '$.rating') = 'again') FROM event e"
            f" WHERE e.kind = 'review' AND json_extract(e.data, '$.was') = 'review' AND {THAT_COUNT} GROUP BY e.card"
        ):
            before = counts.get(links.get(card, card), (0, 0))
            counts[links.get(card, card)] = before[0] + reviews, before[1] + int(missed)
        rows = db.execute("SELECT card, state, stability, last_day FROM memory ORDER BY card")
        return [CardWork._make((*row, *counts.get(row[0], (0, 0)))) for row in rows]


def held_per_device(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many events of each device are held that would count if they were followed."""
    with translate_errors():
        rows = db.execute(
            "SELECT e.device, count(*) FROM held h JOIN event e ON e.id = h.id WHERE e.kind NOT IN ('undo', 'redo')"
            " AND e.action NOT IN (SELECT action FROM undone) GROUP BY 1 ORDER BY 1"
        )
        return dict(rows.fetchall())
