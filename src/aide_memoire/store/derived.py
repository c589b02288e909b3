"""What follows from the log, kept beside it in the same transaction: memory, holds and daily counts.

All of it can be made again by `rebuild`, to the same bytes: a card's state is a fold over its own events,
and a day's counts are sums of whole numbers.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from aide_memoire.core.errors import DamagedStoreError
from aide_memoire.core.event import RATINGS, Event
from aide_memoire.core.ids import split_card_id
from aide_memoire.core.replay import FRESH, CardState, apply_event
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.core.scheduler import Memory
from aide_memoire.store.database import RESTORE, told

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from sqlite3 import Cursor

    from aide_memoire.store.database import OnProgress

_MEMORY = "state, step, stability, difficulty, last_day, due_day, due_at, introduced, reps, lapses"
EVENT = "e.id, e.kind, e.action, e.at, e.offset, e.day, e.device, e.card, e.data"
COUNTS = "e.kind NOT IN ('undo', 'redo') AND e.action NOT IN (SELECT action FROM undone)"
_URGENCY = ("learning", "relearning", "young", "mature", "new")
"""What an answer to a group counts as: its first of these."""

MATURE = 21
"""Days: a review card that had been given an interval of as many, or more, is mature, else young; as in Anki."""

ALL_DECKS = ""
"""Under this name the daily counts of all decks together are kept."""

_Key = tuple[str, int, str]  # deck, day, and what the cards were
_NOTHING = (0, 0, 0, 0, 0, 0)
_COUNTED = ("questions", "again", "hard", "good", "easy", "took")


def count(db: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Take in one new action, whose events stand at the end of the log; links are for `recount`."""
    links = linked(db)
    for event in events:
        if event.card in links:
            _replay_chains(db, [event.card], links)
        else:
            _save(db, event.card, apply_event(card_state(db, event.card), event))
    _add(db, _counts(events), 1)


def recount(
    db: sqlite3.Connection, actions: Sequence[str], write: Callable[[], None], on_progress: OnProgress | None = None
) -> None:
    """Let `write` change the log about these actions, and bring what follows from them up to date."""
    for action in actions:
        _add(db, _counts(_counting(db, action)), -1)
    before = linked(db)
    write()
    for done, action in enumerate(actions):
        if on_progress:
            on_progress(done, len(actions))
        _mark(db, action)
        _add(db, _counts(_counting(db, action)), 1)
    after = linked(db)
    moved = {card for card in before.keys() | after.keys() if before.get(card) != after.get(card)}
    cards = moved | {card for action in actions for card in _cards_of(db, action)}
    _replay_chains(db, {end for card in cards for end in chain_of(card, before)}, after)


def rebuild(db: sqlite3.Connection, on_progress: OnProgress | None = None) -> None:
    """Make everything anew from the log; `on_progress` is told of how many events, and of how many in all."""
    for table in ("undone", "memory", "hold", "tally"):
        db.execute(f"DELETE FROM {table}")
    for (action,) in db.execute("SELECT DISTINCT action FROM event WHERE kind = 'undo'").fetchall():
        _mark(db, action)
    by_card = db.execute(f"SELECT {EVENT} FROM event e WHERE {COUNTS} AND e.card != '' ORDER BY e.card, e.id")
    for card, rows in groupby(_watched(db, by_card, 0, on_progress), key=lambda row: row[7]):
        _save(db, card, _fold(event_from(row) for row in rows))
    links = linked(db)
    _replay_chains(db, links, links)
    by_action = db.execute(f"SELECT {EVENT} FROM event e WHERE {COUNTS} ORDER BY e.action, e.id")
    total: dict[_Key, list[int]] = {}
    for _, rows in groupby(_watched(db, by_action, 1, on_progress), key=lambda row: row[2]):
        for key, counts in _counts([event_from(row) for row in rows]).items():
            total[key] = [sum(pair) for pair in zip(total.get(key, _NOTHING), counts, strict=True)]
    _add(db, total, 1)


