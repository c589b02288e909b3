"""The log: append, undo, redo, merge and export events. Events are never changed or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import LogChangedError
from aide_memoire.core.event import Event, EventDraft, next_id, to_line
from aide_memoire.core.ids import split_card_id
from aide_memoire.store import projections
from aide_memoire.store.arrivals import Arrivals
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.event_rows import (
    EVENT_COLUMNS,
    FOLLOWED,
    IN_EFFECT,
    OF_ACTION,
    THAT_COUNT,
    event_from_row,
    insert_rows,
    row_of,
)
from aide_memoire.store.held import hold_new
from aide_memoire.store.transaction import ProfileConnection, large_cache, writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.event import EventKind
    from aide_memoire.core.study_day import Stamp


_FEW = 5000  # events
_UNDO_REDO = ("undo", "redo")
_IS_UNDONE = (
    f"SELECT 1 FROM event e WHERE {OF_ACTION} AND e.kind NOT IN ('undo', 'redo')"
    " AND e.action IN (SELECT action FROM undone) LIMIT 1"
)


class Undone(NamedTuple):
    """The action that was undone or redone."""

    action: str
    kind: str
    cards: tuple[str, ...]


class Revision(NamedTuple):
    """Equal revisions mean that nothing was written in between, by this process or another one."""

    by_others: int
    by_us: int


def log_revision(db: sqlite3.Connection) -> Revision:
    """Return the revision of the log. Takes a few microseconds."""
    with translate_errors():
        by_others = db.execute("PRAGMA main.data_version").fetchone()[0]
    return Revision(by_others, db.writes if isinstance(db, ProfileConnection) else 0)


def append(
    db: sqlite3.Connection,
    drafts: Sequence[EventDraft],
    stamp: Stamp,
    entropy: Callable[[], int],
    *,
    revision: Revision | None = None,
) -> str:
    """Save one action and update the projections, in one durable transaction. Returns the id of the action.

    `entropy()` returns 74 random bits. Raises StoreError if nothing could be saved, LogChangedError if the log is no
    longer at `revision`, on which the action was based.
    """
    if not drafts:
        raise ValueError("an action needs a card")
    with writing(db):
        if revision is not None and log_revision(db) != revision:
            raise LogChangedError("the log was written to meanwhile")
        ids = _ids(db, stamp.at, len(drafts), entropy)
        events = [_event(draft, event_id, ids[0], stamp) for draft, event_id in zip(drafts, ids, strict=True)]
        if any(event.kind in ("link", "weights") for event in events):
            projections.reapply_actions(db, [ids[0]], lambda: _write(db, events))
        else:
            _write(db, events)
            projections.apply_action(db, events)
    return ids[0]


def undo(db: sqlite3.Connection, stamp: Stamp, entropy: Callable[[], int]) -> Undone | None:
    """Undo the newest action of this device that is in effect. Returns it, or None if there is none."""
    return _undo_or_redo(db, "undo", _newest_counting, stamp, entropy)


def redo(db: sqlite3.Connection, stamp: Stamp, entropy: Callable[[], int]) -> Undone | None:
    """Redo the action that this device undid last. Returns it, or None if there is none or a newer action."""
    return _undo_or_redo(db, "redo", _newest_undone, stamp, entropy)


def merge(
    db: sqlite3.Connection,
    events: Iterable[Event],
    on_progress: OnProgress | None = None,
    *,
    now: int | None = None,
    from_sync: bool = False,
    on_new: Callable[[Event], None] | None = None,
) -> int:
    """Add the events of another log. Returns how many were new. The order of merges makes no difference.

    Events ahead of the moment `now` are held; without `now`, this is left to the next opening. Those `from_sync` are
    not numbered in the outbox. A few new events update the projections; many rebuild them, which is then faster.
    Progress is reported to `on_progress`, in actions or in events; `on_new` is called with each new event.
    """
    with large_cache(db), writing(db):
        arrivals, some, are_many = Arrivals(db, now, to_outbox=not from_sync), 0, False
        for event in events:
            if arrivals.take(event) and on_new:
                on_new(event)
            if len(arrivals) > _FEW and len(arrivals) > (some := some or _count(db) // 4):
                arrivals.write()
                are_many = True
        if are_many:
            arrivals.write()
            projections.rebuild(db, on_progress)
        else:
            projections.reapply_actions(db, arrivals.actions, arrivals.write, on_progress)
    return arrivals.added


def undo_actions(db: sqlite3.Connection, actions: Sequence[str], stamp: Stamp, entropy: Callable[[], int]) -> None:
    """Undo these actions, of whichever device."""
    with writing(db):
        ids = _ids(db, stamp.at, len(actions), entropy)
        new = [_event(EventDraft("undo"), each, action, stamp) for each, action in zip(ids, actions, strict=True)]
        projections.reapply_actions(db, actions, lambda: _write(db, new))


def events(db: sqlite3.Connection, card: str = "") -> Iterator[Event]:
    """Yield all events, or those of one card, in order."""
    where, values = ("WHERE card = ?", (card,)) if card else ("", ())
    with translate_errors():
        for row in db.execute(f"SELECT {EVENT_COLUMNS} FROM event e {where} ORDER BY e.id", values):
            yield event_from_row(row)


def confused(db: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Yield (card, card whose answer was given instead, day) of each such answer that is not undone."""
    with translate_errors():
        yield from db.execute(
            "SELECT card, json_extract(data, '$.confused_with'), day FROM event e"
            " WHERE kind = 'review' AND data LIKE '%\"confused_with\":%'"
            f" AND {IN_EFFECT} ORDER BY id"
        )


