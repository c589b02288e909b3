"""Dates against dates: any usual way of writing one, judged at the precision that the deck has.

A date that was typed can mean several things ("5/6/1992"), and each of them is a stretch of days. It is right
where it lies within the deck's own stretch, less precise where it holds all of that, and else too early, too
late, or only partly right.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.dates import HistoricalDate, Point
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Verdict, no_answer
from aide_memoire.core.phrases import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aide_memoire.core.grading.verdict import OtherAnswer
    from aide_memoire.core.phrases import Phrases

NOT_READ = "not read as a date"
TypedPrecision = Literal["range", "year", "month", "day"]

_MOST_CUTS = 8
_ABOUT = 2  # years on either side of a date that the deck gives as "about"
_RUSSIAN = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_RUSSIAN_ENDINGS = re.compile(r"(?:ь|я|а|й|е|ю|у)$")
_NOISE = frozenset(  # words that a date can be written with or without
    (
        *("in", "on", "at", "of", "the", "year", "years", "day", "month", "date", "dated", "ad", "ce", "anno"),
        *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("about", "around", "circa", "ca", "c", "approximately", "approx", "roughly"),
        *("g", "г", "год", "года", "году", "гг", "в", "около", "примерно"),
    )
)
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
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th) century")
_SIGNS = str.maketrans({"ё": "е", "’": "'", "‘": "'", **dict.fromkeys("‐‑‒–—―−", "-")})
_LONG_WAYS = (
    ("end of the", "late"),
    ("beginning of the", "early"),
    ("start of the", "early"),
    ("middle of the", "mid"),
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_TWO_FIGURES = re.compile(r"(?<!\d)'?(\d{2})$")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_SPAN = re.compile(r"\s*(?:[-–—‒−~]|\bto\b|\btill\b|\buntil\b|\band\b|\bпо\b|\bдо\b|至|到)\s*")
_NUMERIC = re.compile(r"\d{1,4}([-./])\d{1,4}(?:\1\d{1,4})?")


class TypedDate(NamedTuple):
    """What a typed date can mean: from `first` to `last`, both included."""

    first: date
    last: date
    precision: TypedPrecision
    typo: bool = False  # a month's name has a wrong letter


def grade_date(
    typed: str,
    right: HistoricalDate,
    phrases: Phrases = ENGLISH,
    *,
    said_right: str = "",
    other_answers: Callable[[str], Sequence[OtherAnswer]] = lambda _: (),
) -> Verdict:
    """Judge a typed date. `said_right` is the right one as people say it; it is accepted as it stands.

    `elsewhere` tells which other card a date ("1945", "1945-08", "1945-08-14") answers.
    """
    text = typed[:LONGEST_ANSWER]
    if not text.strip():
        return no_answer()
    if said_right and _plain(text) == _plain(said_right):
        return Verdict("right", 1.0)
    meanings = parse_typed_date(text, phrases)
    return _best(meanings, right, phrases, said_right, other_answers) if meanings else _unread(text, right, phrases)


def _unread(text: str, right: HistoricalDate, phrases: Phrases) -> Verdict:
    """Judge what is no whole date: without its year or its century, with an impossible day, or none at all."""
    plain = _plain(text)
    parts = _sorted_tokens(plain, phrases)
    if parts and parts.month and parts.year is None and _fits(parts, right):
        return Verdict("partial", 0.5, ("the year is missing",))
    if parts and parts.month and parts.year and parts.day:  # 32 August 1945
        without_day = list(_from_numbers(parts.year, parts.month))
        if without_day and _judge(without_day[0], right, phrases, "").word != "wrong":
            return Verdict("partial", 0.5, (f"there is no such day; it is {right.text(phrases)}",))
    if _TWO_FIGURES.search(plain):
        whole = _TWO_FIGURES.sub(rf"{right.start.year // 100:02}\1", plain)
        if any(_judge(meaning, right, phrases, "").word != "wrong" for meaning in parse_typed_date(whole, phrases)):
            return Verdict("partial", 0.5, ("write the year in full",))
    return Verdict("wrong", 0.0, (f"{NOT_READ}: write it like {_example(right, phrases)}",))


def _best(
    meanings: Sequence[TypedDate],
    right: HistoricalDate,
    phrases: Phrases,
    said: str,
    other_answers: Callable[[str], Sequence[OtherAnswer]],
) -> Verdict:
    """Judge a date by the meaning that fits best, and say which was taken."""
    first = date_range(right)[0]
    nearest = sorted(meanings, key=lambda meaning: abs(meaning.first - first))
    verdicts = [(_judge(meaning, right, phrases, said), meaning) for meaning in nearest]
    best, meaning = max(verdicts, key=lambda each: (each[0].word == "right", each[0].score))
    if len(meanings) > 1 and best.word in ("right", "partial"):
        best = best._replace(reasons=(*best.reasons, f"taken as {_say(meaning, phrases)}"))
    if meaning.typo and best.word == "right":
        return best._replace(word="close", reasons=(f"it is written {_say(meaning, phrases)}",))
    right_so_far = meaning.first <= date_range(right)[0] and date_range(right)[1] <= meaning.last
    return best if best.word == "right" or right_so_far else _confused(best, meaning, other_answers)


def parse_typed_date(text: str, phrases: Phrases = ENGLISH) -> tuple[TypedDate, ...]:
    """Return everything that a typed date can mean; nothing where it is none."""
    plain = _plain(text)
    return tuple(dict.fromkeys(_point(plain, phrases))) or tuple(dict.fromkeys(_range(plain, phrases)))


def date_range(right: HistoricalDate) -> tuple[date, date]:
    """Return the first and the last day of what the deck's date can mean."""
    first, last = _days(right.start)[0], _days(right.end or right.start)[1]
    years = _ABOUT if right.start.about or (right.end is not None and right.end.about) else 0
    return _shifted(first, -years), _shifted(last, years)


