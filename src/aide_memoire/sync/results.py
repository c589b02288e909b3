"""What a learner did, per deck and day, as it goes to the server of a class along with the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.study_day import iso_day
from aide_memoire.store.question_counts import question_counts
from aide_memoire.store.statistics import Scope, work_by_day
from aide_memoire.sync.transport import Result

if TYPE_CHECKING:
    import sqlite3


def results_of(db: sqlite3.Connection) -> list[Result]:
    """Return a result for each deck and day with answers; what is known stands on the last day of its deck."""
    rows = work_by_day(db)
    last = {row.deck: row.day for row in rows}  # they come in the order of days
    counts = question_counts(db, Scope())
    return [
        Result(
            row.deck,
            iso_day(row.day),
            row.answered,
            row.reviews,
            row.recalled,
            counts[row.deck].solid if row.day == last[row.deck] and row.deck in counts else None,
        )
        for row in rows
    ]
