"""Statistics: study days and time, actual and desired retention, the forecast, and the states of the cards.

All of it comes from counts that are updated with every answer, so loading is fast for a log of any length.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.dose import Done, days_off, streak, week_of
from aide_memoire.core.standing import QuestionCounts, sum_counts
from aide_memoire.reports.exams import forecast, list_exams
from aide_memoire.reports.todays_plan import coming_days, left_on
from aide_memoire.store import deck_files
from aide_memoire.store.history import logged_retentions
from aide_memoire.store.question_counts import question_counts
from aide_memoire.store.queue import DeckToday
from aide_memoire.store.statistics import (
    NO_STANDING,
    DeckCount,
    answered_days,
    count_leeches,
    deck_counts,
    deck_standings,
    hardest_cards,
    review_counts,
    seen_and_solid,
    studied_scope,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from aide_memoire.core.dose import Streak, Week
    from aide_memoire.core.exam_forecast import Forecast
    from aide_memoire.core.settings import Settings
    from aide_memoire.reports.exams import ComingExam
    from aide_memoire.store.deck_files import FileEntry
    from aide_memoire.store.history import LoggedRetention
    from aide_memoire.store.statistics import DayCount, ReviewCount, Scope, Standing
    from aide_memoire.workspace import Workspace

RECENT_DAYS = 30
"""The days of the recent period for retention and decks, including today."""

COMING = 30
YEAR = 366
"""The number of days in the calendar."""

ENOUGH_REVIEWS = 50
"""Reviews from which a retention says something."""

_MONTHS = 12
_HARDEST = 10


class Share(NamedTuple):
    """The number of reviews of cards in the review state, and of those recalled (not rated Again)."""

    recalled: int = 0
    reviews: int = 0

    @property
    def value(self) -> float | None:
        """Return the recalled share from 0 to 1, or None if there were no reviews."""
        return self.recalled / self.reviews if self.reviews else None

    @property
    def measured(self) -> float | None:
        """Return the share, or None where the reviews are too few to say anything."""
        return self.value if self.reviews >= ENOUGH_REVIEWS else None


class Retention(NamedTuple):
    """The recalled share of young cards (interval under 21 days) and of mature cards."""

    young: Share
    mature: Share

    @property
    def both(self) -> Share:
        """Return the share of young and mature cards together."""
        return Share(self.young.recalled + self.mature.recalled, self.young.reviews + self.mature.reviews)


class Month(NamedTuple):
    """A calendar month, given by its first day, and its retention."""

    first: int
    retention: Retention


class Time(NamedTuple):
    """Questions, each counted once a day, with the total time of all answers in milliseconds, and those answers."""

    questions: int = 0
    took: int = 0
    answers: int = 0

    @property
    def each(self) -> float:
        """Return the mean time per answer in milliseconds."""
        return self.took / self.answers if self.answers else 0.0


class States(NamedTuple):
    """The number of cards by state. Mature cards have an interval of 21 days or more."""

    new: int
    learning: int
    young: int
    mature: int
    suspended: int


class DeckStatistics(NamedTuple):
    """One deck: its questions, those due today, the mean probability of recall (`known`), and the last thirty days."""

    deck: str
    title: str
    cards: int
    due: int  # questions, as a session asks them today
    known: float
    retention: Share
    desired: float  # as in `Statistics`
    time: Time
    counts: QuestionCounts


class HardCard(NamedTuple):
    """A card with the most lapses."""

    card: str
    question: str
    answer: str
    lapses: int
    difficulty: float
    leech: bool


class Statistics(NamedTuple):
    """The statistics of one deck, or of all studied decks (deck "")."""

    day: int
    deck: str
    title: str
    today: Time
    week: Week  # of one deck: any study of it makes a day, as a goal is of all decks
    streak: Streak
    year: tuple[DayCount, ...]  # the study days of the last year
    coming: tuple[int, ...]  # questions to review on each of thirty days from today on, as the limits let them be asked
    desired: float  # the mean of those that the reviews of the last thirty days were made with, else the setting
    retention: Retention  # of the last thirty days
    months: tuple[Month, ...]  # the last twelve, oldest first
    month: Time
    all: Time
    known: float
    counts: QuestionCounts
    states: States
    leeches: int
    leech_threshold: int
    hardest: tuple[HardCard, ...]
    decks: tuple[DeckStatistics, ...]  # all studied decks, or only the one deck
    exams: tuple[tuple[ComingExam, Forecast], ...]  # of the same decks, the nearest first


def load_statistics(workspace: Workspace, deck: str = "") -> Statistics:
    """Return the statistics of one deck, or of all studied decks if `deck` is ""."""
    day, settings, db = workspace.today(), workspace.settings, workspace.db
    entries = [entry for entry in deck_files.deck_files(db) if entry.live and deck in ("", entry.deck)]
    scope = studied_scope(db, deck)
    standings = deck_standings(db, day, scope, workspace.parameters)
    left = left_on(workspace, day)
    counts = question_counts(db, scope, seen_and_solid(standings))
    studied = answered_days(db, day, deck)
    days = [count.day for count in studied]
    months = _month_starts(day)
    recent = day - RECENT_DAYS + 1
    reviews = review_counts(db, min(months[0], recent), deck)
    desired = partial(_desired, logged_retentions(db, recent), settings)
    decks = tuple(_decks(entries, standings, counts, left, deck_counts(db, recent, deck), desired))
    cards = sum(entry.cards for entry in entries)
    return Statistics(
        day=day,
        deck=deck,
        title=entries[0].title if deck and entries else "",
        today=_time(count for count in studied if count.day == day),
        week=_week(studied, day, settings, deck),
        streak=streak(days, day, days_off(settings, days, day)),
        year=tuple(count for count in studied if day - YEAR < count.day <= day),
        coming=tuple(map(sum, coming_days(workspace, COMING, scope, left))),
        desired=desired(deck),
        retention=_retention(reviews, recent, day + 1),
        months=tuple(Month(first, _retention(reviews, first, end)) for first, end in pairwise([*months, day + 1])),
        month=_time(count for count in studied if count.day >= months[-1]),
        all=_time(studied),
        known=sum(line.known * line.cards for line in decks) / cards if cards else 0.0,
        counts=sum_counts(counts.values()),
        states=_states(cards, standings.values()),
        leeches=count_leeches(db, settings.leech_threshold, scope) if settings.leech_threshold else 0,
        leech_threshold=settings.leech_threshold,
        hardest=_hardest(workspace, scope),
        decks=decks,
        exams=tuple(
            (each, forecast(workspace, each)) for each in list_exams(workspace) if deck in ("", each.exam.deck)
        ),
    )


def _week(studied: Iterable[DayCount], day: int, settings: Settings, deck: str) -> Week:
    """Return this week, as the first screen shows it; that of one deck has no goal."""
    goal = settings._replace(goal_minutes=0, goal_questions=0) if deck else settings
    return week_of({count.day: Done(count.questions, count.took) for count in studied}, day, goal)


def _month_starts(day: int) -> list[int]:
    """Return the first days of the last twelve months, including the current one."""
    now = date.fromordinal(day)
    numbers = range(now.year * 12 + now.month - _MONTHS, now.year * 12 + now.month)
    return [date(number // 12, number % 12 + 1, 1).toordinal() for number in numbers]


def _retention(reviews: Sequence[ReviewCount], first: int, end: int) -> Retention:
    """Return the retention of the days from `first` to before `end`."""
    shares = {"young": Share(), "mature": Share()}
    for count in reviews:
        if first <= count.day < end:
            recalled, total = shares[count.was]
            shares[count.was] = Share(recalled + count.recalled, total + count.again + count.recalled)
    return Retention(**shares)


def _desired(logged: Mapping[str, LoggedRetention], settings: Settings, deck: str) -> float:
    """Return the mean of the logged retentions of a deck, or of all for ""; without any, what is set now."""
    of_scope = [each for name, each in logged.items() if deck in ("", name)]
    reviews = sum(each.reviews for each in of_scope)
    if not reviews:
        return settings.of_deck(deck).desired_retention
    return round(sum(each.total for each in of_scope) / reviews, 4)


def _time(days: Iterable[DayCount]) -> Time:
    counts = list(days)
    return Time(*(sum(getattr(each, name) for each in counts) for name in Time._fields))


def _states(cards: int, standings: Iterable[Standing]) -> States:
    all_standings = list(standings)
    seen, suspended_new = (sum(getattr(each, name) for each in all_standings) for name in ("seen", "suspended_new"))
    sums = (sum(getattr(each, name) for each in all_standings) for name in States._fields[1:])
    return States(cards - seen - suspended_new, *sums)


def _decks(
    entries: Sequence[FileEntry],
    standings: Mapping[str, Standing],
    counts: Mapping[str, QuestionCounts],
    left: Mapping[str, DeckToday],
    answered: Mapping[str, DeckCount],
    desired: Callable[[str], float],
) -> Iterator[DeckStatistics]:
    for entry in entries:
        count = answered.get(entry.deck, DeckCount(0, 0, 0, 0))
        yield DeckStatistics(
            entry.deck,
            entry.title,
            entry.cards,
            left.get(entry.deck, DeckToday(entry.deck)).due,
            standings.get(entry.deck, NO_STANDING).recall / entry.cards if entry.cards else 0.0,
            Share(count.recalled, count.again + count.recalled),
            desired(entry.deck),
            Time(count.questions, count.took, count.answers),
            counts.get(entry.deck, QuestionCounts()),
        )


def _hardest(workspace: Workspace, scope: Scope) -> tuple[HardCard, ...]:
    rows = hardest_cards(workspace.db, _HARDEST, scope)
    return tuple(HardCard(*row, leech=workspace.settings.is_leech(row.lapses)) for row in rows)
