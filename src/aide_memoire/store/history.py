"""Read the history of cards from the log. A link event continues the history of a card under another id."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import DamagedStoreError
from aide_memoire.core.event import Event, uuid7
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.core.study_day import earliest_moment
from aide_memoire.store.errors import RESTORE_HINT, translate_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping


EVENT_COLUMNS = "e.id, e.kind, e.action, e.at, e.offset, e.day, e.device, e.card, e.data"
THAT_COUNT = "e.kind NOT IN ('undo', 'redo') AND e.action NOT IN (SELECT action FROM undone)"


def event_from_row(row: tuple[str, str, str, int, str, int, str, str, str]) -> Event:
    """Return the event of a row of the table. Raises DamagedStoreError if the row cannot be read."""
    try:
        return Event(*row[:8], json.loads(row[8]))
    except (ValueError, RecursionError):
        raise DamagedStoreError(
            f"the log holds an event that cannot be read: {sanitize_line(row[0])}", RESTORE_HINT
        ) from None


def missed_cards(db: sqlite3.Connection, since: int) -> dict[int, list[str]]:
    """Return the cards that were missed on each day from study day `since` on, the first miss first."""
    first = uuid7(earliest_moment(since), 0)  # ids are in order of time: so little of the log is read
    missed: dict[int, list[str]] = {}
    with translate_errors():
        rows = db.execute(
            "SELECT e.day, e.card FROM event e WHERE e.id >= ? AND e.day >= ? AND e.kind = 'review'"
            f" AND json_extract(e.data, '$.rating') = 'again' AND {THAT_COUNT} ORDER BY e.id",
            (first, since),
        )
        for day, card in rows:
            if card not in missed.setdefault(day, []):
                missed[day].append(card)
    return missed


def find_links(db: sqlite3.Connection) -> dict[str, str]:
    """Return, for each linked card, the id under which its history continues: that of its newest link in effect.

    A link back to an earlier id, as when a card was renamed and then got its old name again, ends the link of that id.
    """
    rows = db.execute(  # sorted in Python: with ORDER BY, SQLite would read the whole log in order instead of sorting
        "SELECT e.id, e.card, json_extract(e.data, '$.to') FROM event e INDEXED BY event_link"
        f" WHERE e.kind = 'link' AND {THAT_COUNT}"
    )
    links: dict[str, str] = {}
    for _, card, to in sorted(rows):
        if card in link_chain(str(to), links):
            links.pop(to, None)
        if card != to:
            links[card] = str(to)
    return links


def link_chain(card: str, links: Mapping[str, str]) -> list[str]:
    """Return the card and the ids under which its history continues, in order."""
    chain = [card]
    while (following := links.get(chain[-1])) is not None and following not in chain:
        chain.append(following)
    return chain


def linked_sources(card: str, links: Mapping[str, str]) -> list[str]:
    """Return the card and the ids whose histories continue under it."""
    return [card, *(old for old in links if card not in links and link_chain(old, links)[-1] == card)]


class CardHistory(NamedTuple):
    """The events of a card and of the ids whose histories continue under it, in order."""

    events: list[tuple[Event, bool]]  # each with whether it is in effect: not undone
    goes_on_as: str  # the id under which this history continues; "" if the card is not linked


def card_history(db: sqlite3.Connection, card: str) -> CardHistory:
    """Return the history of a card. Follows links, except those that were undone."""
    with translate_errors():
        links = find_links(db)
        sources = linked_sources(card, links)
        marks = ", ".join("?" * len(sources))
        rows = db.execute(
            f"SELECT {EVENT_COLUMNS}, e.action NOT IN (SELECT action FROM undone) FROM event e"
            f" WHERE e.card IN ({marks}) AND e.kind NOT IN ('undo', 'redo') ORDER BY e.id",
            sources,
        )
        events = [(event_from_row(row[:9]), bool(row[9])) for row in rows]
    return CardHistory(events, link_chain(card, links)[-1] if card in links else "")


def all_histories(db: sqlite3.Connection) -> Iterator[Event]:
    """Yield every card event in effect, in order, each with the id under which the history of its card continues."""
    links = find_links(db)
    with translate_errors():
        for row in db.execute(f"SELECT {EVENT_COLUMNS} FROM event e WHERE {THAT_COUNT} AND e.card != '' ORDER BY e.id"):
            event = event_from_row(row)
            yield event._replace(card=link_chain(event.card, links)[-1]) if event.card in links else event


def all_reviews(db: sqlite3.Connection) -> Iterator[Event]:
    """Yield the reviews in effect, as `all_histories` does."""
    return (event for event in all_histories(db) if event.kind == "review")
