"""What happened to cards, with their links followed: a card's history goes on under the id that it was linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.database import told
from aide_memoire.store.derived import COUNTS, EVENT, chain_of, event_from, linked, sources_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from aide_memoire.core.event import Event


class History(NamedTuple):
    """All that the log has of a card, and of the ids whose histories go on as it, in order."""

    events: list[tuple[Event, bool]]  # each with whether it counts: it was not taken back
    goes_on_as: str  # the id under which this history goes on; "" where it is still the card's own


def history(db: sqlite3.Connection, card: str) -> History:
    """Return a card's history. Links are followed, but for those that were taken back."""
    with told():
        links = linked(db)
        sources = sources_of(card, links)
        marks = ", ".join("?" * len(sources))
        rows = db.execute(
            f"SELECT {EVENT}, e.action NOT IN (SELECT action FROM undone) FROM event e WHERE e.card IN ({marks})"
            " AND e.kind NOT IN ('undo', 'redo') ORDER BY e.id",
            sources,
        )
        events = [(event_from(row[:9]), bool(row[9])) for row in rows]
    return History(events, chain_of(card, links)[-1] if card in links else "")


def histories(db: sqlite3.Connection) -> Iterator[Event]:
    """Yield every event of a card that counts, in order, each under the id as which the card's history goes on."""
    links = linked(db)
    with told():
        for row in db.execute(f"SELECT {EVENT} FROM event e WHERE {COUNTS} AND e.card != '' ORDER BY e.id"):
            event = event_from(row)
            yield event._replace(card=chain_of(event.card, links)[-1]) if event.card in links else event


def reviews(db: sqlite3.Connection) -> Iterator[Event]:
    """Yield the reviews among them."""
    return (event for event in histories(db) if event.kind == "review")
