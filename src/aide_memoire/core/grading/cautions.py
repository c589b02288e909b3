"""The dates that a note's caution names, so that they are not simply wrong where they are typed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aide_memoire.core.dates import HistoricalDate, Point, in_calendar
from aide_memoire.core.grading.date_text import days_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.phrases import Phrases

_SAME_EVENT = 15
"""Days: the calendars of Julius and Gregory were never further apart while both were in use (13 days today)."""


def read_caution(
    caution: str, right: HistoricalDate, phrases: Phrases
) -> tuple[tuple[HistoricalDate, ...], tuple[HistoricalDate, ...]]:
    """Return the dates of a caution that can be the right one in other words, and the others that it names."""
    same: list[HistoricalDate] = []
    others: list[HistoricalDate] = []
    first, last = days_of(right.start)[0].toordinal(), days_of(right.end or right.start)[1].toordinal()
    for point in dict.fromkeys(_points(caution, right.start.year, phrases)):
        earliest, latest = (day.toordinal() for day in days_of(point))
        near = right.start.precision != "year" and first - _SAME_EVENT <= earliest and latest <= last + _SAME_EVENT
        (same if near else others).append(HistoricalDate(point))
    return tuple(same), tuple(others)


def _points(text: str, year: int, phrases: Phrases) -> Iterator[Point]:
    """Yield each date of a text. One without a year is of the year that the text is about."""
    months = [month.casefold() for month in phrases.months]
    for found in _pattern(phrases.months).finditer(text):
        if found["alone"]:
            yield Point(int(found["alone"]))
            continue
        day = found["before"] or found["after"]
        point = Point(
            int(found["year"]) if found["year"] else year,
            months.index(found["month"].casefold()) + 1,
            int(day) if day else None,
        )
        if in_calendar(point):
            yield point


@lru_cache(maxsize=16)
def _pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(month) for month in months)
    return re.compile(
        rf"(?:\b(?P<before>\d{{1,2}})\.? )?\b(?P<month>{names})\b"
        r"(?: (?P<after>\d{1,2})(?!\d))?(?:,? (?P<year>\d{3,4})\b)?"
        r"|(?<![\d–-])(?P<alone>[12]\d{3})(?![\d–-])",
        re.IGNORECASE,
    )
