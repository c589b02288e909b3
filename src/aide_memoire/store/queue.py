"""Read what is due today and later, from the projections and the deck index."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.queue import Allowance, Candidate, Extra, Portion, Queue, build_queue
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from aide_memoire.core.settings import Settings
    from aide_memoire.store.exams import ExamToday


NO_EXTRA = Extra()

_AVAILABLE = "coalesce(h.suspended, 0) = 0 AND coalesce(h.buried, 0) != :day"
_CARD = "c.id, c.note, f.deck, c.question, c.bury_with"
_DUE = (
    f"SELECT {_CARD}, coalesce(m.due_at, 0) FROM memory m JOIN lib.card c ON c.id = m.card"
    f" JOIN lib.file f ON f.id = c.file AND f.live LEFT JOIN suspension h ON h.card = m.card WHERE {_AVAILABLE}"
)
_STEPS = f"{_DUE} AND m.state IN ('learning', 'relearning')"
_REVIEWS = (
    f"{_DUE} AND m.state = 'review' AND m.due_day <= :until"
    " ORDER BY m.due_day, (:day - m.last_day) / m.stability DESC, c.mix, c.id"  # of a day, the riskiest first
)
_SEEN = f"{_DUE} AND m.state = 'review'"
_NEW = (
    f"SELECT {_CARD}, 0 FROM lib.file f JOIN lib.card c ON c.file = f.id LEFT JOIN suspension h ON h.card = c.id"
    f" WHERE f.id = :file AND f.live AND {_AVAILABLE} AND NOT EXISTS (SELECT 1 FROM memory m WHERE m.card = c.id)"
    " ORDER BY c.position"
)

_ANY_NEW = (
    "SELECT id FROM lib.card WHERE id > :deck || '/' AND id < :deck || '0'"
    " EXCEPT SELECT card FROM memory WHERE card > :deck || '/' AND card < :deck || '0' ORDER BY 1 LIMIT 1"
)
"""A card of a deck that was never answered: two indexes side by side, which takes a quarter of looking up each card."""


class DeckToday(NamedTuple):
    """The number of questions of one deck that are left today. `due` includes `learning`."""

    deck: str
    due: int = 0
    new: int = 0
    learning: int = 0


def todays_queue(
    db: sqlite3.Connection,
    day: int,
    settings: Settings,
    decks: Collection[str] = (),
    *,
    notes: Collection[str] | None = None,
    extra: Extra = NO_EXTRA,
    only_share: bool = False,
) -> Queue:
    """Return what is left to ask on study day `day` within the limits, of all decks or `decks`, all notes or `notes`.

    Chosen decks ask their share of the day. Where nothing of the day is theirs, the limits are for them alone, unless
    `only_share`: so new questions of a deck whose turn has not come yet can be asked. With `extra`, more is asked.
    """
    with translate_errors():
        room = allowance_left(db, day, settings)
        queue = partial(_queue, db, day, settings)
        if decks and notes is None:
            share = _only_of(queue((), None, room, NO_EXTRA), decks)
            if extra == NO_EXTRA:
                return share if share.items or only_share else queue(decks, None, room, NO_EXTRA)
            room = room._replace(new=sum(item.was == "new" for item in share.items))
        reviews = sys.maxsize if extra.ahead else room.reviews
        return queue(decks, notes, Allowance(reviews, room.new + extra.new), extra)


def _only_of(queue: Queue, decks: Collection[str]) -> Queue:
    return Queue(*(tuple(item for item in part if item.deck in decks) for part in queue))


def _queue(
    db: sqlite3.Connection,
    day: int,
    settings: Settings,
    decks: Collection[str],
    notes: Collection[str] | None,
    room: Allowance,
    extra: Extra,
) -> Queue:
    """Return at most as many questions as `room` allows of these decks and notes; reviews `extra.ahead` days early.

    Those of decks with an exam come first, within its plan; what it lets wait is asked only where more is wanted.
    """

    def wanted(sql: str, **values: int) -> Iterator[Candidate]:
        found = _candidates(db, sql, decks, day=day, **values)
        return found if notes is None else (each for each in found if each.note in notes)

    def unmet(deck: str, file: int) -> Iterator[Candidate]:
        if db.execute(_ANY_NEW, {"deck": deck}).fetchone():
            yield from wanted(_NEW, file=file)

    files = db.execute("SELECT id, deck FROM lib.file WHERE live ORDER BY position").fetchall()
    by_deck = {deck: file for file, deck in files if not decks or deck in decks}
    planned = [each for each in _exams_today(db, day, settings) if each.deck in by_deck]
    reviews = partial(wanted, _REVIEWS, until=day + extra.ahead)
    waiting = set() if extra.ahead else {each.deck for each in planned}
    paced = set() if extra.new else {each.deck for each in planned}
    met = introduced_on(db, day) if settings.decks else {}
    fresh = {
        deck: Portion(unmet(deck, file), _most_new(settings, deck, day, met.get(deck, 0), extra))
        for deck, file in by_deck.items()
    }
    return build_queue(
        wanted(_STEPS),
        (each for each in reviews() if each.deck not in waiting),
        _threads(settings, {deck: portion for deck, portion in fresh.items() if deck not in paced}),
        room=room,
        answered=_answered(db, day),
        first_reviews=[_exam_reviews(each, wanted(_SEEN) if each.share else reviews()) for each in planned],
        first_new=[_exam_new(each, fresh[each.deck], unmet(each.deck, by_deck[each.deck])) for each in planned],
    )


def _most_new(settings: Settings, deck: str, day: int, met: int, extra: Extra) -> int:
    """Return how many more new questions of a deck its own limit allows, after `met` of the day."""
    if "new_per_day" not in settings.decks.get(deck, {}):
        return sys.maxsize
    return max(settings.of_deck(deck).new_on(day) - met, 0) + extra.new


def _threads(settings: Settings, decks: Mapping[str, Portion]) -> list[list[Portion]]:
    """Return the new cards of the decks: those of "one-by-one" together, in the place of the first of them."""
    threads: dict[str, list[Portion]] = {}
    for deck, portion in decks.items():
        is_mixed = settings.of_deck(deck).deck_order == "mixed"
        threads.setdefault(deck if is_mixed else "", []).append(portion)
    return list(threads.values())


def has_exams(db: sqlite3.Connection) -> bool:
    """Return whether the log has an exam, of whatever day. Takes a few microseconds."""
    with translate_errors():
        found = db.execute("SELECT 1 FROM event INDEXED BY event_exam WHERE kind = 'exam' LIMIT 1").fetchone()
    return found is not None


def _exams_today(db: sqlite3.Connection, day: int, settings: Settings) -> list[ExamToday]:
    if not has_exams(db):
        return []
    from aide_memoire.store.exams import exams_today  # noqa: PLC0415  log and schedule, which `due` does without

    return exams_today(db, day, settings.weight_on)


def _exam_reviews(exam: ExamToday, found: Iterable[Candidate]) -> Portion:
    """Return the reviews that are asked for an exam, of those that are `found`."""
    of_deck = (each for each in found if each.deck == exam.deck)
    if exam.share is None:
        return Portion(of_deck)
    by_question = {each.question: each for each in of_deck}
    in_need = [by_question[each] for each in exam.share.questions if each in by_question]
    return Portion(in_need, exam.share.number, exam.is_eve)


def _exam_new(exam: ExamToday, limit: Portion, found: Iterable[Candidate]) -> Portion:
    """Return the new questions that are asked for an exam, within the limit of its deck."""
    return Portion(found, min(exam.new, limit.most), exam.is_eve)


def count_by_deck(queue: Queue) -> dict[str, DeckToday]:
    """Return the counts of a queue for each deck."""
    counts: dict[str, DeckToday] = {}
    for item in queue.items:
        was = counts.get(item.deck, DeckToday(item.deck))
        counts[item.deck] = was._replace(
            due=was.due + (item.was != "new"),
            new=was.new + (item.was == "new"),
            learning=was.learning + (item.was == "learning"),
        )
    return counts


def allowance_left(db: sqlite3.Connection, day: int, settings: Settings) -> Allowance:
    """Return how many questions today's limits still allow. A group is one question, also among the new ones."""
    reviews = db.execute(
        "SELECT coalesce(sum(questions), 0) FROM daily_count"
        " WHERE deck = '' AND day = ? AND was IN ('young', 'mature')",
        (day,),
    ).fetchone()[0]
    new = sum(introduced_on(db, day).values())
    return Allowance(max(settings.reviews_on(day) - reviews, 0), max(settings.new_on(day) - new, 0))


