"""What a profile knows of its sync: the learner it belongs to, where it syncs, and how far it got there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.errors import translate_errors
from aide_memoire.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_PREFIX = "sync."
_CURSOR = f"{_PREFIX}cursor."


class LastSync(NamedTuple):
    """The last sync that worked: its moment in milliseconds, what went out, and what came from each device by name."""

    at: int
    sent: int
    received: Mapping[str, int]


class SyncState(NamedTuple):
    """What is known of the sync; "" stands for nothing.

    `met` is the learner whose log at `place` was once read whole. `sent` and the cursors are the transport's own words
    for how much `writer` has sent, and for how far each source was read.
    """

    learner: str = ""
    name: str = ""
    place: str = ""
    met: str = ""
    writer: str = ""
    sent: str = ""


def sync_state(db: sqlite3.Connection) -> SyncState:
    """Return what is known."""
    return SyncState(*(_read(db, f"{_PREFIX}{field}") for field in SyncState._fields))


def save_sync_state(db: sqlite3.Connection, state: SyncState, cursors: Mapping[str, str] | None = None) -> None:
    """Save what is known, and the `cursors` that have moved. Where another log is met, all cursors begin anew."""
    before = sync_state(db)
    is_other = (state.place, state.learner) != (before.place, before.learner) or state.met < before.met
    changed = {_PREFIX + key: value for key, value in state._asdict().items() if value != getattr(before, key)}
    moved = {_CURSOR + source: cursor for source, cursor in (cursors or {}).items()}
    if not (changed or moved):
        return
    with transaction(db):
        if is_other:
            db.execute("DELETE FROM meta WHERE substr(key, 1, ?) = ?", (len(_CURSOR), _CURSOR))
        db.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", {**changed, **moved}.items())


def sync_cursors(db: sqlite3.Connection) -> dict[str, str]:
    """Return how far each source was read."""
    with translate_errors():
        rows = db.execute(
            "SELECT substr(key, ?), value FROM meta WHERE substr(key, 1, ?) = ?",
            (len(_CURSOR) + 1, len(_CURSOR), _CURSOR),
        )
        return dict(rows.fetchall())


def last_sync(db: sqlite3.Connection) -> LastSync | None:
    """Return the last sync that worked, or None if there was none."""
    found = _read(db, f"{_PREFIX}last")
    return LastSync(*json.loads(found)) if found else None


def save_last_sync(db: sqlite3.Connection, last: LastSync) -> None:
    with transaction(db):
        value = json.dumps(last, ensure_ascii=False)
        db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (f"{_PREFIX}last", value))


def _read(db: sqlite3.Connection, key: str) -> str:
    with translate_errors():
        row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""
