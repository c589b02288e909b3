"""Statistics: study days and time, actual and desired retention, the forecast, and the states of the cards.

All of it comes from counts that are updated with every answer, so loading is fast for a log of any length.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store import deck_files
from aide_memoire.store.statistics import (
    NO_STANDING,
    DeckCount,
    answered_days,
    count_leeches,
    deck_counts,
    deck_standings,
    due_by_day,
    hardest_cards,
    review_counts,
    studied_scope,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aide_memoire.store.deck_files import FileEntry
    from aide_memoire.store.statistics import DayCount, ReviewCount, Scope, Standing
    from aide_memoire.workspace import Workspace

RECENT_DAYS = 30
"""The days of the recent period for retention and decks, including today."""

COMING = 30
YEAR = 366
"""The number of days in the calendar."""

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


class Streak(NamedTuple):
    """The current streak of study days (it may end yesterday), the longest one, and the number of all study days."""

    now: int
    longest: int
    days: int


class Time(NamedTuple):
    """The number of answered questions and their total time in milliseconds."""

    questions: int = 0
    took: int = 0

    @property
    def each(self) -> float:
        """Return the mean time per question in milliseconds."""
        return self.took / self.questions if self.questions else 0.0


class States(NamedTuple):
    """The number of cards by state. Mature cards have an interval of 21 days or more."""

    new: int
    learning: int
    young: int
    mature: int
    suspended: int


class DeckStatistics(NamedTuple):
    """One deck: its cards, those due now, the mean probability of recall (`known`), and the last thirty days."""

    deck: str
    title: str
    cards: int
    due: int
    known: float
    retention: Share
    time: Time


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
    streak: Streak
    year: tuple[DayCount, ...]  # the study days of the last year
    coming: tuple[int, ...]  # questions due on each of thirty days; the first is today and includes overdue ones
    desired: float
    retention: Retention  # of the last thirty days
    months: tuple[Month, ...]  # the last twelve, oldest first
    month: Time
    all: Time
    known: float
    states: States
    leeches: int
    leech_threshold: int
    hardest: tuple[HardCard, ...]
    decks: tuple[DeckStatistics, ...]  # all studied decks, or only the one deck


def load_statistics(workspace: Workspace, deck: str = "") -> Statistics:
    """Return the statistics of one deck, or of all studied decks if `deck` is ""."""
    day, settings, db = workspace.today(), workspace.settings, workspace.db
    entries = [entry for entry in deck_files.deck_files(db) if entry.live and deck in ("", entry.deck)]
    scope = studied_scope(db, deck)
    standings = deck_standings(db, day, scope, workspace.parameters)
    studied = answered_days(db, deck)
    months = _month_starts(day)
    reviews = review_counts(db, min(months[0], day - RECENT_DAYS + 1), deck)
    todays_count = next((count for count in reversed(studied) if count.day == day), None)
    decks = tuple(_decks(entries, standings, deck_counts(db, day - RECENT_DAYS + 1, deck)))
    cards = sum(entry.cards for entry in entries)
    return Statistics(
        day=day,
        deck=deck,
        title=entries[0].title if deck and entries else "",
        today=Time(todays_count.questions, todays_count.took) if todays_count else Time(),
        streak=streak([count.day for count in studied], day),
        year=tuple(count for count in studied if day - YEAR < count.day <= day),
        coming=tuple(due_by_day(db, day, COMING, scope)),
        desired=settings.desired_retention,
        retention=_retention(reviews, day - RECENT_DAYS + 1, day + 1),
        months=tuple(Month(first, _retention(reviews, first, end)) for first, end in pairwise([*months, day + 1])),
        month=_time(count for count in studied if count.day >= months[-1]),
        all=_time(studied),
        known=sum(line.known * line.cards for line in decks) / cards if cards else 0.0,
        states=_states(cards, standings.values()),
        leeches=count_leeches(db, settings.leech_threshold, scope) if settings.leech_threshold else 0,
        leech_threshold=settings.leech_threshold,
        hardest=_hardest(workspace, scope),
        decks=decks,
    )


def streak(days: Sequence[int], today: int) -> Streak:
    """Return the streaks of ascending study days. Days after today (the clock was set back) do not end the streak."""
    longest = length = 0
    lengths: dict[int, int] = {}
    for day in days:
        length = lengths.get(day - 1, 0) + 1
        lengths[day] = length
        longest = max(longest, length)
    return Streak(lengths.get(today) or lengths.get(today - 1, 0), longest, len(days))


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


def _time(days: Iterable[DayCount]) -> Time:
    questions = took = 0
    for day in days:
        questions += day.questions
        took += day.took
    return Time(questions, took)


def _states(cards: int, standings: Iterable[Standing]) -> States:
    all_standings = list(standings)
    seen, suspended_new = (sum(getattr(each, name) for each in all_standings) for name in ("seen", "suspended_new"))
    sums = (sum(getattr(each, name) for each in all_standings) for name in States._fields[1:])
    return States(cards - seen - suspended_new, *sums)


def _decks(
    entries: Sequence[FileEntry], standings: Mapping[str, Standing], counts: Mapping[str, DeckCount]
) -> Iterator[DeckStatistics]:
    for entry in entries:
        standing = standings.get(entry.deck, NO_STANDING)
        count = counts.get(entry.deck, DeckCount(0, 0, 0, 0))
        yield DeckStatistics(
            entry.deck,
            entry.title,
            entry.cards,
            standing.due,
            standing.recall / entry.cards if entry.cards else 0.0,
            Share(count.recalled, count.again + count.recalled),
            Time(count.questions, count.took),
        )


def _hardest(workspace: Workspace, scope: Scope) -> tuple[HardCard, ...]:
    rows = hardest_cards(workspace.db, _HARDEST, scope)
    return tuple(HardCard(*row, leech=workspace.settings.is_leech(row.lapses)) for row in rows)
