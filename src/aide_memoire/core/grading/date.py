"""Dates against dates, judged at the precision that the deck has.

What was typed is a stretch of days (date_text reads it). It is right where it lies within the deck's own stretch,
less precise where it holds all of that, and else too early, too late, or only partly right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.dates import FIRST_YEAR, LAST_YEAR, Day, HistoricalDate, Point
from aide_memoire.core.grading.date_text import (
    TypedDate,
    date_from_numbers,
    days_of,
    plain_date,
    read_parts,
)
from aide_memoire.core.grading.typed_date import parse_typed_date
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Verdict, no_answer
from aide_memoire.core.phrases import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aide_memoire.core.grading.date_text import DateParts
    from aide_memoire.core.grading.verdict import OtherAnswer
    from aide_memoire.core.phrases import Phrases

_NOT_READ = "that isn't a date"
_ABOUT = 2  # years on either side of a date that the deck gives as "about", or the learner as "around"
_TWO_FIGURES = re.compile(r"(?<!\d)'?(\d{2})$")
_SHORT_YEAR = re.compile(r"(?<![\dab])'?(\d{1,4})$")


def grade_date(
    typed: str,
    right: HistoricalDate,
    phrases: Phrases = ENGLISH,
    *,
    said_right: str = "",
    other_answers: Callable[[str], Sequence[OtherAnswer]] = lambda _: (),
    other_dates: Sequence[HistoricalDate] = (),
) -> Verdict:
    """Judge a typed date. `said_right` is the right one as people say it; it is accepted as it stands.

    `other_answers` tells which other card a date ("1945", "1945-08", "1945-08-14") answers. `other_dates` are named
    by the deck's caution or by another source: what agrees with one of them is right as well.
    """
    text = typed[:LONGEST_ANSWER]
    if not text.strip():
        return no_answer()
    if said_right and plain_date(text) == plain_date(said_right):
        return Verdict("right", 1.0)
    meanings = parse_typed_date(text, phrases)
    if not meanings:
        return _unread(text, (right, *other_dates), phrases)
    verdict = _best(meanings, right, phrases, said_right, other_answers)
    if verdict.word == "wrong" and right.start.year <= 0:
        verdict = _without_century(plain_date(text), right, phrases) or verdict
    others = [_best(meanings, other, phrases, "", lambda _: ()) for other in other_dates]
    better = max(others, key=lambda each: each.score, default=verdict)
    if better.score <= verdict.score:
        return verdict
    return better._replace(reasons=(*better.reasons, f"the deck has {said_right or right.text(phrases)} too"))


def _unread(text: str, dates: Sequence[HistoricalDate], phrases: Phrases) -> Verdict:
    """Judge what is no whole date: without its year, century or era, with an impossible day, or none at all."""
    plain, right = plain_date(text), dates[0]
    parts = read_parts(plain, phrases)
    if parts and parts.month and parts.year is None and right.start.month:
        if any(_fits(parts, each) for each in dates):
            return Verdict("partial", 0.5, ("the year is missing",))
        if right.start.year > 0:
            return Verdict("wrong", 0.0, (f"it is {right.text(phrases)}",))
    if parts and parts.month and parts.year is not None and parts.day:  # 32 August 1945
        without_day = list(date_from_numbers(parts.year, parts.month))
        if without_day and _judge(without_day[0], right, phrases, "").word != "wrong":
            return Verdict("partial", 0.5, (f"there is no such day; it is {right.text(phrases)}",))
    return _without_century(plain, right, phrases) or Verdict(
        "wrong", 0.0, (f"{_NOT_READ}. Try {_example(right, phrases)}",), unreadable=True
    )


def _without_century(plain: str, right: HistoricalDate, phrases: Phrases) -> Verdict | None:
    """Return a partial verdict where the year lacks its century, or that it was before Christ."""
    if not _SHORT_YEAR.search(plain):
        return None
    whole = f"{plain} bc"
    if right.start.year > 0:
        whole = _TWO_FIGURES.sub(rf"{right.start.year // 100:02}\1", plain)
    if all(_judge(meaning, right, phrases, "").word == "wrong" for meaning in parse_typed_date(whole, phrases)):
        return None
    return Verdict("partial", 0.5, ("write the year in full" if right.start.year > 0 else "BC is missing",))


def _best(
    meanings: Sequence[TypedDate],
    right: HistoricalDate,
    phrases: Phrases,
    said: str,
    other_answers: Callable[[str], Sequence[OtherAnswer]],
) -> Verdict:
    """Judge a date by the meaning that fits best, and say which was taken."""
    first, last = date_range(right)
    nearest = sorted(meanings, key=lambda meaning: abs(meaning.first.toordinal() - first.toordinal()))
    verdicts = [(_judge(meaning, right, phrases, said), meaning) for meaning in nearest]
    best, meaning = max(verdicts, key=lambda each: (each[0].word == "right", each[0].score))
    if len(meanings) > 1 and best.word in ("right", "partial") and meaning.precision != "range":
        best = best._replace(reasons=(*best.reasons, f"taken as {_say(meaning, phrases)}"))
    if meaning.typo and best.word == "right":
        return best._replace(word="close", reasons=(f"it is written {_say(meaning, phrases)}",))
    right_so_far = meaning.first <= first and last <= meaning.last
    return best if best.word == "right" or right_so_far else _confused(best, meaning, other_answers)


def date_range(right: HistoricalDate) -> tuple[Day, Day]:
    """Return the first and the last day of what the deck's date can mean."""
    first, last = days_of(right.start)[0], days_of(right.end or right.start)[1]
    years = _ABOUT if right.start.about or (right.end is not None and right.end.about) else 0
    return _shifted(first, -years), _shifted(last, years)


