"""Read the history of cards from the log. A link event continues the history of a card under another id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import Event, uuid7
from aide_memoire.core.study_day import earliest_moment
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.event_rows import EVENT_COLUMNS, IN_EFFECT, THAT_COUNT, event_from_row
from aide_memoire.store.links import find_links, goes_on_as

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


UNDER_THIS_ID = "e.card IN (SELECT :card UNION ALL SELECT card FROM link WHERE goes_on_as = :card)"
"""The events of a card that is not linked, and of those whose histories continue under its id."""


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


class LoggedRetention(NamedTuple):
    """The desired retentions that the reviews of a deck were made with: their sum, and the number of these reviews."""

    total: float
    reviews: int


def logged_retentions(db: sqlite3.Connection, since: int) -> dict[str, LoggedRetention]:
    """Return the desired retentions of the reviews of each deck from study day `since` on, of cards in review."""
    first = uuid7(earliest_moment(since), 0)
    with translate_errors():
        rows = db.execute(
            "SELECT deck, sum(desired), count(*) FROM (SELECT substr(e.card, 1, instr(e.card, '/') - 1) AS deck,"
            " json_extract(e.data, '$.desired_retention') AS desired FROM event e"
            " WHERE e.id >= ? AND e.day >= ? AND e.kind = 'review'"
            f" AND json_extract(e.data, '$.was') = 'review' AND {THAT_COUNT}"
            " LIMIT -1) GROUP BY deck",  # with a limit, the numbers are sorted by deck, not the whole data
            (first, since),
        )
        return {deck: LoggedRetention(total, reviews) for deck, total, reviews in rows}


class CardHistory(NamedTuple):
    """The events of a card and of the ids whose histories continue under it, in order."""

    events: list[tuple[Event, bool]]  # each with whether it is in effect: neither undone nor held
    goes_on_as: str  # the id under which this history continues; "" if the card is not linked


def card_history(db: sqlite3.Connection, card: str) -> CardHistory:
    """Return the history of a card. Follows links, except those that are not in effect."""
    with translate_errors():
        rows = db.execute(
            f"SELECT {EVENT_COLUMNS}, {IN_EFFECT} FROM event e INDEXED BY event_card"
            f" WHERE {UNDER_THIS_ID} AND e.kind NOT IN ('undo', 'redo') ORDER BY e.id",
            {"card": card},
        )
        events = [(event_from_row(row[:9]), bool(row[9])) for row in rows]
        return CardHistory(events, goes_on_as(db, card))


def all_histories(db: sqlite3.Connection) -> Iterator[Event]:
    """Yield every card event in effect, in order, each with the id under which the history of its card continues."""
    links = find_links(db)
    with translate_errors():
        for row in db.execute(f"SELECT {EVENT_COLUMNS} FROM event e WHERE {THAT_COUNT} AND e.card != '' ORDER BY e.id"):
            event = event_from_row(row)
            yield event._replace(card=links[event.card]) if event.card in links else event


def all_reviews(db: sqlite3.Connection) -> Iterator[Event]:
    """Yield the reviews in effect, as `all_histories` does."""
    return (event for event in all_histories(db) if event.kind == "review")
