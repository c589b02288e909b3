"""What follows from the log, kept beside it in the same transaction: memory, holds and daily counts.

All of it can be made again by `rebuild`, to the same bytes: a card's state is a fold over its own events,
and a day's counts are sums of whole numbers.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from aide_memoire.core.event import RATINGS, Event
from aide_memoire.core.note import split_card_id
from aide_memoire.core.replay import FRESH, CardState, apply
from aide_memoire.core.schedule import Memory
from aide_memoire.store.database import told

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence

_MEMORY = "state, step, stability, difficulty, last_day, due_day, due_at, introduced, reps, lapses"
_EVENT = "e.id, e.kind, e.action, e.at, e.offset, e.day, e.device, e.card, e.data"
_COUNTS = "e.kind NOT IN ('undo', 'redo') AND e.action NOT IN (SELECT action FROM undone)"
_URGENCY = (
    "learning",
    "relearning",
    "review",
    "new",
)  # what an answer to a group counts as: its first of these


def count(db: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Take in one new action, whose events stand at the end of the log; links are for `recount`."""
    links = _links(db)
    for event in events:
        if event.card in links:
            _replay_chains(db, [event.card], links)
        else:
            _save(db, event.card, apply(card_state(db, event.card), event))
    _tally(db, events, 1)


def recount(db: sqlite3.Connection, actions: Sequence[str], write: Callable[[], None]) -> None:
    """Let `write` change the log about these actions, and bring what follows from them up to date."""
    for action in actions:
        _tally(db, _counting(db, action), -1)
    before = _links(db)
    write()
    for action in actions:
        _mark(db, action)
        _tally(db, _counting(db, action), 1)
    after = _links(db)
    moved = {card for card in before.keys() | after.keys() if before.get(card) != after.get(card)}
    cards = moved | {card for action in actions for card in _cards_of(db, action)}
    _replay_chains(db, {end for card in cards for end in _chain(card, before)}, after)


def rebuild(db: sqlite3.Connection) -> None:
    """Make everything anew from the log."""
    for table in ("undone", "memory", "hold", "tally"):
        db.execute(f"DELETE FROM {table}")
    for (action,) in db.execute("SELECT DISTINCT action FROM event WHERE kind = 'undo'").fetchall():
        _mark(db, action)
    by_card = db.execute(f"SELECT {_EVENT} FROM event e WHERE {_COUNTS} AND e.card != '' ORDER BY e.card, e.id")
    for card, rows in groupby(by_card, key=lambda row: row[7]):
        _save(db, card, _fold(event_from(row) for row in rows))
    links = _links(db)
    _replay_chains(db, links, links)
    by_action = db.execute(f"SELECT {_EVENT} FROM event e WHERE {_COUNTS} ORDER BY e.action, e.id")
    for _, rows in groupby(by_action, key=lambda row: row[2]):
        _tally(db, [event_from(row) for row in rows], 1)


def event_from(row: tuple[str, str, str, int, str, int, str, str, str]) -> Event:
    """Return the event of a row of the table."""
    return Event(*row[:8], json.loads(row[8]))


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


def _replay_chains(db: sqlite3.Connection, cards: Iterable[str], links: Mapping[str, str]) -> None:
    """Work out these cards anew, and those under whose ids their histories go on."""
    for card in sorted({each for start in cards for each in _chain(start, links)}):
        _save(db, card, _replayed(db, card, links))


def _replayed(db: sqlite3.Connection, card: str, links: Mapping[str, str]) -> CardState:
    """Return a card's state by its own history, and by those that go on as it; none where its own goes on elsewhere."""
    if card in links:
        return FRESH
    sources = [card, *(old for old in links if _chain(old, links)[-1] == card)]
    marks = ", ".join("?" * len(sources))
    rows = db.execute(f"SELECT {_EVENT} FROM event e WHERE e.card IN ({marks}) AND {_COUNTS} ORDER BY e.id", sources)
    return _fold(event_from(row) for row in rows)


def _links(db: sqlite3.Connection) -> dict[str, str]:
    """Return under which other id each linked card's history goes on, by the newest link of each that counts."""
    rows = db.execute(
        f"SELECT e.card, json_extract(e.data, '$.to') FROM event e WHERE e.kind = 'link' AND {_COUNTS} ORDER BY e.id"
    )
    links = {card: str(to) for card, to in rows}
    return {card: to for card, to in links.items() if card not in _chain(to, links)}  # no history goes in circles


def _chain(card: str, links: Mapping[str, str]) -> list[str]:
    """Return the card and the ids under which its history went on, one after another."""
    chain = [card]
    while (following := links.get(chain[-1])) is not None and following not in chain:
        chain.append(following)
    return chain


def _fold(events: Iterable[Event]) -> CardState:
    state = FRESH
    for event in events:
        state = apply(state, event)
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


def _tally(db: sqlite3.Connection, action: Sequence[Event], sign: int) -> None:
    """Add one action's answer to its day, or take it away; a group's answer is one question."""
    reviews = [event for event in action if event.kind == "review"]
    if not reviews:
        return
    first = reviews[0]
    states = [str(event.data.get("was", "new")) for event in reviews]
    was = next((state for state in _URGENCY if state in states), "new")
    ratings = [RATINGS[event.data["rating"]] for event in reviews]
    counts = [sign * ratings.count(rating) for rating in RATINGS.values()]
    took = sign * max(int(event.data.get("took", 0)) for event in reviews)
    key = (first.day, split_card_id(first.card)[0], was)
    db.execute(
        "INSERT INTO tally (day, deck, was, questions, again, hard, good, easy, took)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (day, deck, was) DO UPDATE SET"
        " questions = questions + excluded.questions, again = again + excluded.again, hard = hard + excluded.hard,"
        " good = good + excluded.good, easy = easy + excluded.easy, took = took + excluded.took",
        (*key, sign, *counts, took),
    )
    if sign < 0:
        db.execute("DELETE FROM tally WHERE day = ? AND deck = ? AND was = ? AND questions = 0", key)


def _counting(db: sqlite3.Connection, action: str) -> list[Event]:
    rows = db.execute(f"SELECT {_EVENT} FROM event e WHERE e.action = ? AND {_COUNTS} ORDER BY e.id", (action,))
    return [event_from(row) for row in rows]


def _cards_of(db: sqlite3.Connection, action: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT DISTINCT card FROM event WHERE action = ? AND card != ''", (action,))]
