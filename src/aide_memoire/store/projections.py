"""The projections of the log: memory, suspensions and daily counts, updated in the same transaction as the log.

`rebuild` produces the same bytes again: the state of a card is a fold over its own events, and the counts of a day are
sums of whole numbers.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from aide_memoire.core.event import RATINGS, Event
from aide_memoire.core.ids import split_card_id
from aide_memoire.core.replay import FRESH, CardState, apply_event
from aide_memoire.core.scheduler import MATURE
from aide_memoire.store.card_state import MEMORY_COLUMNS, card_state
from aide_memoire.store.history import EVENT_COLUMNS, THAT_COUNT, event_from_row, find_links, link_chain, linked_sources

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from sqlite3 import Cursor

    from aide_memoire.core.callbacks import OnProgress


_URGENCY = ("learning", "relearning", "young", "mature", "new")
"""The classes of cards. An answer to a group is counted once, in the first of these classes that it has."""

ALL_DECKS = ""
"""The deck name of the daily counts of all decks together."""

_Key = tuple[str, int, str]  # deck, day, class of the cards
_NOTHING = (0, 0, 0, 0, 0, 0)
_COUNTED = ("questions", "again", "hard", "good", "easy", "took")


def apply_action(db: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Update the projections for one new action at the end of the log. For links use `reapply_actions`."""
    links = find_links(db)
    for event in events:
        if event.card in links:
            _replay_chains(db, [event.card], links)
        else:
            _save(db, event.card, apply_event(card_state(db, event.card), event))
    _add_daily_counts(db, _daily_counts(events), 1)


def reapply_actions(
    db: sqlite3.Connection, actions: Sequence[str], write: Callable[[], None], on_progress: OnProgress | None = None
) -> None:
    """Run `write()` and update the projections of these actions."""
    for action in actions:
        _add_daily_counts(db, _daily_counts(_events_that_count(db, action)), -1)
    before = find_links(db)
    write()
    for done, action in enumerate(actions):
        if on_progress:
            on_progress(done, len(actions))
        _update_undone(db, action)
        _add_daily_counts(db, _daily_counts(_events_that_count(db, action)), 1)
    after = find_links(db)
    moved = {card for card in before.keys() | after.keys() if before.get(card) != after.get(card)}
    cards = moved | {card for action in actions for card in _cards_of(db, action)}
    _replay_chains(db, {end for card in cards for end in link_chain(card, before)}, after)


def rebuild(db: sqlite3.Connection, on_progress: OnProgress | None = None) -> None:
    """Rebuild all projections from the log. Reports (events done, events in all) to `on_progress`."""
    for table in ("undone", "memory", "hold", "tally"):
        db.execute(f"DELETE FROM {table}")
    for (action,) in db.execute("SELECT DISTINCT action FROM event WHERE kind = 'undo'").fetchall():
        _update_undone(db, action)
    by_card = db.execute(
        f"SELECT {EVENT_COLUMNS} FROM event e WHERE {THAT_COUNT} AND e.card != '' ORDER BY e.card, e.id"
    )
    for card, rows in groupby(_with_progress(db, by_card, 0, on_progress), key=lambda row: row[7]):
        _save(db, card, _fold(event_from_row(row) for row in rows))
    links = find_links(db)
    _replay_chains(db, links, links)
    by_action = db.execute(f"SELECT {EVENT_COLUMNS} FROM event e WHERE {THAT_COUNT} ORDER BY e.action, e.id")
    total: dict[_Key, list[int]] = {}
    for _, rows in groupby(_with_progress(db, by_action, 1, on_progress), key=lambda row: row[2]):
        for key, counts in _daily_counts([event_from_row(row) for row in rows]).items():
            total[key] = [sum(pair) for pair in zip(total.get(key, _NOTHING), counts, strict=True)]
    _add_daily_counts(db, total, 1)


