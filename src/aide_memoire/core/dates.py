"""Historical dates with the precision that is known: a year, a month, a day, a span, or an approximate date.

Decks write them in EDTF (ISO 8601-2:2019, the needed part of levels 0 and 1): "1896", "1896-06", "1945-08-14",
"1958~" (approximate), "1956/1959" (some time within, or a span of days).
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
    if found is None:
        raise ValueError(f"“{text}” is not a date: write 1945, 1945-08 or 1945-08-14")
    year, month, day = (int(part) if part else None for part in found.group(1, 2, 3))
    assert year is not None  # noqa: S101  the pattern requires a year
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
    """Return the text of a span. A month or year that both points share appears once: "22–24 May 2022"."""
    same_year = start.year == end.year
    if same_year and start.day and end.day and start.month == end.month:
        return f"{start.day}–{_point_text(end, phrases)}"
    if same_year and start.month and end.month:
        month = phrases.months[start.month - 1]
        first = f"{start.day} {month}" if start.day else month
        return f"{first}–{_point_text(end, phrases)}" if not end.day else f"{first} – {_point_text(end, phrases)}"
    plain = start.precision == end.precision == "year"
    return f"{_point_text(start, phrases)}{'–' if plain else ' – '}{_point_text(end, phrases)}"