def lines(db: sqlite3.Connection, decks: Collection[str] = ()) -> Iterator[str]:
    """Yield the lines of `export --format jsonl`: all events, or those of `decks` and their cards.

    With `decks`, an undo or redo is included if its action has an event that is included.
    """
    if not decks:
        yield from (to_line(event) for event in events(db))
        return
    actions = {event.action for event in events(db) if _deck_of(event) in decks}
    for event in events(db):
        if _deck_of(event) in decks or (event.kind in _UNDO_REDO and event.action in actions):
            yield to_line(event)


def _deck_of(event: Event) -> str:
    """Return the deck of the event's card, or of an exam; "" for an event of all decks."""
    return str(event.data["deck"]) if event.kind == "exam" else split_card_id(event.card)[0]


def _undo_or_redo(
    db: sqlite3.Connection,
    kind: EventKind,
    find: Callable[[sqlite3.Connection, str], str | None],
    stamp: Stamp,
    entropy: Callable[[], int],
) -> Undone | None:
    with writing(db):
        action = find(db, stamp.device)
        if action is None:
            return None
        event = _event(EventDraft(kind), _ids(db, stamp.at, 1, entropy)[0], action, stamp)
        projections.reapply_actions(db, [action], lambda: _write(db, [event]))
        return _action(db, action)


def next_undo(db: sqlite3.Connection, device: str) -> Undone | None:
    """Return the action that `undo` would take back now, or None. Changes nothing."""
    with translate_errors():
        action = _newest_counting(db, device)
        return _action(db, action) if action else None


def _action(db: sqlite3.Connection, action: str) -> Undone:
    rows = db.execute(
        f"SELECT e.kind, e.card FROM event e WHERE {OF_ACTION} AND e.kind NOT IN ('undo', 'redo') ORDER BY e.id",
        {"action": action},
    ).fetchall()
    return Undone(action, rows[0][0], tuple(dict.fromkeys(card for _, card in rows if card)))


def _newest_counting(db: sqlite3.Connection, device: str) -> str | None:
    found = db.execute(
        f"SELECT e.action FROM event e WHERE e.device = ? AND {THAT_COUNT} ORDER BY e.id DESC LIMIT 1", (device,)
    ).fetchone()
    return found[0] if found else None


def _newest_undone(db: sqlite3.Connection, device: str) -> str | None:
    """Return the action of the newest undo in effect, or None if the device has a newer action of another kind.

    An undo from elsewhere may name an action that is not here: it is passed over.
    """
    rows = db.execute(f"SELECT kind, action FROM event e WHERE device = ? AND {FOLLOWED} ORDER BY id DESC", (device,))
    for kind, action in rows:
        if kind not in _UNDO_REDO:
            return None
        if kind == "undo" and db.execute(_IS_UNDONE, {"action": action}).fetchone():
            return str(action)
    return None


def _ids(db: sqlite3.Connection, at: int, number: int, entropy: Callable[[], int]) -> list[str]:
    """Return ids that sort after that of every event that is followed, even if the clock was set back."""
    newest, ids = _newest_id(db), []
    for _ in range(number):
        newest = next_id(newest, at, entropy())
        ids.append(newest)
    return ids


def _event(draft: EventDraft, event_id: str, action: str, stamp: Stamp) -> Event:
    return Event(event_id, draft.kind, action, stamp.at, stamp.offset, stamp.day, stamp.device, draft.card, draft.data)


def _write(db: sqlite3.Connection, new: Sequence[Event]) -> None:
    """Write events that happen now, on this device."""
    rows = [row_of(event) for event in new]
    insert_rows(db, rows)
    hold_new(db, rows)


def event_count(db: sqlite3.Connection) -> int:
    """Return the number of events in the log."""
    with translate_errors():
        return _count(db)


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM event").fetchone()[0])


def event_ids(db: sqlite3.Connection) -> set[str]:
    with translate_errors():
        return {row[0] for row in db.execute("SELECT id FROM event")}


def newest_id(db: sqlite3.Connection) -> str:
    """Return the greatest id of the events that are followed, or "" if there is none."""
    with translate_errors():
        return _newest_id(db)


def _newest_id(db: sqlite3.Connection) -> str:
    row = db.execute(f"SELECT e.id FROM event e WHERE {FOLLOWED} ORDER BY e.id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def cards_since(db: sqlite3.Connection, event_id: str, own: Collection[str] = ()) -> set[str]:
    """Return the cards of all events newer than `event_id`, without the events of the actions `own`."""
    with translate_errors():
        rows = db.execute("SELECT card, action FROM event WHERE id > ? AND card != ''", (event_id,))
        return {card for card, action in rows if action not in own}
