"""The log: append, undo, redo, merge and export events. Events are never changed or deleted."""

from __future__ import annotations

import json
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import LogChangedError
from aide_memoire.core.event import Event, EventDraft, moment_of, to_line, uuid7
from aide_memoire.core.ids import split_card_id
from aide_memoire.store import history, projections
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.transaction import ProfileConnection, transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.event import EventKind
    from aide_memoire.core.study_day import Stamp


_FEW = 5000  # events
_UNDO_REDO = ("undo", "redo")
_COLUMNS = "id, kind, action, at, offset, day, device, card, data"


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
    with _writing(db):
        if revision is not None and log_revision(db) != revision:
            raise LogChangedError("the log was written to meanwhile")
        ids = _ids(db, stamp.at, len(drafts), entropy)
        events = [_event(draft, event_id, ids[0], stamp) for draft, event_id in zip(drafts, ids, strict=True)]
        if any(event.kind == "link" for event in events):
            projections.reapply_actions(db, [ids[0]], lambda: _insert(db, events))
        else:
            _insert(db, events)
            projections.apply_action(db, events)
    return ids[0]


@contextmanager
def _writing(db: sqlite3.Connection) -> Iterator[None]:
    """Run a transaction and increase the revision of the log."""
    with transaction(db):
        yield
    if isinstance(db, ProfileConnection):
        db.writes += 1


def undo(db: sqlite3.Connection, stamp: Stamp, entropy: Callable[[], int]) -> Undone | None:
    """Undo the newest action of this device that is in effect. Returns it, or None if there is none."""
    return _undo_or_redo(db, "undo", _newest_counting, stamp, entropy)


def redo(db: sqlite3.Connection, stamp: Stamp, entropy: Callable[[], int]) -> Undone | None:
    """Redo the action that this device undid last. Returns it, or None if there is none or a newer action."""
    return _undo_or_redo(db, "redo", _newest_undone, stamp, entropy)


