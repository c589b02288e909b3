"""Days off and easy days: days on which a learner studies nothing, or half as much.

Both settings are lists of entries: a weekday ("sunday"), a day ("2026-12-24"), or a stretch of days
("2026-12-24/2026-12-31").
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.study_day import from_iso_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Weight = Callable[[int], float]
    """The part of an ordinary day's work that a study day has: 1, 0.5 on an easy day, 0 on a day off."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_STRETCH = 366
"""Days."""

_SHORT = 3  # letters of a weekday's short name
_ISO_DAY = len("2026-12-31")
_HALF = 0.5


class Days(NamedTuple):
    """The weekdays, from 0 for Monday, and the stretches of days that some entries name."""

    weekdays: frozenset[int]
    stretches: tuple[tuple[int, int], ...]  # first and last day

    def have(self, day: int) -> bool:
        """Return whether a day is one of these."""
        is_weekday = (day - 1) % len(WEEKDAYS) in self.weekdays  # day 1 of the calendar was a Monday
        return is_weekday or any(first <= day <= last for first, last in self.stretches)


def ordinary(_day: int) -> float:
    """Return the weight of a day where no day is off or easy."""
    return 1.0


def day_weight(day: int, days_off: tuple[str, ...], easy_days: tuple[str, ...]) -> float:
    """Return the weight of a study day: 0 on a day off, 0.5 on an easy day, else 1."""
    if days_off and named_days(days_off).have(day):
        return 0.0
    return _HALF if easy_days and named_days(easy_days).have(day) else 1.0


@lru_cache(maxsize=64)
def named_days(entries: tuple[str, ...]) -> Days:
    """Return the days that these entries name. Raises ValueError for an entry that names none."""
    weekdays = [weekday(entry) for entry in entries]
    dated = [entry for entry, number in zip(entries, weekdays, strict=True) if number is None]
    return Days(frozenset(each for each in weekdays if each is not None), tuple(map(_stretch, dated)))


def weekday(entry: str) -> int | None:
    """Return the number of a weekday by its name or its first three letters, from 0 for Monday, or None."""
    name = entry.strip().casefold()
    return next((n for n, each in enumerate(WEEKDAYS) if name in (each, each[:_SHORT])), None)


def _stretch(entry: str) -> tuple[int, int]:
    first, slash, last = (part.strip() for part in entry.partition("/"))
    ends = one_day(first), one_day(last if slash else first)
    if not 0 <= ends[1] - ends[0] <= LONGEST_STRETCH:
        raise ValueError(f"{entry!r} is no stretch of at most a year")
    return ends


def one_day(text: str) -> int:
    """Return the day of an ISO date. Raises ValueError for anything else."""
    if len(text) != _ISO_DAY:
        raise ValueError(f"{text!r} is no day")
    return from_iso_day(text)


def share_of_day(number: int, today: int, days: Iterable[int], weight: Weight) -> float:
    """Return the part of `number` that falls on `today` where it is spread over `days` by their weights.

    Where all of `days` are off, they count as ordinary ones. `today` is one of them.
    """
    listed = list(days)
    total = sum(map(weight, listed))
    return number * weight(today) / total if total else number / max(len(listed), 1)
