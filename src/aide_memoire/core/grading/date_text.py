"""Any usual way of writing a date, read as a stretch of days.

A date that was typed can mean several things ("5/6/1992"); each of them is from a first to a last day. A year before
or after Christ is marked by its era ("44 bc" becomes "b0044"), so that one reader does for all.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.dates import Day, Point, days_in_month, in_calendar
from aide_memoire.core.grading.date_words import LONG_WAYS, NOISE, find_month
from aide_memoire.core.grading.eras import AFTER_CHRIST, BEFORE_CHRIST, name_centuries
from aide_memoire.core.grading.folding import decimal_digits
from aide_memoire.core.grading.numerals import ORDINALS, roman
from aide_memoire.core.phrases import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.phrases import Phrases

TypedPrecision = Literal["range", "year", "month", "day"]

_SIGNS = str.maketrans({"ё": "е", "’": "'", "‘": "'", **dict.fromkeys("‐‑‒–—―−", "-")})
_ROMAN_MONTH = re.compile(r"(?<=\d)[. /-]+(x?i{1,3}|i?[vx]|vi{1,3})[. /-]+(?=\d{3,4}\b)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b")
_BC_SPAN = re.compile(r"\b(\d{1,4}) ?(?:-|to|until|bis) ?(?=\d{1,4} bc\b)")
_BC_YEAR = re.compile(r"\b(\d{1,4}) bc\b|\bbc (\d{1,4})(?!\d)")
_AD_YEAR = re.compile(r"\b(\d{1,4}) ad\b|\bad (\d{1,4})(?!\d)")
_MINUS_YEAR = re.compile(r"-\d{1,4}")
_CHINESE = re.compile(r"([ab]?\d{3,4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TOKEN = re.compile(r"\b[ab]\d{4}\b|\d+|[^\W\d_]+")
_ERA_YEAR = re.compile(r"[ab]\d{4}")
_NUMERIC = re.compile(r"[ab]?\d{1,4}([-./])\d{1,4}(?:\1[ab]?\d{1,4})?")


class TypedDate(NamedTuple):
    """What a typed date can mean: from `first` to `last`, both included."""

    first: Day
    last: Day
    precision: TypedPrecision
    typo: bool = False  # a month's name has a wrong letter
    about: bool = False  # it was typed with "around" or the like


class DateParts(NamedTuple):
    """The year, the month and the day that words and numbers name, each where it is there."""

    year: int | None
    month: int | None
    day: int | None
    typo: bool = False


def read_dates(text: str, phrases: Phrases = ENGLISH) -> tuple[TypedDate, ...]:
    """Return the dates that a text can be as a whole."""
    return tuple(dict.fromkeys(read_point(plain_date(text), phrases)))


def plain_date(text: str) -> str:
    """Return the text in small letters, with one kind of digits and dashes, and each era behind its year."""
    folded = decimal_digits(unicodedata.normalize("NFKC", text)).casefold().translate(_SIGNS)
    for long, short in LONG_WAYS:
        folded = folded.replace(long, short)
    folded = _ROMAN_MONTH.sub(lambda found: f".{roman(found[1])}.", folded)
    folded = re.sub(r"\b(early|mid|late)-", r"\1 ", folded)
    folded = " ".join(re.sub(r"[?!,;:()\[\]\"“”]+|(?<!\d)\.|\.(?!\d)", " ", folded).split())
    folded = name_centuries(_with_eras(folded), hundreds=False)
    return folded if "century" in folded else _ORDINAL.sub("", folded)


def _with_eras(plain: str) -> str:
    """Return the text with years of an era as one word: a0476, b0044."""
    if _MINUS_YEAR.fullmatch(plain):
        return f"b{int(plain[1:]):04}"
    plain = plain.replace("j -c", "j c").replace("j-c", "j c")
    marked = AFTER_CHRIST.sub(" ad ", BEFORE_CHRIST.sub(" bc ", plain))
    if marked == plain:
        return plain
    marked = _BC_SPAN.sub(lambda found: f"b{int(found[1]):04}-", " ".join(marked.split()))
    marked = _BC_YEAR.sub(lambda found: f"b{int(found[1] or found[2]):04}", marked)
    return _AD_YEAR.sub(lambda found: f"a{int(found[1] or found[2]):04}", marked)


def year_of(token: str) -> int:
    """Return the year that a number names: 1 BC is the year 0."""
    return 1 - int(token[1:]) if token[0] == "b" else int(token.removeprefix("a"))


def read_point(plain: str, phrases: Phrases) -> Iterator[TypedDate]:
    """Yield what a text can mean as one date: a year, a month or a day."""
    compact = _COMPACT.fullmatch(plain)
    if compact:
        yield from date_from_numbers(*(int(part) for part in compact.groups()))
        return
    chinese = _CHINESE.fullmatch(plain.replace(" ", ""))
    if chinese:
        year, *rest = chinese.groups()
        yield from date_from_numbers(year_of(year), *(int(part) if part else None for part in rest))
        return
    figures = _figures(plain)
    if figures:
        yield from _from_figures([year_of(figure) for figure in figures], figures)
        return
    yield from _from_words(plain, phrases)


def _figures(plain: str) -> list[str]:
    """Return the figures of a date that is written in nothing else: 14.8.1945, 14 8 1945, 6/1896."""
    core = " ".join(word for word in plain.split() if word not in NOISE)
    core = core.replace(" ", "") if any(sign in core for sign in "-/.") else core.replace(" ", ".")
    numeric = _NUMERIC.fullmatch(core)
    return core.split(numeric[1]) if numeric else []


def _is_year(figure: str) -> bool:
    return len(figure) > 2


def _from_figures(numbers: list[int], written: list[str]) -> Iterator[TypedDate]:
    """Yield the dates that figures with signs between them can mean; a day and a month can be swapped."""
    if len(numbers) == 2:
        if _is_year(written[0]) and not _is_year(written[1]):
            yield from date_from_numbers(numbers[0], numbers[1])
        elif _is_year(written[1]) and not _is_year(written[0]):
            yield from date_from_numbers(numbers[1], numbers[0])
    elif _is_year(written[0]):
        yield from date_from_numbers(*numbers)
    elif _is_year(written[2]):
        yield from date_from_numbers(numbers[2], numbers[1], numbers[0])
        if numbers[0] != numbers[1]:
            yield from date_from_numbers(numbers[2], numbers[0], numbers[1])


def _from_words(plain: str, phrases: Phrases) -> Iterator[TypedDate]:
    """Yield the date that words and numbers in any order mean: "14 Aug 1945", "August 14 1945", "1945"."""
    parts = read_parts(plain, phrases)
    if parts is None or parts.year is None or (parts.day is not None and parts.month is None):
        return
    for typed in date_from_numbers(parts.year, parts.month, parts.day):
        yield typed._replace(typo=parts.typo)


def read_parts(plain: str, phrases: Phrases) -> DateParts | None:
    """Return the year, the month and the day that the words and numbers name, or None where one is neither."""
    year = month = day = None
    typo = False
    if re.sub(r"[\d\W_]|[^\W\d_]", "", plain):
        return None
    for token in _TOKEN.findall(plain):
        if year is None and (_ERA_YEAR.fullmatch(token) or (token.isdecimal() and len(token) in (3, 4))):
            year = year_of(token)
        elif day is None and (number := _day(token)) is not None:
            day = number
        elif token in NOISE:
            continue
        elif not token.isdecimal() and month is None and (found := find_month(token, phrases)):
            month, typo = found
        else:
            return None
    return DateParts(year, month, day, typo)


def _day(token: str) -> int | None:
    """Return the day that a number of two figures or an ordinal names."""
    if token.isdecimal():
        return int(token) if len(token) <= 2 else None
    return ORDINALS.get(token)


def date_from_numbers(year: int | None, month: int | None = None, day: int | None = None) -> Iterator[TypedDate]:
    """Yield the date, if the calendar has it."""
    if year is None or not in_calendar(Point(year, month, day)):
        return
    point = Point(year, month, day)
    yield TypedDate(*days_of(point), point.precision)


def days_of(point: Point) -> tuple[Day, Day]:
    """Return the first and the last day of a point that the calendar has."""
    month = 1 if point.month is None else point.month
    first = Day(point.year, month, 1 if point.day is None else point.day)
    if point.day is not None:
        return first, first
    last_month = 12 if point.month is None else month
    return first, Day(point.year, last_month, days_in_month(point.year, last_month))
