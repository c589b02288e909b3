"""Follow the clock: what lies ahead of the present is held, and what it has reached is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.store import projections
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.held import find_changes, hold_all
from aide_memoire.store.transaction import writing

if TYPE_CHECKING:
    import sqlite3


_FEW, _PART = 5000, 4  # with more actions, and more than a part of the log, it is faster to rebuild the projections


def follow_clock(db: sqlite3.Connection, now: int) -> None:
    """Hold the events that lie too far ahead of the moment `now`, and follow those again that no longer do."""
    with translate_errors():
        if not any(find_changes(db, now)):
            return
    with writing(db):
        changes = find_changes(db, now)
        actions = sorted({action for each in changes for _, action in each})
        if len(actions) > max(_FEW, db.execute("SELECT count(*) FROM event").fetchone()[0] // _PART):
            projections.rebuild(db, now=now)
        else:
            projections.reapply_actions(db, actions, lambda: hold_all(db, now))
