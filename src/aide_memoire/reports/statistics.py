"""How it goes: days and time, retention beside the one desired, what is coming, and how the cards stand.

All of it comes from the counts that are kept with every answer, so that it is read at once however long the log.
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

LATELY = 30
"""Days: what "lately" means for retention and for the decks, today included."""

COMING = 30
YEAR = 366
"""Days that are told one by one."""

_MONTHS = 12
_HARDEST = 10


class Share(NamedTuple):
    """Reviews of cards in review, and how many of them were recalled: not rated again."""

    recalled: int = 0
    reviews: int = 0

    @property
    def value(self) -> float | None:
        """Return the share from 0 to 1; None where there was no review."""
        return self.recalled / self.reviews if self.reviews else None


class Retention(NamedTuple):
    """What was recalled of young cards, with an interval under 21 days, and of mature ones."""

    young: Share
    mature: Share

    @property
    def both(self) -> Share:
        """Return the share of all."""
        return Share(self.young.recalled + self.mature.recalled, self.young.reviews + self.mature.reviews)


class Month(NamedTuple):
    """A calendar month of study days, by its first, and what was recalled in it."""

    first: int
    retention: Retention


class Streak(NamedTuple):
    """Study days in a row: up to today, or to yesterday as long as today lasts; the longest; and all of them."""

    now: int
    longest: int
    days: int


class Time(NamedTuple):
    """Questions answered and the milliseconds they took."""

    questions: int = 0
    took: int = 0

    @property
    def each(self) -> float:
        """Return the milliseconds that a question took."""
        return self.took / self.questions if self.questions else 0.0


class States(NamedTuple):
    """Cards by what they are now; mature ones have an interval of 21 days or more."""

    new: int
    learning: int
    young: int
    mature: int
    suspended: int


class DeckStatistics(NamedTuple):
    """One deck: its cards, those due now, the mean chance of recall of all, and the last thirty days."""

    deck: str
    title: str
    cards: int
    due: int
    known: float
    retention: Share
    time: Time


class HardCard(NamedTuple):
    """A card that was forgotten in review so many times."""

    card: str
    question: str
    answer: str
    lapses: int
    difficulty: float
    leech: bool


class Statistics(NamedTuple):
    """All of it, for one deck or for all (deck "")."""

    day: int
    deck: str
    title: str
    today: Time
    streak: Streak
    year: tuple[DayCount, ...]  # the days of the last year on which something was answered
    coming: tuple[int, ...]  # questions due on each of thirty days; the first is today, with what is overdue
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
    decks: tuple[DeckStatistics, ...]  # those that are studied; of one deck, only itself


def load_statistics(workspace: Workspace, deck: str = "") -> Statistics:
    """Return how it goes, in all studied decks or in one."""
    day, settings, db = workspace.today(), workspace.settings, workspace.db
    entries = [entry for entry in deck_files.deck_files(db) if entry.live and deck in ("", entry.deck)]
    scope = studied_scope(db, deck)
    stands = deck_standings(db, day, scope)
    studied = answered_days(db, deck)
    months = _month_starts(day)
    reviews = review_counts(db, min(months[0], day - LATELY + 1), deck)
    of_today = next((each for each in reversed(studied) if each.day == day), None)
    decks = tuple(_decks(entries, stands, deck_counts(db, day - LATELY + 1, deck)))
    cards = sum(entry.cards for entry in entries)
    return Statistics(
        day=day,
        deck=deck,
        title=entries[0].title if deck and entries else "",
        today=Time(of_today.questions, of_today.took) if of_today else Time(),
        streak=streak([each.day for each in studied], day),
        year=tuple(each for each in studied if day - YEAR < each.day <= day),
        coming=tuple(due_by_day(db, day, COMING, scope)),
        desired=settings.desired_retention,
        retention=_retention(reviews, day - LATELY + 1, day + 1),
        months=tuple(Month(first, _retention(reviews, first, end)) for first, end in pairwise([*months, day + 1])),
        month=_time(each for each in studied if each.day >= months[-1]),
        all=_time(studied),
        known=sum(line.known * line.cards for line in decks) / cards if cards else 0.0,
        states=_states(cards, stands.values()),
        leeches=count_leeches(db, settings.leech_threshold, scope) if settings.leech_threshold else 0,
        leech_threshold=settings.leech_threshold,
        hardest=_hardest(workspace, scope),
        decks=decks,
    )


def streak(days: Sequence[int], today: int) -> Streak:
    """Return the streaks of ordered study days. Days after today, of a clock that was set back, end none."""
    longest = length = 0
    lengths: dict[int, int] = {}
    for day in days:
        length = lengths.get(day - 1, 0) + 1
        lengths[day] = length
        longest = max(longest, length)
    return Streak(lengths.get(today) or lengths.get(today - 1, 0), longest, len(days))


def _month_starts(day: int) -> list[int]:
    """Return the first days of the last twelve months, this one included."""
    now = date.fromordinal(day)
    numbers = range(now.year * 12 + now.month - _MONTHS, now.year * 12 + now.month)
    return [date(number // 12, number % 12 + 1, 1).toordinal() for number in numbers]


def _retention(reviews: Sequence[ReviewCount], first: int, end: int) -> Retention:
    """Return what was recalled from the day `first` on, and before the day `end`."""
    shares = {"young": Share(), "mature": Share()}
    for each in reviews:
        if first <= each.day < end:
            recalled, number = shares[each.was]
            shares[each.was] = Share(recalled + each.recalled, number + each.again + each.recalled)
    return Retention(**shares)


def _time(days: Iterable[DayCount]) -> Time:
    questions = took = 0
    for each in days:
        questions += each.questions
        took += each.took
    return Time(questions, took)


def _states(cards: int, stands: Iterable[Standing]) -> States:
    all_stands = list(stands)
    seen, suspended_new = (sum(getattr(each, name) for each in all_stands) for name in ("seen", "suspended_new"))
    sums = (sum(getattr(each, name) for each in all_stands) for name in States._fields[1:])
    return States(cards - seen - suspended_new, *sums)


def _decks(
    entries: Sequence[FileEntry], stands: Mapping[str, Standing], lately: Mapping[str, DeckCount]
) -> Iterator[DeckStatistics]:
    for entry in entries:
        stand = stands.get(entry.deck, NO_STANDING)
        done = lately.get(entry.deck, DeckCount(0, 0, 0, 0))
        yield DeckStatistics(
            entry.deck,
            entry.title,
            entry.cards,
            stand.due,
            stand.recall / entry.cards if entry.cards else 0.0,
            Share(done.recalled, done.again + done.recalled),
            Time(done.questions, done.took),
        )


def _hardest(workspace: Workspace, scope: Scope) -> tuple[HardCard, ...]:
    threshold = workspace.settings.leech_threshold
    rows = hardest_cards(workspace.db, _HARDEST, scope)
    return tuple(HardCard(*row, leech=0 < threshold <= row.lapses) for row in rows)
