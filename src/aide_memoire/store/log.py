"""The log: what is appended, undone, merged and carried away. Events are never changed or deleted."""

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


_SOME = 5000  # events
_NAMING = ("undo", "redo")
_COLUMNS = "id, kind, action, at, offset, day, device, card, data"


class Undone(NamedTuple):
    """The action that was taken back or done again."""

    action: str
    kind: str
    cards: tuple[str, ...]


class Revision(NamedTuple):
    """Equal revisions mean that nothing was written in between, by this program or another one."""

    by_others: int
    by_us: int


def log_revision(db: sqlite3.Connection) -> Revision:
    """Return the log's revision, in some microseconds."""
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
    """Save one action, durably, with what it changes. Returns the action's id.

    `entropy` gives 74 random bits at a call. Raises StoreError with nothing changed, LogChangedError where the log is
    no longer at the `revision` that the action was based on.
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
    """Open a transaction that ends in another revision of the log."""
    with transaction(db):
        yield
    if isinstance(db, ProfileConnection):
        db.writes += 1


def undo(db: sqlite3.Connection, stamp: Stamp, entropy: Callable[[], int]) -> Undone | None:
    """Take back this device's newest action that counts; None where there is none."""
    return _name(db, "undo", _newest_counting, stamp, entropy)


def redo(db: sqlite3.Connection, stamp: Stamp, entropy: Callable[[], int]) -> Undone | None:
    """Do again what this device undid last, unless it has done something new since."""
    return _name(db, "redo", _newest_undone, stamp, entropy)


def merge(db: sqlite3.Connection, events: Iterable[Event], on_progress: OnProgress | None = None) -> int:
    """Add the events of another log. Returns how many were new; the order of merges makes no difference.

    Some events bring up to date what follows from them; many make everything anew, which is quicker then.
    `on_progress` is told how far that is, in actions or in events.
    """
    with _writing(db):
        unknown = (event for event in events if not _has(db, event.id))
        some = max(_SOME, db.execute("SELECT count(*) FROM event").fetchone()[0] // 4)
        new = list({event.id: event for event in islice(unknown, some)}.values())
        before = db.total_changes
        more = list(islice(unknown, 1))
        if more:
            _insert(db, chain(new, more, unknown), "OR IGNORE")  # an event may stand twice in one file
            added = db.total_changes - before
            projections.rebuild(db, on_progress)
            return added
        actions = sorted({event.action for event in new})
        projections.reapply_actions(db, actions, lambda: _insert(db, new), on_progress)
    return len(new)


def events(db: sqlite3.Connection, card: str = "") -> Iterator[Event]:
    """Yield the whole log, or one card's, in order."""
    where, values = ("WHERE card = ?", (card,)) if card else ("", ())
    with translate_errors():
        for row in db.execute(f"SELECT {_COLUMNS} FROM event {where} ORDER BY id", values):
            yield history.event_from_row(row)


def confused(db: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Yield (card, the card whose answer was given for it, day) of each answer that counts and was so judged."""
    with translate_errors():
        yield from db.execute(
            "SELECT card, json_extract(data, '$.confused_with'), day FROM event"
            " WHERE kind = 'review' AND data LIKE '%\"confused_with\":%'"
            " AND action NOT IN (SELECT action FROM undone) ORDER BY id"
        )


def lines(db: sqlite3.Connection, decks: Collection[str] = ()) -> Iterator[str]:
    """Yield the log as `export --format jsonl` writes it: all of it, or what touches cards of the decks.

    Of some decks, an undo or redo goes along where a part of what it names does.
    """
    if not decks:
        yield from (to_line(event) for event in events(db))
        return
    actions = {event.action for event in events(db) if split_card_id(event.card)[0] in decks}
    for event in events(db):
        if split_card_id(event.card)[0] in decks or (event.kind in _NAMING and event.action in actions):
            yield to_line(event)


def _name(
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
        rows = db.execute(
            "SELECT kind, card FROM event WHERE action = ? AND kind NOT IN (?, ?) ORDER BY id",
            (action, *_NAMING),
        ).fetchall()
    return Undone(action, rows[0][0], tuple(card for _, card in rows))


def _newest_counting(db: sqlite3.Connection, device: str) -> str | None:
    found = db.execute(
        "SELECT action FROM event WHERE device = ? AND kind NOT IN (?, ?)"
        " AND action NOT IN (SELECT action FROM undone) ORDER BY id DESC LIMIT 1",
        (device, *_NAMING),
    ).fetchone()
    return found[0] if found else None


def _newest_undone(db: sqlite3.Connection, device: str) -> str | None:
    """Return the action of the newest undo that is still in force and newer than anything done anew."""
    rows = db.execute("SELECT kind, action FROM event WHERE device = ? ORDER BY id DESC", (device,))
    for kind, action in rows:
        if kind not in _NAMING:
            return None
        if kind == "undo" and db.execute("SELECT 1 FROM undone WHERE action = ?", (action,)).fetchone():
            return str(action)
    return None


def _ids(db: sqlite3.Connection, at: int, number: int, entropy: Callable[[], int]) -> list[str]:
    """Return ids whose order is after everything in the log, even where the clock was set back."""
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
    """Return how many events the log has."""
    with translate_errors():
        return int(db.execute("SELECT count(*) FROM event").fetchone()[0])


def event_ids(db: sqlite3.Connection) -> set[str]:
    """Return the ids of all events."""
    with translate_errors():
        return {row[0] for row in db.execute("SELECT id FROM event")}


def newest_id(db: sqlite3.Connection) -> str:
    """Return the id of the newest event by the log's own order; "" where there is none."""
    with translate_errors():
        return str(db.execute("SELECT max(id) FROM event").fetchone()[0] or "")


def cards_since(db: sqlite3.Connection, event_id: str, own: Collection[str] = ()) -> set[str]:
    """Return the cards of all events that are newer than one, but for those of our `own` actions."""
    with translate_errors():
        rows = db.execute("SELECT card, action FROM event WHERE id > ? AND card != ''", (event_id,))
        return {card for card, action in rows if action not in own}


def newest_moment(db: sqlite3.Connection) -> int | None:
    """Return the moment of the newest event by the log's own order; None where there is none."""
    with translate_errors():
        newest = db.execute("SELECT max(id) FROM event").fetchone()[0]
    return moment_of(newest) if newest else None
