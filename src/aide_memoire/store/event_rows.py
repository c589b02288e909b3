"""The rows of the log: write and read events, each with the checksum of its exported line."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from aide_memoire.core.errors import DamagedStoreError
from aide_memoire.core.event import Event, fields_text, line_with
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.store.errors import RESTORE_HINT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence


COLUMNS = ("id", "kind", "action", "at", "offset", "day", "device", "card", "data")
"""The columns that make an event. `crc` stands after them."""

EVENT_COLUMNS = ", ".join(f"e.{name}" for name in COLUMNS)
FOLLOWED = "e.id NOT IN (SELECT id FROM held)"
IN_EFFECT = f"e.action NOT IN (SELECT action FROM undone) AND {FOLLOWED}"
THAT_COUNT = f"e.kind NOT IN ('undo', 'redo') AND {IN_EFFECT}"
OF_ACTION = (
    "e.action = :action"
    " AND e.id IN (SELECT :action UNION ALL SELECT o.id FROM event o WHERE o.action = :action AND o.action != o.id)"
)
"""The events of an action, with what undid and redid it."""

_INSERT = f"INTO event ({', '.join(COLUMNS)}, crc) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"
_UNREADABLE = -1  # no checksum: the row cannot be exported


def event_from_row(row: Sequence[Any]) -> Event:
    """Return the event of a row of the table. Raises DamagedStoreError if the row cannot be read."""
    try:
        return Event._make((*row[:8], json.loads(row[8])))
    except (ValueError, RecursionError):
        raise DamagedStoreError(
            f"the log holds an event that cannot be read: {sanitize_line(row[0])}", RESTORE_HINT
        ) from None


def row_of(event: Event) -> tuple[Any, ...]:
    """Return the values of `COLUMNS` for an event. Events with equal rows are equal."""
    return (*event[:8], fields_text(event.data))


def line_of_row(row: Sequence[Any]) -> str:
    """Return the exported line of a row."""
    return line_with(Event._make((*row[:8], {})), row[8])


def checksum(*row: Any) -> int:
    """Return the CRC-32 of the exported line of a row, or −1 if it cannot be exported."""
    try:
        return zlib.crc32(line_of_row(row).encode())
    except (ValueError, TypeError, OverflowError, IndexError):
        return _UNREADABLE


def insert_rows(
    db: sqlite3.Connection, rows: Iterable[tuple[Any, ...]], *, to_outbox: bool = True, replace: bool = False
) -> None:
    """Write events, with `replace` over those with their ids. With `to_outbox`, they are numbered as new here."""
    whole = [(*row, checksum(*row)) for row in rows]
    db.executemany(f"{'REPLACE' if replace else 'INSERT'} {_INSERT}", whole)
    if to_outbox:
        db.executemany("INSERT INTO outbox (id) VALUES (?)", ((row[0],) for row in whole))


def stored_row(db: sqlite3.Connection, event_id: str) -> tuple[Any, ...] | None:
    """Return the row of an event, or None if there is none."""
    row = db.execute(f"SELECT {EVENT_COLUMNS} FROM event e WHERE e.id = ?", (event_id,)).fetchone()
    return tuple(row) if row else None


def is_intact(db: sqlite3.Connection, event_id: str) -> bool:
    """Return whether the line of a stored event is the one that was saved, by its checksum."""
    *row, crc = db.execute(f"SELECT {EVENT_COLUMNS}, e.crc FROM event e WHERE e.id = ?", (event_id,)).fetchone()
    return bool(crc == checksum(*row) != _UNREADABLE)


def mismatching_events(db: sqlite3.Connection) -> int:
    """Return the number of events whose line is not the one that was saved, by its checksum."""
    add_checksum_function(db)
    found = db.execute(f"SELECT count(*) FROM event e WHERE e.crc != checksum({EVENT_COLUMNS})").fetchone()
    return int(found[0])


def add_checksum_function(db: sqlite3.Connection) -> None:
    """Let SQL call `checksum`."""
    db.create_function("checksum", len(COLUMNS), checksum, deterministic=True)
