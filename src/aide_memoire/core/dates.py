"""Historical dates with the precision that is known: a year, a month, a day, a span, or an approximate date.

Decks write them in EDTF (ISO 8601-2:2019, the needed part of levels 0 and 1): "1896", "1896-06", "1945-08-14",
"1958~" (approximate), "1956/1959" (some time within, or a span of days). Years before Christ are
astronomical: "0000" is 1 BC, "-0043" is 44 BC. All days are counted in today's calendar, carried back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.phrases import fill

if TYPE_CHECKING:
    from aide_memoire.core.phrases import Phrases

Precision = Literal["year", "month", "day"]

FIRST_YEAR, LAST_YEAR = -9999, 9999

_POINT = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)


class Day(NamedTuple):
    """A day of the calendar, before Christ as well; days compare by time."""

    year: int
    month: int
    day: int

    def toordinal(self) -> int:
        """Return the number of the day; 1 January of the year 1 is 1, as for `datetime.date`."""
        year = self.year if self.month > 2 else self.year - 1  # a year here begins in March
        in_year = (153 * ((self.month + 9) % 12) + 2) // 5 + self.day
        return 365 * year + year // 4 - year // 100 + year // 400 + in_year - 306

    def isoformat(self) -> str:
        """Return the day as decks write it: "1945-08-14"."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


class Point(NamedTuple):
    """A year, a month or a day; `about` if the date is approximate."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    @property
    def precision(self) -> Precision:
        """Return the smallest unit that is known."""
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"


class HistoricalDate(NamedTuple):
    """One point, or the span from `start` to `end` (inclusive)."""

    start: Point
    end: Point | None = None

    def text(self, phrases: Phrases) -> str:
        """Return the date for people: "1896", "June 1896", "22–24 May 2022", "about 1958"."""
        if self.end is None or self.end == self.start:
            return _point_text(self.start, phrases)
        if self.start.about or self.end.about:
            certain = HistoricalDate(self.start._replace(about=False), self.end._replace(about=False))
            return fill(phrases.about, date=certain.text(phrases))
        return _span_text(self.start, self.end, phrases)


def parse_date(text: str) -> HistoricalDate:
    """Parse an EDTF date. Raises ValueError with the reason if the text is not one."""
    first, slash, last = text.partition("/")
    start = _parse_point(first)
    if not slash:
        return HistoricalDate(start)
    end = _parse_point(last)
    if (end.year, end.month or 12, end.day or 31) < (start.year, start.month or 1, start.day or 1):
        raise ValueError(f"“{text}” ends before it begins")
    return HistoricalDate(start, end)


def _parse_point(text: str) -> Point:
    found = _POINT.fullmatch(text)
    if found is None and text.startswith("XXXX-"):
        raise ValueError(f"the year of “{text}” is missing: put it in place of XXXX")
    if found is None:
        raise ValueError(f"“{text}” is not a date: write 1945, 1945-08 or 1945-08-14")
    year, month, day = (int(part) if part else None for part in found.group(1, 2, 3))
    assert year is not None  # noqa: S101  the pattern requires a year
    point = Point(year, month, day, about=bool(found[4]))
    if text.startswith("-0000") or not in_calendar(point):
        raise ValueError(f"“{text}” is not in the calendar")
    return point


def in_calendar(point: Point) -> bool:
    """Return whether the calendar has a point."""
    if not FIRST_YEAR <= point.year <= LAST_YEAR:
        return False
    month = 1 if point.month is None else point.month
    return 1 <= month <= 12 and 1 <= (1 if point.day is None else point.day) <= days_in_month(point.year, month)


def _year_text(year: int, phrases: Phrases) -> str:
    return str(year) if year > 0 else fill(phrases.bc, year=1 - year)


def _point_text(point: Point, phrases: Phrases) -> str:
    text = _year_text(point.year, phrases)
    if point.month is not None:
        text = f"{phrases.months[point.month - 1]} {text}"
    if point.day is not None:
        text = f"{point.day} {text}"
    return fill(phrases.about, date=text) if point.about else text


def _span_text(start: Point, end: Point, phrases: Phrases) -> str:
    """Return the text of a span. A month or year that both points share appears once: "22–24 May 2022"."""
    same_year = start.year == end.year
    if same_year and start.day and end.day and start.month == end.month:
        return f"{start.day}–{_point_text(end, phrases)}"
    if same_year and start.month and end.month:
        month = phrases.months[start.month - 1]
        first = f"{start.day} {month}" if start.day else month
        return f"{first}–{_point_text(end, phrases)}" if not end.day else f"{first} – {_point_text(end, phrases)}"
    plain = start.precision == end.precision == "year"
    if plain and start.year <= 0 and end.year <= 0:
        return f"{1 - start.year}–{_point_text(end, phrases)}"
    return f"{_point_text(start, phrases)}{'–' if plain else ' – '}{_point_text(end, phrases)}"