def _judge(meaning: TypedDate, right: HistoricalDate, phrases: Phrases, said: str) -> Verdict:
    """Judge one meaning; `said` is the right date as people say it."""
    said = said or right.text(phrases)
    first, last = date_range(right)
    if _lasted(right) and meaning.last.year == first.year and meaning.precision == "day":
        same = (meaning.first, meaning.last) == (first, last)
        return Verdict("right", 1.0) if same else Verdict("partial", 0.5, (f"in all it is {said}",))
    if first <= meaning.first and meaning.last <= last:
        return Verdict("right", 1.0)
    if meaning.first <= first and last <= meaning.last:
        return Verdict("partial", 0.5, (_missing(meaning, right, phrases, said),))
    if meaning.last.year < first.year:
        return Verdict("wrong", 0.0, (f"{_years(first.year - meaning.last.year)} early",))
    if meaning.first.year > last.year:
        return Verdict("wrong", 0.0, (f"{_years(meaning.first.year - last.year)} late",))
    return Verdict("partial", 0.5, (_off_in_year(meaning, right, phrases, said),))


def _lasted(right: HistoricalDate) -> bool:
    """Return whether all of a span is asked: days are what lasted, years are when something was, somewhere within."""
    return right.end is not None and right.start.day is not None


def _off_in_year(meaning: TypedDate, right: HistoricalDate, phrases: Phrases, said: str) -> str:
    """Say what is wrong with a date of the right year."""
    month = right.start.month
    if right.end is not None or month is None:
        return f"it is {said}"
    name = phrases.months[month - 1]
    if (meaning.first.year, meaning.first.month) == (right.start.year, month):
        return f"the month is right; the day is {right.start.day}"
    return f"the year is right; the month is {name}"


def _missing(meaning: TypedDate, right: HistoricalDate, phrases: Phrases, said: str) -> str:
    """Say what a date that is right so far leaves out."""
    fine = right.start.precision
    if right.end is not None and not _lasted(right):
        return f"right so far; more precisely {said}"
    if meaning.precision == "range":
        if right.start.month and meaning.first.year == meaning.last.year:
            return f"right so far; the month is {phrases.months[right.start.month - 1]}"
        return f"right so far; the year is {right.start.year}"
    missing = {"year": ("month", "day"), "month": ("day",)}.get(meaning.precision, ())
    wanted = missing[: 2 if fine == "day" else 1]
    return f"right so far; the {' and the '.join(wanted)} {'is' if len(wanted) == 1 else 'are'} missing"


def _years(number: int) -> str:
    return "one year" if number == 1 else f"{number} years"


def _confused(verdict: Verdict, meaning: TypedDate, other_answers: Callable[[str], Sequence[OtherAnswer]]) -> Verdict:
    key = meaning.first.isoformat()[: {"day": 10, "month": 7}.get(meaning.precision, 4)]
    other = next(iter(other_answers(key)), None) if meaning.precision != "range" else None
    if other is None:
        return verdict
    return verdict._replace(reasons=(*verdict.reasons, f"that answers “{other.asks}”"), confused_with=other)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    for long, short in _LONG_WAYS:
        folded = folded.replace(long, short)
    folded = re.sub(r"\b(early|mid|late)-", r"\1 ", folded)
    folded = _ORDINAL.sub("", folded) if "century" not in folded else folded
    return " ".join(re.sub(r"[?!,;:()\[\]\"“”]+|(?<!\d)\.|\.(?!\d)", " ", folded).split())