def _with_progress(db: sqlite3.Connection, rows: Cursor, half: int, on_progress: OnProgress | None) -> Iterator[Any]:
    """Yield the rows of one of two passes over the log. Each pass is half of the reported work."""
    if on_progress is None:
        yield from rows
        return
    total = db.execute("SELECT count(*) FROM event").fetchone()[0]
    for done, row in enumerate(rows):
        on_progress((half * total + done) // 2, total)
        yield row


def _replay_chains(db: sqlite3.Connection, cards: Iterable[str], links: Mapping[str, str]) -> None:
    """Replay these cards and the cards under whose ids their histories continue, and save their states."""
    for card in sorted({each for start in cards for each in link_chain(start, links)}):
        _save(db, card, _replayed(db, card, links))


def _replayed(db: sqlite3.Connection, card: str, links: Mapping[str, str]) -> CardState:
    """Return the state after the histories that continue under this card. A card that is linked to another is new."""
    if card in links:
        return FRESH
    sources = linked_sources(card, links)
    marks = ", ".join("?" * len(sources))
    rows = db.execute(
        f"SELECT {EVENT_COLUMNS} FROM event e WHERE e.card IN ({marks}) AND {THAT_COUNT} ORDER BY e.id", sources
    )
    return _fold(event_from_row(row) for row in rows)


def _fold(events: Iterable[Event]) -> CardState:
    state = FRESH
    for event in events:
        state = apply_event(state, event)
    return state


def _save(db: sqlite3.Connection, card: str, state: CardState) -> None:
    if not card:
        return
    if state.memory is None:
        db.execute("DELETE FROM memory WHERE card = ?", (card,))
    else:
        deck = split_card_id(card)[0]
        db.execute(
            f"INSERT OR REPLACE INTO memory (card, note, deck, {MEMORY_COLUMNS})"
            f" VALUES (?, ?, ?, {', '.join('?' * 10)})",
            (card, card.partition("#")[0], deck, *state.memory),
        )
    if state.suspended or state.buried:
        suspension = (card, int(state.suspended), state.buried)
        db.execute("INSERT OR REPLACE INTO hold (card, suspended, buried) VALUES (?, ?, ?)", suspension)
    else:
        db.execute("DELETE FROM hold WHERE card = ?", (card,))


def _update_undone(db: sqlite3.Connection, action: str) -> None:
    """Add the action to the table `undone` if its newest undo or redo is an undo, else remove it."""
    newest = db.execute(
        "SELECT kind FROM event WHERE action = ? AND kind IN ('undo', 'redo') ORDER BY id DESC LIMIT 1",
        (action,),
    ).fetchone()
    if newest and newest[0] == "undo":
        db.execute("INSERT OR IGNORE INTO undone (action) VALUES (?)", (action,))
    else:
        db.execute("DELETE FROM undone WHERE action = ?", (action,))


def _daily_counts(action: Sequence[Event]) -> dict[_Key, list[int]]:
    """Return what one answer adds to the counts of its day, for its deck and for all decks.

    Each card's rating is counted in the card's class. The answer to a group counts as one question with one duration.
    """
    reviews = [event for event in action if event.kind == "review"]
    if not reviews:
        return {}
    first = reviews[0]
    found: dict[_Key, list[int]] = {}
    classes = [_class(event) for event in reviews]
    for was, event in zip(classes, reviews, strict=True):
        for deck in (split_card_id(first.card)[0], ALL_DECKS):
            counts = found.setdefault((deck, first.day, was), list(_NOTHING))
            counts[RATINGS[event.data["rating"]]] += 1
    whole = min(classes, key=_URGENCY.index)
    took = max(int(event.data.get("took", 0)) for event in reviews)
    for (_, _, was), counts in found.items():
        counts[0] += was == whole
        counts[-1] += took * (was == whole)
    return found


def _class(event: Event) -> str:
    """Return the class of a card before its review: new, learning, relearning, young or mature."""
    was = str(event.data.get("was", "new"))
    if was == "review":
        return "mature" if int(event.data.get("scheduled_days", 0)) >= MATURE else "young"
    return was if was in _URGENCY else "new"


def _add_daily_counts(db: sqlite3.Connection, counts: Mapping[_Key, Sequence[int]], sign: int) -> None:
    """Add to the daily counts (sign 1) or subtract (sign −1). Rows without any rating are deleted."""
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in _COUNTED)
    db.executemany(
        f"INSERT INTO tally (deck, day, was, {', '.join(_COUNTED)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        f" ON CONFLICT (deck, day, was) DO UPDATE SET {sums}",
        ((*key, *(sign * number for number in numbers)) for key, numbers in counts.items()),
    )
    if sign < 0:
        db.executemany(
            "DELETE FROM tally WHERE deck = ? AND day = ? AND was = ? AND again + hard + good + easy = 0", counts
        )


def _events_that_count(db: sqlite3.Connection, action: str) -> list[Event]:
    rows = db.execute(
        f"SELECT {EVENT_COLUMNS} FROM event e WHERE e.action = ? AND {THAT_COUNT} ORDER BY e.id", (action,)
    )
    return [event_from_row(row) for row in rows]


def _cards_of(db: sqlite3.Connection, action: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT DISTINCT card FROM event WHERE action = ? AND card != ''", (action,))]
