"""Stretches of time as people write them: decades, centuries, seasons, and from one date to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.dates import FIRST_YEAR, LAST_YEAR, Day, Point
from aide_memoire.core.grading.date_text import (
    DateParts,
    TypedDate,
    date_from_numbers,
    days_of,
    read_parts,
    read_point,
)
from aide_memoire.core.grading.date_words import NOISE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.phrases import Phrases

_MOST_CUTS = 8
_PARTS_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (6, 9)}
_DECADE = re.compile(r"'?(\d|\d{3})0'?s")
_DECADE_WORDS = {
    "twenties": 1920,
    "thirties": 1930,
    "forties": 1940,
    "fifties": 1950,
    "sixties": 1960,
    "seventies": 1970,
    "eighties": 1980,
    "nineties": 1990,
}
_CENTURY = re.compile(r"(\d{1,2})\. century( bc)?")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_SPAN = re.compile(r"\s*(?:[-~]|\bto\b|\btill\b|\buntil\b|\band\b|\bbis\b|\bпо\b|\bдо\b|至|到)\s*")


def read_range(plain: str, phrases: Phrases) -> Iterator[TypedDate]:
    """Yield what a text can mean as a stretch: a decade, a part of it, a century, or from one date to another."""
    words = plain.split()
    part = next((_PARTS_OF_DECADE[word] for word in words if word in _PARTS_OF_DECADE), None)
    rest = " ".join(word for word in words if word not in _PARTS_OF_DECADE and word not in NOISE)
    season = _season(words, rest)
    if season is not None:
        yield season
        return
    decade = _decade(rest)
    if decade is not None:
        first, last = part or (0, 9)
        yield from _years_between(decade + first, decade + last)
        if decade % 100 == 0 and part is None:  # the 1600s: ten years or a hundred
            yield from _century(decade // 100 + 1, before=False)
        return
    century = _CENTURY.fullmatch(rest)
    if century and part is None:
        yield from _century(int(century[1]), before=bool(century[2]))
        return
    yield from _from_to(plain.removeprefix("between ").removeprefix("from ").removeprefix("с "), phrases)


def _season(words: list[str], rest: str) -> TypedDate | None:
    season = next((_SEASONS[word] for word in words if word in _SEASONS), None)
    year = next((int(word) for word in words if word.isdecimal() and len(word) == 4), None)
    if not season or not year or len(rest.split()) != 2:
        return None
    return TypedDate(Day(year, season[0], 1), days_of(Point(year, season[1]))[1], "range")


def _decade(text: str) -> int | None:
    found = _DECADE.fullmatch(text)
    if found:
        return int(found[1]) * 10 + (1900 if len(found[1]) == 1 else 0)
    return _DECADE_WORDS.get(text)


def _century(number: int, *, before: bool) -> Iterator[TypedDate]:
    first = 1 - 100 * number if before else 100 * (number - 1) + 1
    yield from _years_between(first, first + 99)


def _from_to(plain: str, phrases: Phrases) -> Iterator[TypedDate]:
    """Yield the stretch between two dates; the first may leave out what the second says."""
    years = re.fullmatch(r"(\d{4})/(\d{2}|\d{4})", plain)
    plain = f"{years[1]}-{years[2]}" if years else plain
    cuts = list(_SPAN.finditer(plain))
    if plain.count("/") == 1:
        cuts.append(next(re.finditer("/", plain)))
    if len(cuts) > _MOST_CUTS:
        return
    for cut in cuts:
        left, right = plain[: cut.start()].strip(" ."), plain[cut.end() :].strip(" .")
        for start, end in _filled(left, right, phrases, whole=cut[0] == "/"):
            if start.first <= end.last:
                yield TypedDate(start.first, end.last, "range" if start.precision == "year" else start.precision)
                return


def _filled(left: str, right: str, phrases: Phrases, *, whole: bool) -> Iterator[tuple[TypedDate, TypedDate]]:
    """Yield the two ends of a span, with what either leaves out taken from the other unless both are `whole`."""
    ends = list(read_point(right, phrases))
    starts = list(read_point(left, phrases))
    if starts and not ends and right.isdecimal() and len(right) == 2 and left[-4:].isdecimal():
        ends = list(read_point(left[-4:-2] + right, phrases))  # 1853–56
    if starts and ends:
        yield from ((start, end) for start in starts for end in ends)
        return
    one, other = _parts_of(left, starts, phrases), _parts_of(right, ends, phrases)
    if whole or one is None or other is None:
        return
    year = other.year if other.year is not None else one.year
    month = one.month or other.month
    filled = [DateParts(parts.year or year, parts.month or month, parts.day) for parts in (one, other)]
    if year is not None and all(parts.month for parts in filled):
        first, last = (list(date_from_numbers(parts.year, parts.month, parts.day)) for parts in filled)
        yield from ((start, end) for start in first for end in last)


def _parts_of(text: str, read: list[TypedDate], phrases: Phrases) -> DateParts | None:
    """Return what one end of a span says: in words, in figures, or as a day and a month alone."""
    parts = read_parts(text, phrases)
    if parts is not None:
        return parts
    if read and read[0].precision == "day":
        day = read[0].first
        return DateParts(day.year, day.month, day.day)
    pair = re.fullmatch(r"(\d{1,2})[./](\d{1,2})", text)
    return DateParts(None, int(pair[2]), int(pair[1])) if pair else None


def _years_between(first: int, last: int) -> Iterator[TypedDate]:
    if FIRST_YEAR <= first <= last <= LAST_YEAR:
        yield TypedDate(Day(first, 1, 1), Day(last, 12, 31), "range")