def _point(plain: str, phrases: Phrases) -> Iterator[TypedDate]:
    """Yield what a text can mean as one date: a year, a month or a day."""
    compact = _COMPACT.fullmatch(plain)
    if compact:
        yield from _from_numbers(*(int(part) for part in compact.groups()))
        return
    chinese = _CHINESE.fullmatch(plain.replace(" ", ""))
    if chinese:
        yield from _from_numbers(*(int(part) if part else None for part in chinese.groups()))
        return
    figures = _figures(plain)
    if figures:
        yield from _from_figures([int(figure) for figure in figures], figures)
        return
    yield from _from_words(plain, phrases)


def _figures(plain: str) -> list[str]:
    """Return the figures of a date that is written in nothing else: 14.8.1945, 14 8 1945, 6/1896."""
    core = " ".join(word for word in plain.split() if word not in _NOISE)
    core = core.replace(" ", "") if any(sign in core for sign in "-/.") else core.replace(" ", ".")
    numeric = _NUMERIC.fullmatch(core)
    return core.split(numeric[1]) if numeric else []


def _from_figures(numbers: list[int], written: list[str]) -> Iterator[TypedDate]:
    """Yield the dates that figures with signs between them can mean; a day and a month can be swapped."""
    if len(numbers) == 2:
        if len(written[0]) == 4 and len(written[1]) <= 2:
            yield from _from_numbers(numbers[0], numbers[1])
        elif len(written[1]) == 4 and len(written[0]) <= 2:
            yield from _from_numbers(numbers[1], numbers[0])
    elif len(written[0]) == 4:
        yield from _from_numbers(*numbers)
    elif len(written[2]) == 4:
        yield from _from_numbers(numbers[2], numbers[1], numbers[0])
        if numbers[0] != numbers[1]:
            yield from _from_numbers(numbers[2], numbers[0], numbers[1])


def _from_words(plain: str, phrases: Phrases) -> Iterator[TypedDate]:
    """Yield the date that words and numbers in any order mean: "14 Aug 1945", "August 14 1945", "1945"."""
    parts = _sorted_tokens(plain, phrases)
    if parts is None or parts.year is None or (parts.day is not None and parts.month is None):
        return
    for typed in _from_numbers(parts.year, parts.month, parts.day):
        yield typed._replace(typo=parts.typo)


class _Parts(NamedTuple):
    year: int | None
    month: int | None
    day: int | None
    typo: bool = False


def _sorted_tokens(plain: str, phrases: Phrases) -> _Parts | None:
    """Return the year, the month and the day that the words and numbers name, or None where one is neither."""
    year = month = day = None
    typo = False
    if re.sub(r"[\d\W_]|[^\W\d_]", "", plain):
        return None
    for token in _TOKEN.findall(plain):
        if token.isdecimal() and len(token) in (3, 4) and year is None:
            year = int(token)
        elif token.isdecimal() and len(token) <= 2 and day is None:
            day = int(token)
        elif not token.isdecimal() and month is None and token not in _NOISE and (found := _month(token, phrases)):
            month, typo = found
        elif token not in _NOISE:
            return None
    return _Parts(year, month, day, typo)


def _month(word: str, phrases: Phrases) -> tuple[int, bool] | None:
    """Return the month that a word names, whole or cut short, and whether that took a slip of one letter."""
    names = [name.casefold() for name in phrases.months]
    english = [name.casefold() for name in ENGLISH.months]
    for place in range(12):
        if any(name == word or (len(word) >= 3 and name.startswith(word)) for name in (names[place], english[place])):
            return place + 1, False
    if word == "sept":
        return 9, False
    stem = _RUSSIAN_ENDINGS.sub("", word)
    for place, russian in enumerate(_RUSSIAN):
        if stem == russian or (len(word) >= 3 and len(russian) > 2 and russian.startswith(word)):
            return place + 1, False
    if len(word) >= 5:
        from rapidfuzz.distance import OSA  # noqa: PLC0415  the first question does without it

        for place in range(12):
            if any(OSA.distance(word, name) == 1 for name in (names[place], english[place])):
                return place + 1, True
    return None


