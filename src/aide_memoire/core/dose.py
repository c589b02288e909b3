"""A learner's dose: the goal of a day, the streak with its grace, and the backlog after a gap."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.study_day import MINUTE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from aide_memoire.core.settings import Settings

GRACE = 2
"""Days in a row that may be missed before a streak ends. Days off are not missed."""

_WEEK = 7
_AWAY = 3  # days away from which a backlog is offered to be spread
_LARGE = 40  # questions from which it is
_LEAST = 20  # questions a day, spread
_LONGEST = 10  # days over which it is spread

DayMark = Literal["reached", "some", "none", "off", "open"]
"""A day of the week: its goal reached, some study, none; a day off; a day that is not over, or before all study."""


class Done(NamedTuple):
    """What was done on a day: questions, each counted once, and milliseconds."""

    questions: int = 0
    took: int = 0


class Week(NamedTuple):
    """The marks of the seven days of a week, from Monday on."""

    marks: tuple[DayMark, ...]

    @property
    def reached(self) -> int:
        """Return on how many days the goal was reached."""
        return self.marks.count("reached")

    @property
    def days(self) -> int:
        """Return how many days the week has had so far, without days off; today counts once something was done."""
        return len(self.marks) - self.marks.count("open") - self.marks.count("off")


class Streak(NamedTuple):
    """The study days of the current streak and of the longest one, and the number of all study days."""

    now: int
    longest: int
    days: int
    missed: int = 0
    """The days missed since the last study day, up to yesterday; 0 if there is no streak."""

    @property
    def grace(self) -> int:
        """Return how many more days may be missed before the streak ends."""
        return GRACE - self.missed


class Spread(NamedTuple):
    """An offer after days away: so many questions a day for so many days, in place of all that are due at once."""

    due: int
    away: int
    per_day: int
    days: int


def streak(days: Sequence[int], today: int, off: Collection[int] = ()) -> Streak:
    """Return the streaks of ascending study days. Days after today (the clock was set back) do not end the streak."""
    past = _runs([day for day in days if day <= today], off)
    missed = missed_days(past[-1][-1], today, off) if past else 0
    alive = bool(past) and missed <= GRACE
    longest = max(map(len, _runs(days, off)), default=0)
    return Streak(len(past[-1]) if alive else 0, longest, len(days), missed if alive else 0)


def _runs(days: Sequence[int], off: Collection[int]) -> list[list[int]]:
    """Return the days in runs: within a run, no more days in a row are missed than the grace allows."""
    runs: list[list[int]] = []
    for day in days:
        if runs and missed_days(runs[-1][-1], day, off) <= GRACE:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def days_off(settings: Settings, studied: Iterable[int], today: int) -> frozenset[int]:
    """Return the days off between the first of the days `studied` and today, as the settings name them now."""
    return frozenset(day for day in range(min(studied, default=today), today) if not settings.weight_on(day))


def missed_days(last: int, today: int, off: Collection[int] = ()) -> int:
    """Return how many days lie between two days, without the days off."""
    return sum(day not in off for day in range(last + 1, today))


def goal_reached(done: Done, settings: Settings, weight: float = 1.0) -> bool:
    """Return whether the goal of a day is reached: half of it on an easy day. Without a goal, any study reaches it."""
    if done == Done():
        return False
    if settings.goal_questions:
        return done.questions >= settings.goal_questions * weight
    return done.took >= settings.goal_minutes * MINUTE * weight


def monday_of(day: int) -> int:
    """Return the Monday of the week of a day."""
    return day - (day - 1) % _WEEK  # day 1 of the calendar was a Monday


def week_of(done: Mapping[int, Done], today: int, settings: Settings) -> Week:
    """Return the week of `today`. Days before the first are open."""
    monday = monday_of(today)
    open_days = {*range(monday, min(done, default=today)), *range(today, monday + _WEEK)}
    days = range(monday, monday + _WEEK)
    return Week(tuple(_mark(done.get(day, Done()), day, settings, open_days) for day in days))


def _mark(done: Done, day: int, settings: Settings, open_days: Collection[int]) -> DayMark:
    weight = settings.weight_on(day)
    if done != Done():
        return "reached" if goal_reached(done, settings, weight) else "some"
    if not weight:
        return "off"
    return "open" if day in open_days else "none"


def offer_spread(due: int, away: int, usual: int) -> Spread | None:
    """Return how to spread the `due` questions after days away, or None if they are few.

    `usual` is how many reviews the learner answered on a study day before.
    """
    if away < _AWAY or due < max(_LARGE, 2 * usual):
        return None
    days = min(math.ceil(due / max(usual, _LEAST)), _LONGEST)
    per_day = math.ceil(due / days / 10) * 10
    return Spread(due, away, per_day, math.ceil(due / per_day))


def carry_over(due: Sequence[int], asked: Sequence[int], limits: Sequence[int]) -> list[tuple[int, int]]:
    """Return how many questions are asked on each day: (due on that day, carried over from the days before).

    `due` has the questions that come due on each day, those overdue on the first one; `limits` the most of each.
    `asked` is how many are asked on the first days, where that is known: some may be buried until the next day.
    """
    days: list[tuple[int, int]] = []
    carried = 0
    for place, (own, limit) in enumerate(zip(due, limits, strict=True)):
        number = asked[place] if place < len(asked) else min(own + carried, limit)
        late = min(carried, number)
        days.append((number - late, late))
        carried = max(carried + own - number, 0)
    return days
