"""Count for the statistics, from the projections only: daily counts, memories and suspensions, never the log.

SQLite adds up the numbers: 100,000 cards take some hundredths of a second.
"""

from __future__ import annotations

import json
import math
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.scheduler import MATURE, Memory
from aide_memoire.store.card_state import MEMORY_COLUMNS
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.projections import ALL_DECKS
from aide_memoire.store.question_counts import OF_DECK, SOLID, answered_questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aide_memoire.core.scheduler import Parameters

_IN_REVIEW = "(m.state = 'review')"
_IS_MATURE = "(m.due_day - m.last_day >= :mature)"
_RECALL = f"CASE WHEN {_IN_REVIEW} THEN pow(1 + :factor * max(:day - last_day, 0) / stability, :decay) END"
"""The probability of recall now, as in `scheduler.retrievability`; none in a learning step."""

_ORPHANS = "SELECT card FROM memory EXCEPT SELECT id FROM lib.card {where} ORDER BY 1"
"""With this order, SQLite merges two indexes instead of looking up each card."""

_LIVE = "WHERE file IN (SELECT id FROM lib.file WHERE live)"

_ORPHANS_OF_DECK = (
    "SELECT m.card FROM memory m WHERE m.deck = ? AND NOT EXISTS"
    " (SELECT 1 FROM lib.card c JOIN lib.file f ON f.id = c.file AND f.live WHERE c.id = m.card)"
)
_FIRST = "questions * (was NOT IN ('learning', 'relearning'))"
"""The answers that were the first of the day to a question: all but those in a learning step."""


class Scope(NamedTuple):
    """Which memories are counted: those of one deck or of all decks, without orphans."""

    deck: str = ALL_DECKS
    left: str = ""  # the orphans: cards that no studied deck has, as a JSON list

    @property
    def where(self) -> str:
        """Return the SQL condition."""
        deck = OF_DECK if self.deck else "TRUE"
        return f"{deck} AND {self.without_left}"

    @property
    def without_left(self) -> str:
        """Return the SQL condition that leaves orphans out."""
        return "card NOT IN (SELECT value FROM json_each(:left))" if self.left else "TRUE"

    @property
    def values(self) -> dict[str, object]:
        """Return the values of the condition."""
        return {"deck": self.deck, "left": self.left}


class Standing(NamedTuple):
    """The counts of a deck's cards now. Suspended cards count in `seen`, `recall` and `solid`, not in the classes."""

    seen: int = 0  # cards that were reviewed at least once
    recall: float = 0.0  # the sum of their probabilities of recall; cards in steps add 0
    learning: int = 0
    young: int = 0
    mature: int = 0
    due: int = 0  # today or earlier; learning steps always count as due today
    suspended: int = 0
    suspended_new: int = 0
    solid: int = 0  # see `core/standing.py: is_solid`


NO_STANDING = Standing()


class DayCount(NamedTuple):
    """What was answered on one day. A question is counted once, by its first answer of the day."""

    day: int
    questions: int
    took: int  # milliseconds
    answers: int = 0  # with those that repeat a question


class ReviewCount(NamedTuple):
    """Answers to review cards on one day. `was` is young or mature."""

    day: int
    was: str
    again: int
    recalled: int


class DeckCount(NamedTuple):
    """The answers of one deck over some days. `again` and `recalled` count only review cards."""

    questions: int
    took: int
    again: int
    recalled: int
    answers: int = 0


class DayWork(NamedTuple):
    """What was answered in a deck on one day: questions once each, and answers to review cards."""

    deck: str
    day: int
    answered: int
    reviews: int
    recalled: int


class HardRow(NamedTuple):
    """A card with lapses."""

    card: str
    question: str
    answer: str
    lapses: int
    difficulty: float


def studied_scope(db: sqlite3.Connection, deck: str = ALL_DECKS) -> Scope:
    """Return the scope of one deck or of all decks."""
    with translate_errors():
        if deck:
            rows = db.execute(_ORPHANS_OF_DECK, (deck,))
        else:
            clash = db.execute("SELECT 1 FROM lib.file WHERE NOT live LIMIT 1").fetchone()
            rows = db.execute(_ORPHANS.format(where=_LIVE if clash else ""))
        left = [row[0] for row in rows]
    return Scope(deck, json.dumps(left) if left else "")


