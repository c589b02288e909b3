"""Dates as history knows them: a year, a month, a day, a span, or "about then".

Written in a deck by EDTF (ISO 8601-2:2019, levels 0 and 1, as far as decks need it): "1896", "1896-06",
"1945-08-14", "1958~" (about then), "1956/1959" (somewhere within, or a span of days).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.phrases import fill

if TYPE_CHECKING:
    from aide_memoire.core.phrases import Phrases

Precision = Literal["year", "month", "day"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)


class Point(NamedTuple):
    """A year, or a month or a day in one; `about` where the source is not sure."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    @property
    def precision(self) -> Precision:
        """Return how finely the point is known."""
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"


class HistoricalDate(NamedTuple):
    """A point, or the span from `start` to `end`."""

    start: Point
    end: Point | None = None

    def text(self, phrases: Phrases) -> str:
        """Return the date as people write it: "1896", "June 1896", "22–24 May 2022", "about 1958"."""
        if self.end is None or self.end == self.start:
            return _point_text(self.start, phrases)
        if self.start.about or self.end.about:
            certain = HistoricalDate(self.start._replace(about=False), self.end._replace(about=False))
            return fill(phrases.about, date=certain.text(phrases))
        return _span_text(self.start, self.end, phrases)


def parse_date(text: str) -> HistoricalDate:
    """Read an EDTF date. Raises ValueError, saying what is wrong, where it is none."""
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
    if found is None:
        raise ValueError(f"“{text}” is not a date: write 1945, 1945-08 or 1945-08-14")
    year, month, day = (int(part) if part else None for part in found.group(1, 2, 3))
    assert year is not None  # noqa: S101  the pattern has it
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError(f"“{text}” is not in the calendar") from None
    return Point(year, month, day, about=bool(found[4]))


def _point_text(point: Point, phrases: Phrases) -> str:
    text = str(point.year)
    if point.month is not None:
        text = f"{phrases.months[point.month - 1]} {text}"
    if point.day is not None:
        text = f"{point.day} {text}"
    return fill(phrases.about, date=text) if point.about else text


def _span_text(start: Point, end: Point, phrases: Phrases) -> str:
    """Join two points, saying what they share once."""
    same_year = start.year == end.year
    if same_year and start.day and end.day and start.month == end.month:
        return f"{start.day}–{_point_text(end, phrases)}"
    if same_year and start.month and end.month:
        month = phrases.months[start.month - 1]
        first = f"{start.day} {month}" if start.day else month
        return f"{first}–{_point_text(end, phrases)}" if not end.day else f"{first} – {_point_text(end, phrases)}"
    plain = start.precision == end.precision == "year"
    return f"{_point_text(start, phrases)}{'–' if plain else ' – '}{_point_text(end, phrases)}"
