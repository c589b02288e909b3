"""Whether what is derived from the log is what the log says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.event import moment_of
from aide_memoire.store import derived
from aide_memoire.store.database import told, transaction

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.store.database import OnProgress

_TABLES = ("undone", "memory", "hold", "tally")


def differs(db: sqlite3.Connection, on_progress: OnProgress | None = None) -> list[str]:
    """Return the derived tables that are not what the log says, leaving all as it is."""
    with told():
        db.execute("BEGIN IMMEDIATE")
        try:
            for table in _TABLES:
                db.execute(f"CREATE TEMP TABLE was_{table} AS SELECT * FROM main.{table}")
            derived.rebuild(db, on_progress)
            return [table for table in _TABLES if _is_other(db, table)]
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


def rebuild(db: sqlite3.Connection, on_progress: OnProgress | None = None) -> None:
    """Make all derived tables anew from the log: all of them, or none where it is interrupted."""
    with transaction(db):
        derived.rebuild(db, on_progress)


def size(db: sqlite3.Connection) -> int:
    """Return how many events the log has."""
    with told():
        return int(db.execute("SELECT count(*) FROM event").fetchone()[0])


def ids(db: sqlite3.Connection) -> set[str]:
    """Return the ids of all events."""
    with told():
        return {row[0] for row in db.execute("SELECT id FROM event")}


def newest_moment(db: sqlite3.Connection) -> int | None:
    """Return the moment of the newest event by the log's own order; None where there is none."""
    with told():
        newest = db.execute("SELECT max(id) FROM event").fetchone()[0]
    return moment_of(newest) if newest else None


def _is_other(db: sqlite3.Connection, table: str) -> bool:
    """Return whether a table holds another set of rows than it did."""
    now, was = f"SELECT * FROM main.{table}", f"SELECT * FROM temp.was_{table}"
    found = db.execute(
        f"SELECT EXISTS (SELECT * FROM ({now} EXCEPT {was})) OR EXISTS (SELECT * FROM ({was} EXCEPT {now}))"
    ).fetchone()[0]
    return bool(found)
