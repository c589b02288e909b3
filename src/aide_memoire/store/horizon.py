"""The horizon: a moment that no event lies beyond that is followed.

Two small reads tell that the clock has changed nothing. `due` does them at each start, so this module needs no events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.study_day import MINUTE
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable


DAY = 24 * 60 * MINUTE
MARGIN = 2 * DAY
"""An event is held while it lies further ahead of the present than this."""

_HORIZON = "horizon"


def is_settled(db: sqlite3.Connection, clock: Callable[[], int]) -> bool:
    """Return whether certainly no event has to be held or followed now that was not until now.

    The clock is not asked where there is no event: for an empty log no time is wrong.
    """
    with translate_errors():
        latest, first_held = horizon(db), db.execute("SELECT min(until) FROM held").fetchone()[0]
        if not latest and first_held is None:
            return True
        now = clock()
        return latest <= now + MARGIN and (first_held is None or first_held > now)


def reaches_ahead(db: sqlite3.Connection, now: int) -> bool:
    """Return whether an event that is followed may lie too far ahead of the moment `now`."""
    return horizon(db) > now + MARGIN


def horizon(db: sqlite3.Connection) -> int:
    """Return the horizon; 0 if no event is followed."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_HORIZON,)).fetchone()
    return int(row[0]) if row else 0


def set_horizon(db: sqlite3.Connection, moment: int) -> None:
    """Write the horizon."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_HORIZON, str(moment)))
