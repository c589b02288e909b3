"""The projections of the log: memory, suspensions and daily counts, updated in the same transaction as the log.

`rebuild` produces the same bytes again: the state of a card is a fold over its own events, and the counts of a day are
sums of whole numbers.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from aide_memoire.core.event import RATINGS, Event
from aide_memoire.core.ids import split_card_id
from aide_memoire.core.replay import FRESH, CardState, ParameterHistory, apply_event, replay
from aide_memoire.core.scheduler import MATURE
from aide_memoire.store.card_state import MEMORY_COLUMNS, card_state
from aide_memoire.store.event_rows import EVENT_COLUMNS, FOLLOWED, OF_ACTION, THAT_COUNT, event_from_row
from aide_memoire.store.held import hold_all
from aide_memoire.store.history import UNDER_THIS_ID
from aide_memoire.store.links import find_links, goes_on_as, update_links
from aide_memoire.store.weights import all_parameters, parameters_in_force

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from aide_memoire.core.callbacks import OnProgress


_URGENCY = ("learning", "relearning", "young", "mature", "new")
"""The classes of cards. An answer to a group is counted once, in the first of these classes that it has."""

_CHANGES = ", ".join(f"{name} = excluded.{name}" for name in (*MEMORY_COLUMNS.split(", "), "past"))
_SAVE_MEMORY = (
    f"INSERT INTO memory (card, note, deck, {MEMORY_COLUMNS}, past) VALUES (?, ?, ?, {', '.join('?' * 11)})"
    f" ON CONFLICT (card) DO UPDATE SET {_CHANGES}"  # no REPLACE: it writes indexes that stay as they are
)

UNREPLAYABLE = (ValueError, TypeError, KeyError, IndexError, OverflowError)
"""What the replay of an event raises that no import would have taken."""

ALL_DECKS = ""
"""The deck name of the daily counts of all decks together."""

_OF_SEVERAL = "SELECT DISTINCT action FROM event WHERE action != id AND kind NOT IN ('undo', 'redo')"
_SINGLE = (
    f"SELECT {EVENT_COLUMNS} FROM event e WHERE e.action = e.id AND e.action NOT IN ({_OF_SEVERAL}) AND {THAT_COUNT}"
)

_Key = tuple[str, int, str]  # deck, day, class of the cards
_NOTHING = (0, 0, 0, 0, 0, 0)
_COUNTED = ("questions", "again", "hard", "good", "easy", "took")
_SUMS = ", ".join(f"{name} = {name} + excluded.{name}" for name in _COUNTED)
_ADD_COUNTS = (
    f"INSERT INTO daily_count (deck, day, was, {', '.join(_COUNTED)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    f" ON CONFLICT (deck, day, was) DO UPDATE SET {_SUMS}"
)


def apply_action(db: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Update the projections for one new action at the end of the log. For links and weights use `reapply_actions`."""
    parameters = parameters_in_force(db)
    for event in events:
        if goes_on_as(db, event.card):
            _replay(db, [event.card], _parameter_history(db))
        else:
            _save(db, event.card, apply_event(card_state(db, event.card), event, parameters))
    _add_daily_counts(db, _daily_counts(events), 1)


def reapply_actions(
    db: sqlite3.Connection, actions: Sequence[str], write: Callable[[], None], on_progress: OnProgress | None = None
) -> None:
    """Run `write()`, after which other events of these actions may be in effect, and update the projections."""
    before = _parameter_history(db)
    counted = [event for action in actions for event in _count_action(db, action, -1)]
    write()
    for done, action in enumerate(actions):
        if on_progress:
            on_progress(done, len(actions))
        _update_undone(db, action)
        counted += _count_action(db, action, 1)
    cards = {event.card for event in counted}
    moved = update_links(db) if any(event.kind == "link" for event in counted) else set()
    parameters = _parameter_history(db)
    _replay(db, cards | moved, parameters)
    if parameters != before:
        _replay_all(db, on_progress)


def _count_action(db: sqlite3.Connection, action: str, sign: int) -> list[Event]:
    """Add what counts of an action to the daily counts, or subtract it. Returns these events."""
    events = _events_that_count(db, action)
    _add_daily_counts(db, _daily_counts(events), sign)
    return events


def rebuild(db: sqlite3.Connection, on_progress: OnProgress | None = None, now: int | None = None) -> None:
    """Rebuild all projections from the log. Reports (events done, events in all) to `on_progress`.

    Which events are held depends on the moment `now` as well; where it is None, this stays as it is.
    """
    for table in ("undone", "link", "memory", "suspension", "daily_count"):
        db.execute(f"DELETE FROM {table}")
    if now is not None:
        hold_all(db, now)
    for (action,) in db.execute("SELECT DISTINCT action FROM event WHERE kind = 'undo'").fetchall():
        _update_undone(db, action)
    update_links(db)
    _replay_all(db, on_progress)
    total: dict[_Key, list[int]] = {}
    counting = _with_progress(db, _action_by_action(db), 1, on_progress)
    for _, events in groupby(counting, key=lambda event: event.action):
        for key, counts in _daily_counts(list(events)).items():
            total[key] = [sum(pair) for pair in zip(total.get(key, _NOTHING), counts, strict=True)]
    _add_daily_counts(db, total, 1)