def deck_standings(db: sqlite3.Connection, day: int, scope: Scope, parameters: Parameters) -> dict[str, Standing]:
    """Return the counts of each deck on a day, without decks that have no seen and no suspended card."""
    with translate_errors():
        _ensure_pow(db)
        rows = db.execute(
            f"SELECT f.deck, count(*), total({_RECALL}), sum(NOT {_IN_REVIEW}), sum({_IN_REVIEW} AND NOT {_IS_MATURE}),"
            f" sum({_IN_REVIEW} AND {_IS_MATURE}), sum(NOT {_IN_REVIEW} OR due_day <= :day), 0, 0, sum({SOLID})"
            f" FROM lib.file f CROSS JOIN memory m ON {OF_DECK.replace(':deck', 'f.deck')}"  # it groups without sorting
            f" WHERE f.live AND :deck IN ('', f.deck) AND {scope.without_left} GROUP BY f.id",
            {**scope.values, "day": day, "mature": MATURE, "factor": parameters.factor, "decay": parameters.decay},
        )
        standings = {deck: Standing(*sums) for deck, *sums in rows}
        for deck, suspended in _suspended(db, day, scope):
            standings[deck] = _added(standings.get(deck, NO_STANDING), suspended)
    return standings


def seen_and_solid(standings: Mapping[str, Standing]) -> dict[str, tuple[int, int]]:
    """Return how many cards of each deck were reviewed, and how many are solid."""
    return {deck: (each.seen, each.solid) for deck, each in standings.items()}


def answered_days(db: sqlite3.Connection, today: int, deck: str = ALL_DECKS) -> list[DayCount]:
    """Return the counts of every day with answers, in order. A day of repeats alone counts one question.

    Of today, questions are counted whose steps have gone on from yesterday, too.
    """
    with translate_errors():
        rows = db.execute(
            f"SELECT day, max(sum({_FIRST}), 1), sum(took), sum(questions) FROM daily_count"
            " WHERE deck = ? GROUP BY day",
            (deck,),
        )
        days = [DayCount(*row) for row in rows]
    exact = answered_questions(db, today, deck)
    return [each._replace(questions=max(each.questions, exact)) if each.day == today else each for each in days]


def usual_reviews(db: sqlite3.Connection, day: int) -> int:
    """Return how many reviews were answered on a mean study day of the last thirty before `day`; 0 without any."""
    with translate_errors():
        found = db.execute(
            "SELECT avg(reviews) FROM (SELECT sum(questions * (was IN ('young', 'mature'))) AS reviews FROM daily_count"
            " WHERE deck = '' AND day < ? GROUP BY day ORDER BY day DESC LIMIT 30)",
            (day,),
        ).fetchone()[0]
    return round(found or 0)


def review_counts(db: sqlite3.Connection, since: int, deck: str = ALL_DECKS) -> list[ReviewCount]:
    """Return the answers to review cards of each day from `since` on."""
    with translate_errors():
        rows = db.execute(
            "SELECT day, was, again, hard + good + easy FROM daily_count"
            " WHERE deck = ? AND day >= ? AND was IN ('young', 'mature')",
            (deck, since),
        )
        return [ReviewCount(*row) for row in rows]


def deck_counts(db: sqlite3.Connection, since: int, deck: str = ALL_DECKS) -> dict[str, DeckCount]:
    """Return the counts from day `since` on, of each studied deck or of `deck`."""
    with translate_errors():
        rows = db.execute(
            f"SELECT f.deck, sum({_FIRST}), sum(t.took), sum(t.again * (t.was IN ('young', 'mature'))),"
            " sum((t.hard + t.good + t.easy) * (t.was IN ('young', 'mature'))), sum(t.questions)"
            " FROM lib.file f CROSS JOIN daily_count t ON t.deck = f.deck AND t.day >= :since"
            f" WHERE f.live {'AND f.deck = :deck' if deck else ''} GROUP BY f.id",
            {"since": since, "deck": deck},
        )
        return {deck: DeckCount(*counts) for deck, *counts in rows}


def work_by_day(db: sqlite3.Connection) -> list[DayWork]:
    """Return what was answered in each deck on each day, in the order of the days."""
    with translate_errors():
        rows = db.execute(
            f"SELECT deck, day, sum({_FIRST}), sum((again + hard + good + easy) * (was IN ('young', 'mature'))),"
            " sum((hard + good + easy) * (was IN ('young', 'mature')))"
            " FROM daily_count WHERE deck != ? GROUP BY day, deck ORDER BY day, deck",
            (ALL_DECKS,),
        )
        return [DayWork(*row) for row in rows]


