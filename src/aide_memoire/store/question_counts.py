"""Count questions: how many of each deck are new, learning or solid, and how many were answered on a day.

A question is one card, or all member cards of a group. Only the cards of groups are joined with the deck index; all
others are counted in the table of memories alone, which takes some hundredths of a second for 100,000 cards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.pace import Spent
from aide_memoire.core.scheduler import MATURE
from aide_memoire.core.standing import PROVEN_REPS, QuestionCounts
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.projections import ALL_DECKS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from aide_memoire.store.statistics import Scope

SOLID = (
    "(m.state = 'review' AND (m.last_day > m.introduced"
    f" OR (m.reps >= {PROVEN_REPS} AND m.due_day - m.last_day >= {MATURE})))"
)
"""The SQL condition on a memory `m`: the same as `core/standing.py: is_solid`."""

_DECKS = "SELECT deck, cards FROM lib.file WHERE live AND :deck IN ('', deck)"
OF_DECK = "card >= :deck || '/' AND card < :deck || '0'"
"""The cards of a deck stand side by side in the table, as their ids begin with its id and a slash; "0" comes next."""

_SEEN = (
    f"SELECT count(*), total({SOLID}) FROM memory m WHERE {OF_DECK}"
    " AND m.card NOT IN (SELECT value FROM json_each(:left))"
)

_GROUPS = (
    f"SELECT f.deck, count(*), count(m.card), total({SOLID})"
    " FROM lib.card c INDEXED BY card_of_group JOIN lib.file f ON f.id = c.file AND f.live"
    " LEFT JOIN memory m ON m.card = c.id"
    " WHERE c.question != c.id AND :deck IN ('', f.deck) GROUP BY c.file, c.question"
)


def question_counts(
    db: sqlite3.Connection, scope: Scope, cards: Mapping[str, tuple[int, int]] | None = None
) -> dict[str, QuestionCounts]:
    """Return the counts of the questions of each studied deck, or of the deck of the scope.

    `cards`, where that is known already, has the number of each deck's cards that were reviewed, and that are solid.
    """
    values = scope.values
    with translate_errors():
        totals = {deck: [cards, 0, 0] for deck, cards in db.execute(_DECKS, values)}  # all, answered, solid
        for deck, sums in totals.items():
            seen, solid = _seen(db, deck, scope) if cards is None else cards.get(deck, (0, 0))
            _add(sums, 0, seen, int(solid))
        for deck, members, seen, solid in db.execute(_GROUPS, values):
            _add(totals[deck], 1 - members, (seen > 0) - seen, (solid == members) - int(solid))
    return {deck: QuestionCounts(number - seen, seen - solid, solid) for deck, (number, seen, solid) in totals.items()}


def _seen(db: sqlite3.Connection, deck: str, scope: Scope) -> tuple[int, float]:
    seen, solid = db.execute(_SEEN, {"deck": deck, "left": scope.left or "[]"}).fetchone()
    return seen, solid


def _add(totals: list[int], *numbers: int) -> None:
    totals[:] = map(sum, zip(totals, numbers, strict=True))


def answered_questions(db: sqlite3.Connection, day: int, deck: str = ALL_DECKS) -> int:
    """Return how many questions were answered on a day, which must be the last one, however often each."""
    with translate_errors():
        found = db.execute(
            "SELECT count(DISTINCT coalesce(c.question, m.card)) FROM memory m"
            " LEFT JOIN lib.card c ON c.id = m.card WHERE m.last_day = :day AND :deck IN ('', m.deck)",
            {"day": day, "deck": deck},
        ).fetchone()[0]
    return int(found)


def time_spent(db: sqlite3.Connection, since: int) -> dict[str, Spent]:
    """Return the answers and their time from day `since` on, by the class of the cards before the answer."""
    with translate_errors():
        rows = db.execute(
            "SELECT was, sum(questions), sum(took) FROM daily_count WHERE deck = ? AND day >= ? GROUP BY was",
            (ALL_DECKS, since),
        )
        return {was: Spent(answers, took) for was, answers, took in rows}
