"""The pictures of the report."""

from __future__ import annotations

import math
from statistics import mean
from typing import TYPE_CHECKING

from bench.learning.curves import together
from bench.learning.exams import CONDITIONS, FSRS, OURS
from bench.learning.picture import Axis, Mark, Series, picture
from bench.learning.spread import percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.learning.curves import Bin, Comparison, Curves, Foretold
    from bench.learning.exams import Result

_FEWEST = 50  # answers in a bin that is shown


def losses(curves: Sequence[Curves]) -> str:
    """Return the held-out loss by the number of answers that a curve is fitted to."""
    whichs: dict[str, Callable[[Comparison], Foretold]] = {
        "usual curve": lambda each: each.usual,
        "one's own, fitted": lambda each: each.fitted,
        "the true one": lambda each: each.true,
    }
    series = [
        Series(name, [Mark(each[0].answers, mean(which(one).loss for one in each)) for each in _by_answers(curves)])
        for name, which in whichs.items()
    ]
    values = [mark.y for each in series for mark in each.marks]
    low, high = math.floor(min(values) * 50) / 50, math.ceil(max(values) * 50) / 50
    answers = [each.answers for each in curves[0].comparisons]
    x = Axis("answers that the curve is fitted to", answers, answers[0], answers[-1], "{:,.0f}".format, math.log)
    y = Axis("log loss of the answers after them", _steps(low, high, 0.02), low, high, "{:.2f}".format)
    return picture("How well a curve foretells: less is better", x, y, series)


def calibration(curves: Sequence[Curves]) -> str:
    """Return what was foretold against what was known, at the highest number of answers."""
    newest = [each.comparisons[-1] for each in curves]
    series = [
        Series("usual curve", _bin_marks(together([each.usual_bins for each in newest]))),
        Series("one's own, fitted", _bin_marks(together([each.fitted_bins for each in newest]))),
    ]
    ticks = _steps(0.5, 1.0, 0.1)
    x = Axis("recall that the curve expects", ticks, 0.5, 1.0, _percent)
    y = Axis("recalled", ticks, 0.5, 1.0, _percent)
    return picture("What a curve expects, and what was recalled", x, y, series, calibrates=True)


def policies(results: Sequence[Result]) -> str:
    """Return recall on the day by reviews, for each way to study."""
    every_day = [each for each in results if each.condition == CONDITIONS[0].name]
    series = []
    for name in dict.fromkeys(each.policy for each in every_day):
        known = [each.recall for each in every_day if each.policy == name]
        reviews = mean(each.reviews for each in every_day if each.policy == name)
        mark = Mark(reviews, mean(known), percentile(known, 10), percentile(known, 90))
        series.append(Series(name, [mark], is_joined=False))
    low = math.floor(min(each.marks[0].low or 1 for each in series) * 20) / 20
    most = math.ceil(max(each.marks[0].x for each in series) / 200) * 200
    x = Axis("reviews until the exam", _round_steps(most), 0, most, "{:,.0f}".format)
    y = Axis("recall on the day of the exam", _steps(low, 1.0, 0.05), low, 1.0, _percent)
    return picture("What is known on the day, and what it took", x, y, series)


def days(results: Sequence[Result]) -> str:
    """Return the minutes of each day until the exam, for three ways to study one task."""
    task = max((each.task for each in results), key=lambda each: (each.days == 30, each.days))
    series = []
    for name in (OURS.name, FSRS.name, "cramming"):
        found = [
            each.seconds
            for each in results
            if (each.policy, each.condition, each.task) == (name, CONDITIONS[0].name, task)
        ]
        marks = [Mark(day + 1, mean(seconds) / 60) for day, seconds in enumerate(zip(*found, strict=True))]
        series.append(Series(name, marks, shows_marks=False))
    most = math.ceil(max(mark.y for each in series for mark in each.marks) / 10) * 10
    x = Axis("day", _steps(1, task.days, max(task.days // 6, 1)), 1, task.days)
    y = Axis("minutes", _round_steps(most), 0, most)
    return picture(f"Minutes a day: {task.cards} cards, an exam after {task.days} days", x, y, series)


def _by_answers(curves: Sequence[Curves]) -> list[tuple[Comparison, ...]]:
    return list(zip(*(each.comparisons for each in curves), strict=True))


def _bin_marks(bins: Sequence[Bin]) -> list[Mark]:
    shown = [each for each in bins if each.answers >= _FEWEST and each.expected / each.answers >= 0.5]
    return [Mark(each.expected / each.answers, max(each.known / each.answers, 0.5)) for each in shown]


def _steps(low: float, high: float, by: float) -> list[float]:
    return [round(low + number * by, 6) for number in range(int((high - low) / by + 1e-6) + 1)]


def _round_steps(most: float) -> list[float]:
    """Return at most seven steps from 0, of a round number."""
    return _steps(0, most, next(by for by in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if most / by <= 6))


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"