def _shifted(day: Day, years: int) -> Day:
    year = min(max(day.year + years, FIRST_YEAR), LAST_YEAR)
    return day._replace(year=year, day=28) if (day.month, day.day) == (2, 29) and years else day._replace(year=year)


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
    early, late = first.year - meaning.last.year, meaning.first.year - last.year
    if max(early, late) <= 0:
        return Verdict("partial", 0.5, (_off_in_year(meaning, right, phrases, said),))
    if meaning.about and max(early, late) <= _ABOUT and _is_vague(right):
        return Verdict("partial", 0.5, (f"near: it is {said}",))
    off = f"{_years(early)} too early" if early > 0 else f"{_years(late)} too late"
    return Verdict("wrong", 0.0, (f"close: {off}" if max(early, late) <= _ABOUT else off,))


def _is_vague(right: HistoricalDate) -> bool:
    """Return whether the deck itself knows no year for certain: a span of years, or about then."""
    return right.start.about or (right.end is not None and not _lasted(right))


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
    parts = meaning.first.isoformat().rsplit("-", 2)
    key = "-".join(parts[: {"day": 3, "month": 2}.get(meaning.precision, 1)])
    other = next(iter(other_answers(key)), None) if meaning.precision != "range" else None
    if other is None:
        return verdict
    return verdict._replace(reasons=(*verdict.reasons, f"that answers “{other.asks}”"), confused_with=other)


def _fits(parts: DateParts, right: HistoricalDate) -> bool:
    """Return whether a date without a year is right so far; a day is free where the deck names none."""
    point = right.start
    if right.end is not None or point.month != parts.month or (parts.day or 1) > days_of(Point(4, point.month))[1].day:
        return False
    return point.day is None or parts.day in (None, point.day)


def _say(meaning: TypedDate, phrases: Phrases) -> str:
    precision = "year" if meaning.precision == "range" else meaning.precision
    return _words(meaning.first, precision, phrases)


def _example(right: HistoricalDate, phrases: Phrases) -> str:
    """Return a date of the same kind as the right one, which is none of any deck."""
    return _words(Day(1789, 7, 14), right.start.precision, phrases)


def _words(day: Day, precision: str, phrases: Phrases) -> str:
    month = day.month if precision in ("month", "day") else None
    return HistoricalDate(Point(day.year, month, day.day if precision == "day" else None)).text(phrases)