def merge(db: sqlite3.Connection, events: Iterable[Event], on_progress: OnProgress | None = None) -> int:
    """Add the events of another log. Returns how many were new. The order of merges makes no difference.

    A few new events update the projections; many rebuild them, which is then faster. Progress is reported to
    `on_progress`, in actions or in events.
    """
    with _writing(db):
        unknown = (event for event in events if not _has(db, event.id))
        some = max(_FEW, db.execute("SELECT count(*) FROM event").fetchone()[0] // 4)
        new = list({event.id: event for event in islice(unknown, some)}.values())
        before = db.total_changes
        more = list(islice(unknown, 1))
        if more:
            _insert(db, chain(new, more, unknown), "OR IGNORE")  # a file can contain an event twice
            added = db.total_changes - before
            projections.rebuild(db, on_progress)
            return added
        actions = sorted({event.action for event in new})
        projections.reapply_actions(db, actions, lambda: _insert(db, new), on_progress)
    return len(new)


def events(db: sqlite3.Connection, card: str = "") -> Iterator[Event]:
    """Yield all events, or those of one card, in order."""
    where, values = ("WHERE card = ?", (card,)) if card else ("", ())
    with translate_errors():
        for row in db.execute(f"SELECT {_COLUMNS} FROM event {where} ORDER BY id", values):
            yield history.event_from_row(row)


def confused(db: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Yield (card, card whose answer was given instead, day) of each such answer that is not undone."""
    with translate_errors():
        yield from db.execute(
            "SELECT card, json_extract(data, '$.confused_with'), day FROM event"
            " WHERE kind = 'review' AND data LIKE '%\"confused_with\":%'"
            " AND action NOT IN (SELECT action FROM undone) ORDER BY id"
        )


def lines(db: sqlite3.Connection, decks: Collection[str] = ()) -> Iterator[str]:
    """Yield the lines of `export --format jsonl`: all events, or those of the cards of `decks`.

    With `decks`, an undo or redo is included if its action has an event that is included.
    """
    if not decks:
        yield from (to_line(event) for event in events(db))
        return
    actions = {event.action for event in events(db) if split_card_id(event.card)[0] in decks}
    for event in events(db):
        if split_card_id(event.card)[0] in decks or (event.kind in _UNDO_REDO and event.action in actions):
            yield to_line(event)


def _undo_or_redo(
    db: sqlite3.Connection,
    kind: EventKind,
    find: Callable[[sqlite3.Connection, str], str | None],
    stamp: Stamp,
    entropy: Callable[[], int],
) -> Undone | None:
    with _writing(db):
        action = find(db, stamp.device)
        if action is None:
            return None
        event = _event(EventDraft(kind), _ids(db, stamp.at, 1, entropy)[0], action, stamp)
        projections.reapply_actions(db, [action], lambda: _insert(db, [event]))
        return _action(db, action)


def next_undo(db: sqlite3.Connection, device: str) -> Undone | None:
    """Return the action that `undo` would take back now, or None. Changes nothing."""
    with translate_errors():
        action = _newest_counting(db, device)
        return _action(db, action) if action else None


def _action(db: sqlite3.Connection, action: str) -> Undone:
    rows = db.execute(
        "SELECT kind, card FROM event WHERE action = ? AND kind NOT IN (?, ?) ORDER BY id", (action, *_UNDO_REDO)
    ).fetchall()
    return Undone(action, rows[0][0], tuple(dict.fromkeys(card for _, card in rows)))


def _newest_counting(db: sqlite3.Connection, device: str) -> str | None:
    found = db.execute(
        "SELECT action FROM event WHERE device = ? AND kind NOT IN (?, ?)"
        " AND action NOT IN (SELECT action FROM undone) ORDER BY id DESC LIMIT 1",
        (device, *_UNDO_REDO),
    ).fetchone()
    return found[0] if found else None


def _newest_undone(db: sqlite3.Connection, device: str) -> str | None:
    """Return the action of the newest undo in effect, or None if the device has a newer action of another kind."""
    rows = db.execute("SELECT kind, action FROM event WHERE device = ? ORDER BY id DESC", (device,))
    for kind, action in rows:
        if kind not in _UNDO_REDO:
            return None
        if kind == "undo" and db.execute("SELECT 1 FROM undone WHERE action = ?", (action,)).fetchone():
            return str(action)
    return None


def _ids(db: sqlite3.Connection, at: int, number: int, entropy: Callable[[], int]) -> list[str]:
    """Return ids that sort after every id in the log, even if the clock was set back."""
    newest = db.execute("SELECT max(id) FROM event").fetchone()[0]
    first = max(at, moment_of(newest) + 1) if newest else at
    return [uuid7(first + step, entropy()) for step in range(number)]


def _event(draft: EventDraft, event_id: str, action: str, stamp: Stamp) -> Event:
    return Event(event_id, draft.kind, action, stamp.at, stamp.offset, stamp.day, stamp.device, draft.card, draft.data)


def _has(db: sqlite3.Connection, event_id: str) -> bool:
    return db.execute("SELECT 1 FROM event WHERE id = ?", (event_id,)).fetchone() is not None


def _insert(db: sqlite3.Connection, new: Iterable[Event], known: str = "") -> None:
    db.executemany(
        f"INSERT {known} INTO event ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (*event[:8], json.dumps(event.data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
            for event in new
        ),
    )


def event_count(db: sqlite3.Connection) -> int:
    """Return the number of events in the log."""
    with translate_errors():
        return int(db.execute("SELECT count(*) FROM event").fetchone()[0])


def event_ids(db: sqlite3.Connection) -> set[str]:
    with translate_errors():
        return {row[0] for row in db.execute("SELECT id FROM event")}


def newest_id(db: sqlite3.Connection) -> str:
    """Return the greatest event id, or "" if the log is empty."""
    with translate_errors():
        return str(db.execute("SELECT max(id) FROM event").fetchone()[0] or "")


def cards_since(db: sqlite3.Connection, event_id: str, own: Collection[str] = ()) -> set[str]:
    """Return the cards of all events newer than `event_id`, without the events of the actions `own`."""
    with translate_errors():
        rows = db.execute("SELECT card, action FROM event WHERE id > ? AND card != ''", (event_id,))
        return {card for card, action in rows if action not in own}


def newest_moment(db: sqlite3.Connection) -> int | None:
    """Return the time of the greatest event id, in milliseconds, or None if the log is empty."""
    with translate_errors():
        newest = db.execute("SELECT max(id) FROM event").fetchone()[0]
    return moment_of(newest) if newest else None