def introduced_on(db: sqlite3.Connection, day: int) -> dict[str, int]:
    """Return how many questions of each deck were answered for the first time on a day.

    They are among those whose last answer was on that day or later, which are few where the day is today.
    """
    rows = db.execute(
        "SELECT m.deck, count(DISTINCT coalesce(c.question, m.card)) FROM memory m INDEXED BY memory_last_day"
        " LEFT JOIN lib.card c ON c.id = m.card WHERE m.last_day >= :day AND m.introduced = :day GROUP BY m.deck",
        {"day": day},
    )
    return dict(rows.fetchall())


def due_counts(db: sqlite3.Connection, first: int, last: int) -> dict[int, int]:
    """Return the number of questions due on each day from `first` to `last`."""
    with translate_errors():
        return dict(
            db.execute(
                "SELECT due_day, count(DISTINCT note) FROM memory WHERE state = 'review'"
                " AND due_day BETWEEN ? AND ? GROUP BY due_day",
                (first, last),
            )
        )


def _candidates(db: sqlite3.Connection, sql: str, decks: Collection[str], **values: int) -> Iterator[Candidate]:
    for card, note, deck, question, bury_with, due_at in db.execute(sql, values):
        if not decks or deck in decks:
            yield Candidate(card, note, deck, question, tuple(bury_with.split()), due_at)


def _answered(db: sqlite3.Connection, day: int) -> list[tuple[str, tuple[str, ...]]]:
    rows = db.execute(
        "SELECT DISTINCT c.note, c.bury_with FROM memory m JOIN lib.card c ON c.id = m.card WHERE m.last_day = ?",
        (day,),
    )
    return [(note, tuple(bury_with.split())) for note, bury_with in rows]
