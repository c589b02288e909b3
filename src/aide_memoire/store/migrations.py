"""Create the tables of a progress file, or update them from an earlier version. No event is ever changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.errors import DamagedStoreError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.store.errors import RESTORE_HINT
from aide_memoire.store.event_rows import COLUMNS, add_checksum_function
from aide_memoire.store.projections import UNREPLAYABLE, rebuild
from aide_memoire.store.schema import (
    EVENTS_OF_ACTION,
    LOG_TABLES,
    MEMORY_BY_DECK,
    PROJECTIONS,
    REBUILT_BEFORE,
    VERSION,
    run_script,
)
from aide_memoire.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3


_END_OF_TIME = 253_402_300_799_999  # milliseconds: what lies ahead is held when the present is known
_OLD_TABLES = ("undone", "memory", "hold", "tally")


def migrate(db: sqlite3.Connection) -> None:
    """Create the tables of a new file, or update those of an earlier version, in one transaction."""
    with transaction(db):
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            run_script(db, LOG_TABLES + PROJECTIONS)
        elif version < REBUILT_BEFORE:
            _update(db)
        elif version < VERSION:  # another process may have been faster
            _replace_indexes(db)
        db.execute(f"PRAGMA user_version = {VERSION}")


def _replace_indexes(db: sqlite3.Connection) -> None:
    """Drop what versions 3 and 4 kept up to date with each answer, and make two indexes small."""
    for index in ("memory_introduced", "memory_lapses", "memory_deck", "event_action"):
        db.execute(f"DROP INDEX IF EXISTS {index}")
    db.execute(MEMORY_BY_DECK)
    db.execute(EVENTS_OF_ACTION)


def _update(db: sqlite3.Connection) -> None:
    """Copy the log of version 1 or 2 into the tables of this one, and make the projections anew.

    Raises DamagedStoreError if the log holds an event that cannot be replayed.
    """
    for table in _OLD_TABLES:
        db.execute(f"DROP TABLE {table}")
    for index in ("event_action", "event_card", "event_link"):
        db.execute(f"DROP INDEX {index}")
    db.execute("ALTER TABLE event RENAME TO old_event")
    run_script(db, LOG_TABLES + PROJECTIONS)
    add_checksum_function(db)
    columns = ", ".join(COLUMNS)
    db.execute(f"INSERT INTO event SELECT {columns}, checksum({columns}) FROM old_event ORDER BY id")
    db.execute("INSERT INTO outbox (id) SELECT id FROM event ORDER BY id")
    db.execute("DROP TABLE old_event")
    try:
        rebuild(db, now=_END_OF_TIME)
    except UNREPLAYABLE as error:
        message = f"the log holds an event that cannot be replayed: {sanitize_line(str(error))}"
        raise DamagedStoreError(message, RESTORE_HINT) from error