def _range(plain: str, phrases: Phrases) -> Iterator[TypedDate]:
    """Yield what a text can mean as a stretch: a decade, a part of it, a century, or from one date to another."""
    words = plain.split()
    part = next((_PARTS_OF_DECADE[word] for word in words if word in _PARTS_OF_DECADE), None)
    rest = " ".join(word for word in words if word not in _PARTS_OF_DECADE and word not in _NOISE)
    season = next((_SEASONS[word] for word in words if word in _SEASONS), None)
    year = next((int(word) for word in words if word.isdecimal() and len(word) == 4), None)
    if season and year and len(rest.split()) == 2:
        first, last = season
        yield TypedDate(date(year, first, 1), _days(Point(year, last))[1], "range")
        return
    decade = _decade(rest)
    if decade is not None:
        first, last = part or (0, 9)
        yield from _years_between(decade + first, decade + last)
        return
    century = _CENTURY.fullmatch(rest)
    if century and part is None:
        yield from _years_between((int(century[1]) - 1) * 100 + 1, int(century[1]) * 100)
        return
    yield from _from_to(plain.removeprefix("between ").removeprefix("from ").removeprefix("с "), phrases)


def _decade(text: str) -> int | None:
    found = _DECADE.fullmatch(text)
    if found:
        return int(found[1]) * 10 + (1900 if len(found[1]) == 1 else 0)
    return _DECADE_WORDS.get(text)


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
    ends = list(_point(right, phrases))
    starts = list(_point(left, phrases))
    if starts and not ends and right.isdecimal() and len(right) == 2 and left[-4:].isdecimal():
        ends = list(_point(left[-4:-2] + right, phrases))  # 1853–56
    if starts and ends:
        yield from ((start, end) for start in starts for end in ends)
        return
    one, other = _parts_of(left, starts, phrases), _parts_of(right, ends, phrases)
    if whole or one is None or other is None:
        return
    year = other.year if other.year is not None else one.year
    month = one.month or other.month
    filled = [_Parts(parts.year or year, parts.month or month, parts.day) for parts in (one, other)]
    if year is not None and all(parts.month for parts in filled):
        first, last = (list(_from_numbers(parts.year, parts.month, parts.day)) for parts in filled)
        yield from ((start, end) for start in first for end in last)


def _parts_of(text: str, read: list[TypedDate], phrases: Phrases) -> _Parts | None:
    """Return what one end of a span says: in words, in figures, or as a day and a month alone."""
    parts = _sorted_tokens(text, phrases)
    if parts is not None:
        return parts
    if read and read[0].precision == "day":
        day = read[0].first
        return _Parts(day.year, day.month, day.day)
    pair = re.fullmatch(r"(\d{1,2})[./](\d{1,2})", text)
    return _Parts(None, int(pair[2]), int(pair[1])) if pair else None


def _years_between(first: int, last: int) -> Iterator[TypedDate]:
    if 1 <= first <= last <= 9999:
        yield TypedDate(date(first, 1, 1), date(last, 12, 31), "range")


def _from_numbers(year: int | None, month: int | None = None, day: int | None = None) -> Iterator[TypedDate]:
    """Yield the date, if the calendar has it."""
    if year is None:
        return
    point = Point(year, month, day)
    try:
        first, last = _days(point)
    except (ValueError, OverflowError):
        return
    yield TypedDate(first, last, point.precision)


def _days(point: Point) -> tuple[date, date]:
    """Return the first and the last day of a point. Raises ValueError where the calendar has none."""
    month = 1 if point.month is None else point.month
    first = date(point.year, month, 1 if point.day is None else point.day)
    if point.day is not None:
        return first, first
    last_month = 12 if point.month is None else month
    return first, date(point.year, last_month, monthrange(point.year, last_month)[1])


def _shifted(day: date, years: int) -> date:
    year = min(max(day.year + years, 1), 9999)
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) and years else day.replace(year=year)


def _fits(parts: _Parts, right: HistoricalDate) -> bool:
    point = right.start
    return right.end is None and point.month == parts.month and parts.day in (None, point.day)


def _say(meaning: TypedDate, phrases: Phrases) -> str:
    day = meaning.first
    precision = "year" if meaning.precision == "range" else meaning.precision
    return _words(day, precision, phrases)


def _example(right: HistoricalDate, phrases: Phrases) -> str:
    """Return a date of the same kind as the right one, which is none of any deck."""
    return f"“{_words(date(1789, 7, 14), right.start.precision, phrases)}”"


def _words(day: date, precision: str, phrases: Phrases) -> str:
    month = day.month if precision in ("month", "day") else None
    return HistoricalDate(Point(day.year, month, day.day if precision == "day" else None)).text(phrases)
