"""Find the dates in a sentence. What a stretch of words means as a date is for `core.grading` to read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.grading.date_range import read_range
from aide_memoire.core.grading.date_text import plain_date, read_dates
from aide_memoire.core.grading.date_words import HEDGES, find_month
from aide_memoire.core.grading.numerals import ordinal
from aide_memoire.core.grading.units import parse_unit
from aide_memoire.core.phrases import ENGLISH

if TYPE_CHECKING:
    from aide_memoire.core.dates import Day
    from aide_memoire.core.grading.date_text import TypedDate

NO_YEAR = "XXXX"
"""What stands for a year that the text does not say, as in EDTF."""

_NEAR = 40  # characters around a date that say what it is
_LONGEST = 11  # tokens of a date
_ANY_YEAR = 2000  # a leap year, in which a day without a year is read
_TOKEN = re.compile(
    r"\d{1,4}(?P<sign>[-./])\d{1,2}(?P=sign)\d{1,4}(?![-./]?\d)|\d{3,4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?"
    r"|(?:v|n)\. ?(?:Chr|u\. ?Z)\.|av\. ?J\.-?C\.|до н\. ?э\.|B\.C\.(?:E\.)?|A\.D\.|C\.E\.|BCE?\b|CE\b|AD\b"
    r"|\d{1,3}(?:[,.'’\u00a0\u202f]\d{3})+(?![\d.,]\d)|\d+(?:st|nd|rd|th|er|s|º|ª)?(?![^\W_])"
    r"|[^\W_]+|[^\w\s]"
)
_ERA = re.compile(r"(?:v|n)\.|av\.|до|B\.|A\.D|C\.E|BC|CE\b|AD\b")
_FIGURES = re.compile(r"\d+([-./])\d+\1\d+")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|s|º|ª)?")
_PARTS = frozenset(str.split("early mid late spring summer autumn fall winter"))
_CENTURIES = frozenset(str.split("century centuries jahrhundert jahrhunderts jh siècle siècles siglo secolo век века"))
_GLUE = frozenset(str.split("of the de del to until till bis au al end beginning start middle по г года , . - – — / ’"))
_AMBIGUOUS_MONTHS = frozenset(str.split("may mar march sep dec mai mars"))
_SPAN = re.compile(r"\d[^\W\d_]*\s*(?:[-–—/]|\bto\b|\buntil\b|\btill\b|\bbis\b)\s*(?:[^\W\d_]+ )?\d")
_SURE = frozenset(
    str.split("in since until till during year im jahr jahre seit bis ab anno en nel в году année año el vers em ano")
)
_YEAR_WORDS = frozenset(str.split("year years jahr jahre jahren anno année año ano god год году ad"))
_LIKELY = frozenset(
    str.split("by from of after before to about around circa ca von vor nach um de desde depuis с до the")
)
_NUMBERED = frozenset(
    str.split(
        "page pages p pp room chapter no nos nr flight line verse seite route highway section article channel model"
    )
)
_YEARS = re.compile(r"(?:between\s)?(\d+)(?:\s*(?:[-–—/]|to|until|till|bis|and)\s*\d+)?", re.I)
_WHICH_YEAR = re.compile(
    r",?\s+(?:of\s+)?(?P<which>this|that|the same|last|the previous|the following|next)\s+year\b", re.I
)
_OTHER_YEARS = {"last": -1, "the previous": -1, "the following": 1, "next": 1}


class FoundDate(NamedTuple):
    """A date and its place in the sentence. `date` and `until` are EDTF, with `NO_YEAR` where the text has none."""

    start: int
    end: int
    date: str
    until: str = ""
    words: str = ""  # as the text says it, where its words are more than figures
    is_swappable: bool = False  # the day and the month can be meant the other way round


class _Token(NamedTuple):
    start: int
    end: int
    text: str


def find_dates(sentence: str, year: int | None = None) -> tuple[FoundDate, ...]:
    """Return the dates of a sentence in their order; those that lack a year are of `year`, if that is known."""
    tokens = [_Token(*found.span(), found[0]) for found in _TOKEN.finditer(sentence)]
    kinds = [_kind(sentence, tokens, place) for place in range(len(tokens))]
    found: list[FoundDate] = []
    place = 0
    while place < len(tokens):
        date, after = _longest_from(sentence, tokens, kinds, place, year)
        if date:
            found.append(date)
        place = after
    return tuple(found)


def _kind(sentence: str, tokens: list[_Token], place: int) -> str:
    """Return "core" for a token that a date can begin or end with, "glue" for one within it, or ""."""
    token, text = tokens[place], tokens[place].text.casefold()
    if _ERA.match(token.text) or "年" in text or text in _CENTURIES or _FIGURES.fullmatch(text):
        return "core"
    if _NUMBER.fullmatch(text):
        return "" if _is_part_of_word(sentence, token, tokens[place - 1].text if place else "") else "core"
    if text in _GLUE:
        return "glue"
    if text == "and" and any(tokens[before].text.casefold() == "between" for before in range(max(place - 5, 0), place)):
        return "glue"
    if text in _PARTS or _is_month(token.text) or (not text.isdecimal() and ordinal(text)):
        return "core"
    return "core" if re.fullmatch(r"[IVXL]{2,}e?", token.text) else ""


def _before(sentence: str, start: int) -> str:
    """Return the few characters before a place."""
    return sentence[max(start - _NEAR, 0) : start]


def _is_part_of_word(sentence: str, token: _Token, before: str) -> bool:
    """Return whether a number is that of Su-30 or $30, not one that stands by itself."""
    left, right = _before(sentence, token.start), sentence[token.end : token.end + 3]
    if re.search(r"[$€£¥₽#№¶§]\s?$", left) or re.match(r"\s?[%‰°]|-[^\W\d_]|[.,]\d", right):
        return True
    attached = re.search(r"([^\W\d_]+)[-‑–]$", left)
    return bool(attached and attached[1].casefold() not in _PARTS) or before in ("=", "+")


@lru_cache(maxsize=16384)
def _is_month(word: str) -> bool:
    found = find_month(word.casefold(), ENGLISH) if len(word) > 2 or word == "ма" else None
    return bool(found and not found[1]) and not (word.islower() and word in _AMBIGUOUS_MONTHS)


def _longest_from(
    sentence: str, tokens: list[_Token], kinds: list[str], first: int, year: int | None
) -> tuple[FoundDate | None, int]:
    """Return the longest date that begins with a token, and the place of the token after it."""
    last = first
    while last < min(len(tokens), first + _LONGEST) and kinds[last] and kinds[first] == "core":
        last += 1
    for end in range(last, first, -1):
        if kinds[end - 1] == "core":
            date = _read(sentence, tokens[first].start, tokens[end - 1].end, year)
            if date:
                following = (place for place in range(end, len(tokens)) if tokens[place].start >= date.end)
                return date, next(following, len(tokens))
    return None, first + 1


def _read(sentence: str, start: int, end: int, year: int | None) -> FoundDate | None:
    """Return the date that a stretch of the sentence is as a whole."""
    between = (
        re.search(r"\bbetween\s+$", _before(sentence, start), re.I)
        if re.search(r"\band\b", sentence[start:end])
        else None
    )
    start -= len(between[0]) if between else 0
    words = sentence[start:end]
    if (figures := _YEARS.fullmatch(words)) and not _is_year(sentence, start, end, figures[1]):
        return None
    typed = _typed(words)
    if not typed:
        return _read_without_year(sentence, start, end, year)
    date, until = _edtf(typed[0], words)
    is_point = "/" not in date and not until
    hedge = re.search(r"([^\W\d_]+\.?|~|≈)\s*$", _before(sentence, start))
    if hedge and is_point and typed[0].precision == "year" and hedge[1].casefold().rstrip(".") in HEDGES:
        return FoundDate(start - len(hedge[0]), end, f"{date}~")
    more_than_figures = "/" in date and not _SPAN.search(words)
    if more_than_figures and (
        part := re.search(r"\b(?:early|mid|late)[ -]$", _before(sentence, start))
    ):  # of a century
        start, words = start - len(part[0]), part[0] + words
    return FoundDate(start, end, date, until, words if more_than_figures else "", len(typed) > 1)


@lru_cache(maxsize=4096)
def _typed(words: str) -> tuple[TypedDate, ...]:
    """Return what the words mean as a date or a stretch of time."""
    if not re.search(r"\d|centur|jahrhundert|si[èe]c|sigl|secol|век", words, re.I):
        return ()
    return read_dates(words) or tuple(dict.fromkeys(read_range(plain_date(words), ENGLISH)))


def _read_without_year(sentence: str, start: int, end: int, year: int | None) -> FoundDate | None:
    """Return a day, or a month "of this year", of which the text does not say the year."""
    words = sentence[start:end]
    which = _WHICH_YEAR.match(sentence, end)
    has_day = bool(re.search(r"\d", words))
    if not any(map(_is_month, re.findall(r"[^\W\d_]+", words))) or not (has_day or which):
        return None
    typed = _typed(f"{words} {_ANY_YEAR}")
    if not typed or typed[0].precision != ("day" if has_day else "month"):
        return None
    said = str.casefold(which["which"]) if which else ""
    of = NO_YEAR if year is None else _year_text(year + _OTHER_YEARS.get(said, 0))
    date = _edtf(typed[0], words)[0].replace(str(_ANY_YEAR), of)
    return FoundDate(start, which.end() if which else end, date)


def _is_year(sentence: str, start: int, end: int, figures: str) -> bool:
    """Return whether the first of one or two numbers that stand alone is a year, not an amount."""
    before = re.search(r"([^\W\d_]+)[\s(]*$", _before(sentence, start))
    word = before[1].casefold() if before else ""
    after = re.match(r"\s+([^\W\d_]\w*)", sentence[end : end + _NEAR])
    is_counting = bool(after and after[1].islower() and (after[1].endswith("s") or _is_unit(after[1])))
    if word in _NUMBERED or (after and _is_unit(after[1]) and word not in _SURE):
        return False
    if word in _YEAR_WORDS or _before(sentence, start).endswith("("):
        return len(figures) in (3, 4)
    if word in _SURE:
        return len(figures) == 4 or (len(figures) == 3 and not after)
    return len(figures) == 4 and not is_counting and (1000 if word in _LIKELY else 1200) <= int(figures) <= 2100


def _is_unit(word: str) -> bool:
    return len(word) < 5 and bool(parse_unit(word))


def _edtf(typed: TypedDate, words: str) -> tuple[str, str]:
    """Return a date as decks write it, and its end where the text names two years."""
    first, last = typed.first, typed.last
    if typed.precision == "year" or (typed.precision == "month" and first.month == last.month):
        return _point(first, typed.precision), ""
    if typed.precision == "day":
        one, other = _point(first, "day"), _point(last, "day")
    elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        one, other = _point(first, "year"), _point(last, "year")
        if _SPAN.search(words):
            return one, other
    else:
        one, other = _point(first, "month"), _point(last, "month")
    return (one, "") if one == other else (f"{one}/{other}", "")


def _point(day: Day, precision: str) -> str:
    parts = {"year": (), "month": (day.month,), "day": (day.month, day.day)}[precision]
    return "-".join((_year_text(day.year), *(f"{part:02}" for part in parts)))


def _year_text(year: int) -> str:
    return f"{year:04}" if year >= 0 else f"-{-year:04}"
