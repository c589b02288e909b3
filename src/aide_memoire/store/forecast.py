"""Count the questions that are due on the coming days, from the memories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.store.statistics import Scope

_NOT_SUSPENDED = "card NOT IN (SELECT card FROM suspension WHERE suspended)"


def due_by_day(db: sqlite3.Connection, day: int, days: int, scope: Scope) -> list[int]:
    """Return the number of questions due on each of `days` days from `day` on. Day one includes overdue.

    Suspended cards are left out. Cards of one note that are due on one day count as one question.
    """
    values = {**scope.values, "day": day, "last": day + days - 1}
    with translate_errors():
        any_suspended = db.execute("SELECT 1 FROM suspension WHERE suspended LIMIT 1").fetchone()
        where = f"{scope.where} AND {_NOT_SUSPENDED}" if any_suspended else scope.where
        by_note = "" if scope.deck else "INDEXED BY memory_note"  # in the order of GROUP BY note: SQLite does not sort
        overdue = db.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM memory {by_note} WHERE {where}"
            " AND (due_day <= :day OR state != 'review') GROUP BY note)",
            values,
        ).fetchone()[0]
        later = dict(
            db.execute(
                f"SELECT due_day, count(DISTINCT note) FROM memory WHERE {where}"
                " AND state = 'review' AND due_day BETWEEN :day + 1 AND :last GROUP BY due_day",
                values,
            ).fetchall()
        )
    return [overdue, *(later.get(day + ahead, 0) for ahead in range(1, days))]


def overdue_count(db: sqlite3.Connection, before: int, scope: Scope) -> int:
    """Return how many questions came due before a day, and are not suspended."""
    with translate_errors():
        found = db.execute(
            f"SELECT count(DISTINCT note) FROM memory WHERE state = 'review' AND due_day < :before AND {scope.where}"
            f" AND {_NOT_SUSPENDED}",
            {**scope.values, "before": before},
        ).fetchone()[0]
    return int(found)


def next_due(db: sqlite3.Connection, day: int) -> tuple[int, int] | None:
    """Return the next day after `day` with due questions, and how many there are, or None."""
    with translate_errors():
        found = db.execute(
            "SELECT m.due_day, count(DISTINCT m.note) FROM memory m JOIN lib.card c ON c.id = m.card"
            " JOIN lib.file f ON f.id = c.file AND f.live LEFT JOIN suspension h ON h.card = m.card"
            " WHERE m.state = 'review' AND m.due_day > ? AND coalesce(h.suspended, 0) = 0"
            " GROUP BY m.due_day ORDER BY m.due_day LIMIT 1",
            (day,),
        ).fetchone()
    return (found[0], found[1]) if found else None
