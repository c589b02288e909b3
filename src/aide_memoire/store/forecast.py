"""Count the questions that are due on the coming days, from the memories."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.store.statistics import Scope

_NOT_SUSPENDED = "card NOT IN (SELECT card FROM suspension WHERE suspended)"


class DueDays(NamedTuple):
    """The number of questions due on each of some days, from the first one on, which includes what is overdue."""

    by_day: list[int]
    late: int  # of the first day: those that came due before it


def due_by_day(db: sqlite3.Connection, day: int, days: int, scope: Scope) -> DueDays:
    """Return the number of questions due on each of `days` days from `day` on.

    Suspended cards are left out. Cards of one note that are due on one day count as one question.
    """
    due, late = due_now(db, day, scope)
    values = {**scope.values, "day": day, "last": day + days - 1}
    with translate_errors():
        later = dict(
            db.execute(
                f"SELECT due_day, count(DISTINCT note) FROM memory WHERE {_where(db, scope)}"
                " AND state = 'review' AND due_day BETWEEN :day + 1 AND :last GROUP BY due_day",
                values,
            ).fetchall()
        )
    return DueDays([due, *(later.get(day + ahead, 0) for ahead in range(1, days))], late)


def due_now(db: sqlite3.Connection, day: int, scope: Scope) -> tuple[int, int]:
    """Return how many questions are due on a day, and how many of them came due before it; none that is suspended."""
    by_note = "" if scope.deck else "INDEXED BY memory_note"  # in the order of GROUP BY note: SQLite does not sort
    with translate_errors():
        found = db.execute(
            f"SELECT count(*), total(late) FROM (SELECT max(state = 'review' AND due_day < :day) AS late"
            f" FROM memory {by_note} WHERE {_where(db, scope)} AND (due_day <= :day OR state != 'review')"
            " GROUP BY note)",
            {**scope.values, "day": day},
        ).fetchone()
    return found[0], int(found[1])


def _where(db: sqlite3.Connection, scope: Scope) -> str:
    """Return the SQL condition on the memories of a scope that are not suspended."""
    any_suspended = db.execute("SELECT 1 FROM suspension WHERE suspended LIMIT 1").fetchone()
    return f"{scope.where} AND {_NOT_SUSPENDED}" if any_suspended else scope.where


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