def _watched(db: sqlite3.Connection, rows: Cursor, half: int, on_progress: OnProgress | None) -> Iterator[Any]:
    """Yield the rows of one of two rounds over the log, each of which is half of the work."""
    if on_progress is None:
        yield from rows
        return
    total = db.execute("SELECT count(*) FROM event").fetchone()[0]
    for done, row in enumerate(rows):
        on_progress((half * total + done) // 2, total)
        yield row


def event_from(row: tuple[str, str, str, int, str, int, str, str, str]) -> Event:
    """Return the event of a row of the table. Raises DamagedStoreError where it is none."""
    try:
        return Event(*row[:8], json.loads(row[8]))
    except (ValueError, RecursionError):
        raise DamagedStoreError(
            f"the log holds an event that cannot be read: {sanitize_line(row[0])}", RESTORE
        ) from None


def card_state(db: sqlite3.Connection, card: str) -> CardState:
    """Return what the log says of a card now."""
    memory = db.execute(f"SELECT {_MEMORY} FROM memory WHERE card = ?", (card,)).fetchone()
    hold = db.execute("SELECT suspended, buried FROM hold WHERE card = ?", (card,)).fetchone()
    suspended, buried = hold or (0, 0)
    return CardState(Memory(*memory) if memory else None, bool(suspended), buried)


def memories(db: sqlite3.Connection) -> dict[str, Memory]:
    """Return the memory of every card that has one."""
    with told():
        return {row[0]: Memory(*row[1:]) for row in db.execute(f"SELECT card, {_MEMORY} FROM memory")}


def some_memories(db: sqlite3.Connection, most: int) -> tuple[list[Memory], int]:
    """Return the memories of at most `most` cards, evenly drawn from all that have one, and how many those are."""
    with told():
        total = db.execute("SELECT count(*) FROM memory").fetchone()[0]
        rows = db.execute(
            f"SELECT {_MEMORY} FROM (SELECT *, row_number() OVER (ORDER BY card) AS place FROM memory)"
            " WHERE place % ? = 0",
            (max(-(-total // most), 1),),
        )
        return [Memory(*row) for row in rows], total


def _replay_chains(db: sqlite3.Connection, cards: Iterable[str], links: Mapping[str, str]) -> None:
    """Work out these cards anew, and those under whose ids their histories go on."""
    for card in sorted({each for start in cards for each in chain_of(start, links)}):
        _save(db, card, _replayed(db, card, links))


def _replayed(db: sqlite3.Connection, card: str, links: Mapping[str, str]) -> CardState:
    """Return a card's state by its own history, and by those that go on as it; none where its own goes on elsewhere."""
    if card in links:
        return FRESH
    sources = sources_of(card, links)
    marks = ", ".join("?" * len(sources))
    rows = db.execute(f"SELECT {EVENT} FROM event e WHERE e.card IN ({marks}) AND {COUNTS} ORDER BY e.id", sources)
    return _fold(event_from(row) for row in rows)


def linked(db: sqlite3.Connection) -> dict[str, str]:
    """Return under which other id each linked card's history goes on, by the newest link of each that counts.

    A link back, as of an id that was renamed and got its old name again, ends the going on of where it leads.
    """
    rows = db.execute(  # sorted here, as SQLite would rather read the whole log in order than sort
        "SELECT e.id, e.card, json_extract(e.data, '$.to') FROM event e INDEXED BY event_link"
        f" WHERE e.kind = 'link' AND {COUNTS}"
    )
    links: dict[str, str] = {}
    for _, card, to in sorted(rows):
        if card in chain_of(str(to), links):
            links.pop(to, None)
        if card != to:
            links[card] = str(to)
    return links


def chain_of(card: str, links: Mapping[str, str]) -> list[str]:
    """Return the card and the ids under which its history went on, one after another."""
    chain = [card]
    while (following := links.get(chain[-1])) is not None and following not in chain:
        chain.append(following)
    return chain


def sources_of(card: str, links: Mapping[str, str]) -> list[str]:
    """Return the card and the ids whose histories go on as it."""
    return [card, *(old for old in links if card not in links and chain_of(old, links)[-1] == card)]


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
            f"INSERT OR REPLACE INTO memory (card, note, deck, {_MEMORY}) VALUES (?, ?, ?, {', '.join('?' * 10)})",
            (card, card.partition("#")[0], deck, *state.memory),
        )
    if state.suspended or state.buried:
        hold = (card, int(state.suspended), state.buried)
        db.execute("INSERT OR REPLACE INTO hold (card, suspended, buried) VALUES (?, ?, ?)", hold)
    else:
        db.execute("DELETE FROM hold WHERE card = ?", (card,))


def _mark(db: sqlite3.Connection, action: str) -> None:
    """Note whether the newest event naming the action is an undo."""
    newest = db.execute(
        "SELECT kind FROM event WHERE action = ? AND kind IN ('undo', 'redo') ORDER BY id DESC LIMIT 1",
        (action,),
    ).fetchone()
    if newest and newest[0] == "undo":
        db.execute("INSERT OR IGNORE INTO undone (action) VALUES (?)", (action,))
    else:
        db.execute("DELETE FROM undone WHERE action = ?", (action,))


def _counts(action: Sequence[Event]) -> dict[_Key, list[int]]:
    """Return what one action's answer adds to its day, for its deck and for all decks.

    Ratings are counted card by card, each by what its card was; a group's answer is one question, and took its
    time once.
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
    """Return what a reviewed card was: new, in a step, or young or mature in review."""
    was = str(event.data.get("was", "new"))
    if was == "review":
        return "mature" if int(event.data.get("scheduled_days", 0)) >= MATURE else "young"
    return was if was in _URGENCY else "new"


def _add(db: sqlite3.Connection, counts: Mapping[_Key, Sequence[int]], sign: int) -> None:
    """Add to the daily counts, or take away; a day without a question has no row."""
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


def _counting(db: sqlite3.Connection, action: str) -> list[Event]:
    rows = db.execute(f"SELECT {EVENT} FROM event e WHERE e.action = ? AND {COUNTS} ORDER BY e.id", (action,))
    return [event_from(row) for row in rows]


def _cards_of(db: sqlite3.Connection, action: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT DISTINCT card FROM event WHERE action = ? AND card != ''", (action,))]
