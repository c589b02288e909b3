"""A progress file is made, or brought up to date from the version before; its log stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.store.projections import rebuild
from aide_memoire.store.schema import LOG_TABLES, PROJECTIONS, VERSION, run_script
from aide_memoire.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3


def migrate(db: sqlite3.Connection) -> None:
    """Make a new file, or make anew what an earlier version derived from the log, which stays as it is."""
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
