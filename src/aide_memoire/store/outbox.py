"""The outbox: the events that came into this file from anything but a sync, numbered in that order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.errors import translate_errors
from aide_memoire.store.event_rows import EVENT_COLUMNS, line_of_row
from aide_memoire.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator


class Outgoing(NamedTuple):
    """An event of the outbox: its number, its id, its moment in milliseconds, its line and the CRC-32 of that."""

    seq: int
    id: str
    at: int
    line: str
    crc: int


class Outbox:
    """The outbox of an open progress file, as a transport reads it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def after(self, seq: int) -> Iterator[Outgoing]:
        """Yield the events with a greater number, in order."""
        with translate_errors():
            for number, crc, *row in self._db.execute(
                f"SELECT o.seq, e.crc, {EVENT_COLUMNS} FROM outbox o CROSS JOIN event e ON e.id = o.id"
                " WHERE o.seq > ? ORDER BY o.seq",
                (seq,),
            ):
                yield Outgoing(number, row[0], row[3], line_of_row(row), crc)

    def last(self) -> int:
        """Return the greatest number; 0 if the outbox is empty."""
        with translate_errors():
            return int(self._db.execute("SELECT coalesce(max(seq), 0) FROM outbox").fetchone()[0])

    def ids(self) -> set[str]:
        """Return the ids of all events of the outbox."""
        with translate_errors():
            return {row[0] for row in self._db.execute("SELECT id FROM outbox")}


def device_of_last(db: sqlite3.Connection) -> str:
    """Return the device of the event that came into this file last, or "" if there is none."""
    with translate_errors():
        row = db.execute(
            "SELECT e.device FROM outbox o CROSS JOIN event e ON e.id = o.id ORDER BY o.seq DESC LIMIT 1"
        ).fetchone()
    return str(row[0]) if row else ""


def send_all_but(db: sqlite3.Connection, known: Collection[str]) -> None:
    """Number all events of the log that are not in the outbox, except those with `known` ids."""
    with transaction(db):
        rows = db.execute("SELECT id FROM event WHERE id NOT IN (SELECT id FROM outbox) ORDER BY id").fetchall()
        db.executemany("INSERT INTO outbox (id) VALUES (?)", (row for row in rows if row[0] not in known))
