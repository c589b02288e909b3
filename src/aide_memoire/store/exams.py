"""Read the exams from the log, and the cards of their decks as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import DamagedStoreError
from aide_memoire.core.exam import USUAL_TARGET, Exam, last_week, new_left, prospects
from aide_memoire.core.scheduler import Memory
from aide_memoire.core.study_day import from_iso_day
from aide_memoire.store.card_state import MEMORY_COLUMNS
from aide_memoire.store.errors import RESTORE_HINT, translate_errors
from aide_memoire.store.event_rows import IN_EFFECT, OF_ACTION
from aide_memoire.store.weights import parameters_in_force

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.core.easy_days import Weight
    from aide_memoire.core.exam import Share

_IN_ORDER = (
    "SELECT json_extract(e.data, '$.deck'), json_extract(e.data, '$.on'), json_extract(e.data, '$.target'), e.day"
    f" FROM event e INDEXED BY event_exam WHERE e.kind = 'exam' AND {IN_EFFECT} ORDER BY e.id"
)
_CARDS = (
    f"SELECT c.question, {', '.join(f'm.{name}' for name in MEMORY_COLUMNS.split(', '))}"
    " FROM lib.file f JOIN lib.card c ON c.file = f.id LEFT JOIN memory m ON m.card = c.id"
    " LEFT JOIN suspension h ON h.card = c.id"
    " WHERE f.live AND f.deck = ? AND coalesce(h.suspended, 0) = 0 ORDER BY c.position"
)


def exams(db: sqlite3.Connection) -> dict[str, Exam]:
    """Return the exam of each deck that has one, the nearest first; passed ones too. Takes a few microseconds."""
    with translate_errors():
        rows = db.execute(_IN_ORDER).fetchall()
    newest = {row[0]: row for row in rows}
    return {exam.deck: exam for exam in sorted(_exam(*row) for row in newest.values() if row[1])}


def _exam(deck: str, on: str, target: float | None, since: int) -> Exam:
    try:
        return Exam(from_iso_day(on), deck, USUAL_TARGET if target is None else target, since)
    except ValueError:
        raise DamagedStoreError("the log holds an exam that cannot be read", RESTORE_HINT) from None


def exam_change(db: sqlite3.Connection, action: str) -> tuple[str, str]:
    """Return the deck of an action that set or cancelled its exam, and the ISO day that was set or ""."""
    with translate_errors():
        found = db.execute(
            "SELECT json_extract(e.data, '$.deck'), json_extract(e.data, '$.on') FROM event e"
            f" WHERE e.kind = 'exam' AND {OF_ACTION}",
            {"action": action},
        ).fetchone()
    return found[0], found[1]


def coming_exams(db: sqlite3.Connection, today: int) -> list[Exam]:
    """Return the exams of today and later, the nearest first."""
    return [exam for exam in exams(db).values() if exam.on >= today]


def exam_cards(db: sqlite3.Connection, deck: str) -> list[tuple[str, Memory | None]]:
    """Return (question, memory) of each card of a studied deck that is not suspended, in the author's order."""
    with translate_errors():
        return [(row[0], Memory(*row[1:]) if row[1] else None) for row in db.execute(_CARDS, (deck,))]


class ExamToday(NamedTuple):
    """What of a deck is asked on a day for its exam."""

    deck: str
    new: int
    is_eve: bool  # then what siblings give away does not wait for another day
    share: Share | None  # of the questions that were seen, in the last week; before it those that are due


def exams_today(db: sqlite3.Connection, day: int, weight: Weight) -> list[ExamToday]:
    """Return what is asked on study day `day` for each exam after it, the nearest first."""
    return [_exam_today(db, exam, day, weight) for exam in coming_exams(db, day + 1)]


def _exam_today(db: sqlite3.Connection, exam: Exam, day: int, weight: Weight) -> ExamToday:
    found = prospects(exam, exam_cards(db, exam.deck), parameters_in_force(db), day)
    share = last_week(exam, found, day, weight) if exam.is_last_week(day) else None
    return ExamToday(exam.deck, new_left(exam, found, day, weight), exam.days_left(day) == 1, share)