def _action_by_action(db: sqlite3.Connection) -> Iterator[Event]:
    """Yield the events that count: those of single ones, which need no sorting, then the others, by their actions."""
    yield from map(event_from_row, db.execute(_SINGLE))
    for (action,) in db.execute(_OF_SEVERAL):
        yield from _events_that_count(db, action)


def _replay_all(db: sqlite3.Connection, on_progress: OnProgress | None) -> None:
    """Replay every card, with the first of two passes over the log."""
    parameters = _parameter_history(db)
    by_card = db.execute(
        f"SELECT {EVENT_COLUMNS} FROM event e WHERE {THAT_COUNT} AND e.card != '' ORDER BY e.card, e.id"
    )
    for card, rows in groupby(_with_progress(db, by_card, 0, on_progress), key=lambda row: row[7]):
        _save(db, card, replay([event_from_row(row) for row in rows], parameters))
    links = find_links(db)
    _replay(db, [*links, *links.values()], parameters)


def _with_progress(
    db: sqlite3.Connection, rows: Iterable[Any], half: int, on_progress: OnProgress | None
) -> Iterable[Any]:
    """Return the rows of one of two passes over the log. Each pass is half of the reported work."""
    if on_progress is None:
        return rows
    total = db.execute("SELECT count(*) FROM event").fetchone()[0]
    return _reporting(rows, lambda done: on_progress((half * total + done) // 2, total))


def _reporting(rows: Iterable[Any], report: Callable[[int], None]) -> Iterator[Any]:
    for done, row in enumerate(rows):
        report(done)
        yield row


def _replay(db: sqlite3.Connection, cards: Iterable[str], parameters: ParameterHistory) -> None:
    """Replay these cards and the cards under whose ids their histories continue, and save their states."""
    for card in sorted({each for start in cards for each in (start, goes_on_as(db, start))} - {""}):
        _save(db, card, _replayed(db, card, parameters))


def _replayed(db: sqlite3.Connection, card: str, parameters: ParameterHistory) -> CardState:
    """Return the state after the histories that continue under this card. A card that is linked to another is new."""
    if goes_on_as(db, card):
        return FRESH
    rows = db.execute(
        f"SELECT {EVENT_COLUMNS} FROM event e INDEXED BY event_card WHERE {UNDER_THIS_ID} AND {THAT_COUNT}"
        " ORDER BY e.id",
        {"card": card},
    )
    return replay([event_from_row(row) for row in rows], parameters)


def _parameter_history(db: sqlite3.Connection) -> ParameterHistory:
    return ParameterHistory(tuple(all_parameters(db)))


def _save(db: sqlite3.Connection, card: str, state: CardState) -> None:
    if not card:
        return
    if state.memory is None:
        db.execute("DELETE FROM memory WHERE card = ?", (card,))
    else:
        deck = split_card_id(card)[0]
        db.execute(_SAVE_MEMORY, (card, card.partition("#")[0], deck, *state.memory, state.past))
    if state.suspended or state.buried:
        suspension = (card, int(state.suspended), state.buried)
        db.execute("INSERT OR REPLACE INTO suspension (card, suspended, buried) VALUES (?, ?, ?)", suspension)
    else:
        db.execute("DELETE FROM suspension WHERE card = ?", (card,))


def _update_undone(db: sqlite3.Connection, action: str) -> None:
    """Add the action to the table `undone` if its newest undo or redo is an undo, else remove it."""
    newest = db.execute(
        f"SELECT e.kind FROM event e WHERE {OF_ACTION} AND e.kind IN ('undo', 'redo') AND {FOLLOWED}"
        " ORDER BY e.id DESC LIMIT 1",
        {"action": action},
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
    rows = [(*key, *(sign * number for number in numbers)) for key, numbers in counts.items()]
    db.executemany(_ADD_COUNTS, rows)
    if sign < 0:
        db.executemany(
            "DELETE FROM daily_count WHERE deck = ? AND day = ? AND was = ? AND again + hard + good + easy = 0", counts
        )


def _events_that_count(db: sqlite3.Connection, action: str) -> list[Event]:
    rows = db.execute(
        f"SELECT {EVENT_COLUMNS} FROM event e WHERE {OF_ACTION} AND {THAT_COUNT} ORDER BY e.id", {"action": action}
    )
    return [event_from_row(row) for row in rows]
