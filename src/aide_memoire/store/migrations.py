"""Create the tables of a progress file, or update them from an earlier version. The log is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.store.projections import rebuild
from aide_memoire.store.schema import LOG_TABLES, PROJECTIONS, VERSION, run_script
from aide_memoire.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3


def migrate(db: sqlite3.Connection) -> None:
    """Create the tables of a new file, or rebuild the projections of an earlier version from the log."""
    with transaction(db):
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            run_script(db, LOG_TABLES + PROJECTIONS)
        elif version < VERSION:  # another process may have been faster
            for table in ("undone", "memory", "hold", "tally"):
                db.execute(f"DROP TABLE {table}")
            run_script(db, PROJECTIONS)
            rebuild(db)
        db.execute(f"PRAGMA user_version = {VERSION}")