def count_leeches(db: sqlite3.Connection, lapses: int, scope: Scope) -> int:
    """Return the number of cards with at least `lapses` lapses."""
    with translate_errors():
        found = db.execute(
            f"SELECT count(*) FROM memory WHERE {scope.where} AND lapses >= :lapses",
            {**scope.values, "lapses": lapses},
        ).fetchone()[0]
    return int(found)


def hardest_cards(db: sqlite3.Connection, most: int, scope: Scope) -> list[HardRow]:
    """Return at most `most` cards with lapses, sorted by lapses and then by difficulty, both descending."""
    with translate_errors():
        rows = db.execute(
            "SELECT m.card, c.text, c.answer, m.lapses, m.difficulty FROM (SELECT card, lapses, difficulty FROM memory"
            f" WHERE {scope.where} AND lapses > 0 ORDER BY lapses DESC, difficulty DESC LIMIT :most) m"
            " CROSS JOIN lib.card c ON c.id = m.card"
            " CROSS JOIN lib.file f ON f.id = c.file AND f.live ORDER BY m.lapses DESC, m.difficulty DESC",
            {**scope.values, "most": most},
        )
        return [HardRow(*row) for row in rows]


def memories_of_kind(db: sqlite3.Connection, kind: str) -> dict[str, Memory]:
    """Return the memory of each card that has one and whose note is of this kind."""
    with translate_errors():
        rows = db.execute(
            f"SELECT m.card, {MEMORY_COLUMNS} FROM lib.note n CROSS JOIN memory m ON m.note = n.id WHERE n.kind = ?",
            (kind,),
        )
        return {row[0]: Memory(*row[1:]) for row in rows}


def _classes(state: str, number: int, mature: int, due: int) -> tuple[int, int, int, int]:
    """Return how many of `number` cards in this state are learning, young, mature and due."""
    return (0, number - mature, mature, due) if state == "review" else (number, 0, 0, number)


def _suspended(db: sqlite3.Connection, day: int, scope: Scope) -> Iterator[tuple[str, Standing]]:
    """Yield for each deck the suspended cards, with negative counts that remove them from their classes."""
    rows = db.execute(
        "SELECT f.deck, m.state, count(*), total(m.due_day - m.last_day >= :mature), total(m.due_day <= :day)"
        " FROM suspension h CROSS JOIN lib.card c ON c.id = h.card JOIN lib.file f ON f.id = c.file AND f.live"
        " LEFT JOIN memory m ON m.card = h.card"
        f" WHERE h.suspended {'AND f.deck = :deck' if scope.deck else ''} GROUP BY f.deck, m.state",
        {"deck": scope.deck, "day": day, "mature": MATURE},
    )
    for deck, state, number, *others in rows:
        if state is None:
            yield deck, Standing(suspended=number, suspended_new=number)
        else:
            learning, young, mature, due = _classes(state, number, *map(int, others))
            yield deck, Standing(0, 0.0, -learning, -young, -mature, -due, number)


def _added(one: Standing, other: Standing) -> Standing:
    return Standing._make(first + second for first, second in zip(one, other, strict=True))


def _ensure_pow(db: sqlite3.Connection) -> None:
    """Add the function `pow` to SQLite if it was built without its mathematical functions."""
    try:
        db.execute("SELECT pow(2, 2)")
    except sqlite3.OperationalError:
        db.create_function("pow", 2, math.pow, deterministic=True)


class AnswerCounts(NamedTuple):
    """The number of answers in the log, each card of a question counted."""

    all: int
    to_review_cards: int  # to cards that were not in a learning step: nearly all of them on a later day


def count_answers(db: sqlite3.Connection) -> AnswerCounts:
    """Return how many answers there are, by the daily counts."""
    with translate_errors():
        row = db.execute(
            "SELECT coalesce(sum(answers), 0), coalesce(sum(CASE WHEN was IN ('young', 'mature') THEN answers END), 0)"
            " FROM (SELECT was, again + hard + good + easy AS answers FROM daily_count WHERE deck = ?)",
            (ALL_DECKS,),
        ).fetchone()
    return AnswerCounts(*row)
