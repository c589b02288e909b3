"""What a learner types for an exam: its day, and how much to know on it. The app and the command line read the same."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from aide_memoire.core.dates import days_in_month
from aide_memoire.core.event_fields import LAST_DAY
from aide_memoire.core.exam import USUAL_TARGET
from aide_memoire.core.grading.date_text import plain_date, read_dates, read_parts
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST
from aide_memoire.core.study_day import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterator

_AHEAD = re.compile(
    r"(?:in )?\+?(\d{1,3}|(?<=\+)\d{4,9}|\d{4,9}(?= ?[dw])) ?(d|days?|w|weeks?)?|(?:in )?an? (week)", re.ASCII
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FEWEST_LETTERS = 3  # of a weekday
_LONGEST = 60  # letters
_LEAP_YEARS = 8  # years within which each day of the calendar comes


def read_exam_day(text: str, today: int) -> int:
    """Return the study day that a text means: "2027-06-15", "15 June", "+12", "in 2 weeks", "Friday", "tomorrow".

    A day without a year is the next one. Raises ValueError for a text that means no day, more than one, or one beyond
    what a log can hold.
    """
    plain = " ".join(text.casefold().split())[:_LONGEST]
    meant = {*_relative(plain, today), *_dates(plain, today)}
    days = {day for day in meant if day <= LAST_DAY}
    if len(days) == 1:
        return days.pop()
    if meant and not days:
        raise ValueError(f"“{sanitize_line(text)}” is too far ahead: an exam can be until {iso_day(LAST_DAY)}")
    if days:
        either = " or ".join(iso_day(day) for day in sorted(days))
        raise ValueError(f"“{sanitize_line(text)}” can be {either}: write which")
    raise ValueError(f"“{sanitize_line(text)}” is no date such as 2027-06-15, 15 June, Friday or +12 (days)")


def _relative(plain: str, today: int) -> Iterator[int]:
    """Yield the day that a number of days or weeks, or a weekday, is from today on."""
    if plain in ("today", "tomorrow"):
        yield today + (plain == "tomorrow")
    elif ahead := _AHEAD.fullmatch(plain):
        number, unit = int(ahead[1] or 1), ahead[2] or ahead[3] or "days"
        yield today + number * (7 if unit.startswith("w") else 1)
    elif len(plain) >= _FEWEST_LETTERS:
        for weekday, name in enumerate(_WEEKDAYS):
            if name.startswith(plain.removeprefix("on ")):
                yield today + 1 + (weekday - date.fromordinal(today + 1).weekday()) % 7


def _dates(plain: str, today: int) -> Iterator[int]:
    """Yield each day of the calendar that a text can mean."""
    found = [each.first for each in read_dates(plain) if each.precision == "day"]
    yield from (date(each.year, each.month, each.day).toordinal() for each in found if each.year > 0)
    parts = read_parts(plain_date(plain), ENGLISH)
    if not found and parts and parts.year is None and parts.month and parts.day:
        yield from _next(parts.month, parts.day, today)


def _next(month: int, day: int, today: int) -> Iterator[int]:
    """Yield the next time that a day of the year comes, today being one; nothing for one that never comes."""
    year = date.fromordinal(today).year
    there = (each for each in range(year, year + 1 + _LEAP_YEARS) if 0 < day <= days_in_month(each, month))
    coming = (date(each, month, day).toordinal() for each in there)
    yield from [found for found in coming if found >= today][:1]


def read_target(text: str, usual: float = USUAL_TARGET) -> float:
    """Return the recall to reach: "0.95" or "95 %"; `usual` for an empty text. Raises ValueError for others."""
    plain = text.strip().removesuffix("%").rstrip().replace(",", ".")
    if not plain and not text.strip():
        return usual
    try:
        number = float(plain)
    except ValueError:
        number = 0.0
    target = number / 100 if number > 1 else number
    if not RETENTION_LOWEST <= target <= RETENTION_HIGHEST:
        limits = f"from {RETENTION_LOWEST:.2f} to {RETENTION_HIGHEST}"
        percents = f"{100 * RETENTION_LOWEST:.0f} to {100 * RETENTION_HIGHEST:.0f} %"
        raise ValueError(f"“{sanitize_line(text)}” is no number {limits} ({percents})")
    return target
