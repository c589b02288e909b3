"""Format numbers, times and dates as text and bars, for the app and for plain mode."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from aide_memoire.core.answer import DateAnswer, OrderAnswer
from aide_memoire.core.session import ASK_EARLY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question

KINDS = {
    "card": "questions",
    "cloze": "gaps",
    "event": "events",
    "group": "lists",
    "sequence": "orders",
    "table": "cells",
}
"""The plural nouns for the questions of each kind of note."""

LESSON_LINE = "New: read it first, then it is asked"
"""What stands above a lesson."""

PASSED = "You passed. The answer:"
"""The verdict where nothing was answered."""

CAUTION_LABEL = "Context"
"""What stands before a caution: it is not from the source."""

THIS_TIME = "this time"
"""When a question comes again that this session asks once more."""

_VERDICT_WORDS = {"right": "Right", "close": "Right, with a slip", "partial": "Almost", "wrong": "Missed"}
_DATE_SHAPES = {"year": "a year", "month": "month and year", "day": "day, month and year"}
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"
_EIGHTHS_UP = f" {_LEVELS}"


def interval(seconds: int | None, days: int) -> str:
    """Return an interval, given in seconds or else in days: "10 min", "4 days", "2.1 years"."""
    if seconds is not None:
        minutes = max(round(seconds / 60), 1)
        return f"{minutes} min" if minutes < 60 else f"{round(minutes / 60)} h"
    if days < 60:
        return counted(days, "day")
    if days < 365:
        return f"{round(days / 30.4)} months"
    years = f"{days / 365.25:.1f}".removesuffix(".0")
    return "1 year" if years == "1" else f"{years} years"


def ago(milliseconds: int) -> str:
    """Return how long ago something was: "just now", "2 min ago", "3 days ago"."""
    seconds = milliseconds // 1000
    if seconds < 60:
        return "just now"
    return f"{interval(seconds if seconds < 86_400 else None, seconds // 86_400)} ago"


def days_long(days: float) -> str:
    """Return a number of days that need not be whole: "14 h", "12 days", "2.1 years"."""
    return interval(None, round(days)) if days >= 1 else interval(round(days * 86_400), 0)


def due_again(seconds: int | None, days: int) -> str:
    """Return when a question comes again after a rating: "this time", "3 h", "4 days"."""
    if seconds is not None and seconds * 1000 <= ASK_EARLY:
        return THIS_TIME
    return interval(seconds, days)


def verdict_word(verdict: Verdict, typed: str) -> str:
    """Return a verdict in one word: "Right", "Almost", "Missed"; or that the question was passed."""
    return _VERDICT_WORDS[verdict.word] if typed.strip() else PASSED


def verdict_reasons(verdict: Verdict) -> str:
    """Return why an answer was judged so, as sentences, or ""."""
    return " ".join(f"{reason[:1].upper()}{reason[1:]}." for reason in verdict.reasons if reason)


def verdict_line(verdict: Verdict, typed: str) -> str:
    """Return a verdict with its reasons: "Almost. The year is right; the month is June."."""
    word = verdict_word(verdict, typed)
    return " ".join(filter(None, [word if word == PASSED else f"{word}.", verdict_reasons(verdict)]))


def answer_shape(question: Question) -> str:
    """Return what kind of answer a question wants: "month and year", "3 words"."""
    if isinstance(question.expects, OrderAnswer):
        return f"{counted(len(question.answer), 'name')} in their order, with ; between them"
    if not isinstance(question.expects, DateAnswer):
        return counted(len(question.answer_line.split()), "word")
    date = question.expects.date
    if date.end is None:
        return _DATE_SHAPES[date.start.precision]
    return "from one day to another" if date.start.day else "a year, or a stretch of years"


def counted(number: int, word: str) -> str:
    """Return a number with its noun: "1 day", "2 days"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def first_words(text: str, most: int = 40) -> str:
    """Return a text on one line, cut after its last whole word if it has more than `most` characters: "When was …"."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return f"{cut.rpartition(' ')[0] or cut} …"


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: Chinese and Japanese signs take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(1 + (east_asian_width(sign) in "WF") for sign in text if not combining(sign))


def padded(text: str, width: int) -> str:
    """Return a text with blanks behind it, so that it takes at least so many cells."""
    return text + " " * (width - cells(text))


def thousands(number: int) -> str:
    """Return a number with thousands separators: "100,000"."""
    return f"{number:,}"


def duration(milliseconds: int) -> str:
    """Return a duration: "40 s", "6 min 40 s", "1 h 5 min"."""
    seconds = max(milliseconds // 1000, 0)
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60} s".removesuffix(" 0 s")
    return f"{seconds // 3600} h {seconds % 3600 // 60} min"


def day_name(day: int, today: int) -> str:
    """Return a day relative to today: "today", "tomorrow", "Tuesday", "3 December", "3 December 2027"."""
    if day - today in (0, 1):
        return ("today", "tomorrow")[day - today]
    then, now = date.fromordinal(day), date.fromordinal(today)
    if timedelta(0) < then - now < timedelta(days=7):
        return then.strftime("%A")
    return f"{then.day} {then:%B}" + (f" {then.year}" if then.year != now.year else "")


def long_day(day: int) -> str:
    """Return a date: "21 November 2026"."""
    then = date.fromordinal(day)
    return f"{then.day} {then:%B} {then.year}"


def full_day(day: int) -> str:
    """Return a date with its weekday: "Saturday 21 November"."""
    then = date.fromordinal(day)
    return f"{then:%A} {then.day} {then:%B}"


def percent(part: float | None) -> str:
    """Return a part of 1 as a percentage: "91 %"; a dash for None."""
    return "–" if part is None else f"{round(part * 100)} %"


def too_early(reviews: int, enough: int) -> str:
    """Return what stands in the place of a retention that too few reviews were measured for."""
    return f"too early to say: {reviews} of {enough} reviews"


def month_name(day: int) -> str:
    """Return the month and year of a day: "Nov 2026"."""
    return f"{date.fromordinal(day):%b %Y}"


def recall_curve(parts: Iterable[float | None]) -> str:
    """Return probabilities as one-line columns, from 50 % or less to 100 %; a dot for None."""
    highest = len(_LEVELS) - 1
    return "".join("·" if part is None else _LEVELS[max(round((part * 2 - 1) * highest), 0)] for part in parts)


def bar(part: float, width: int) -> str:
    """Return a bar of at most `width` cells, filled to an eighth of a cell."""
    eighths = round(min(max(part, 0.0), 1.0) * width * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()).ljust(width)


def progress_bar(done: int, total: int, width: int) -> tuple[str, str]:
    """Return the filled and the empty part of a progress bar."""
    halves = round(done / total * width * 2) if total else 0
    filled = "━" * (halves // 2) + ("╸" if halves % 2 else "")
    return filled, "─" * (width - len(filled))


def columns(numbers: tuple[int, ...]) -> str:
    """Return numbers as one-line columns; a dot for 0."""
    most = max(numbers, default=0)
    if not most:
        return "·" * len(numbers)
    return "".join(_LEVELS[max(round(number / most * 7), 0)] if number else "·" for number in numbers)


def tall_columns(numbers: Sequence[float], height: int, most: float = 0) -> list[str]:
    """Return the lines of a column chart, the top line first; a dot in the last line means 0.

    A column of full height is `most`, or the highest number if `most` is 0.
    """
    most = most or max(numbers, default=0) or 1
    eighths = [max(round(number / most * height * 8), 1) if number else 0 for number in numbers]
    lines = [
        "".join(_EIGHTHS_UP[min(max(column - line * 8, 0), 8)] for column in eighths)
        for line in reversed(range(height))
    ]
    return [*lines[:-1], lines[-1].replace(" ", "·")] if lines else []


def stacked_columns(lower: Sequence[int], total: Sequence[int], height: int, most: int) -> list[list[tuple[str, bool]]]:
    """Return the rows of a chart of columns in two parts, the top row first: (character, whether of the upper part).

    A column of full height is `most`.
    """
    rows = tall_columns(total, height, most)
    cut = [round(number / most * height) for number in lower]
    return [
        [
            (character, total[place] > lower[place] and height - 1 - row >= cut[place])
            for place, character in enumerate(line)
        ]
        for row, line in enumerate(rows)
    ]
