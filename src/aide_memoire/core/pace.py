"""How long a day's questions take: a learner's own pace of first answers and of the repeats that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.study_day import MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ANSWER = 20_000.0  # milliseconds: what a beginner is taken to need for one answer
_ANSWERS_PER_NEW = 2.5
_ANSWERS_PER_REVIEW = 1.2
_WEIGHT = 5  # questions: the beginner's figures count as so many of the learner's own


class Spent(NamedTuple):
    """Answers, and their total time in milliseconds."""

    answers: int = 0
    took: int = 0


class Pace(NamedTuple):
    """Milliseconds for a new question and for a review, each with its repeats, and for one answer."""

    new: float
    review: float
    answer: float

    def minutes(self, *, new: int, reviews: int, steps: int) -> int:
        """Return the minutes for so many questions, at least 1 if there are any."""
        total = new * self.new + reviews * self.review + steps * self.answer
        return max(round(total / MINUTE), 1) if total else 0


def pace(spent: Mapping[str, Spent]) -> Pace:
    """Return the pace of a learner who spent this time on the answers to cards of each class.

    The classes are new, learning, relearning, young and mature, as a card was before the answer.
    """
    first, reviews = _sum(spent, ("new",)), _sum(spent, ("young", "mature"))
    learning, relearning = _sum(spent, ("learning",)), _sum(spent, ("relearning",))
    answers = _sum(spent, spent)
    return Pace(
        _each(first.answers, first.took + learning.took, _ANSWER * _ANSWERS_PER_NEW),
        _each(reviews.answers, reviews.took + relearning.took, _ANSWER * _ANSWERS_PER_REVIEW),
        _each(answers.answers, answers.took, _ANSWER),
    )


def _sum(spent: Mapping[str, Spent], classes: Iterable[str]) -> Spent:
    chosen = [spent.get(each, Spent()) for each in classes]
    return Spent(sum(each.answers for each in chosen), sum(each.took for each in chosen))


def _each(questions: int, took: int, at_first: float) -> float:
    return (_WEIGHT * at_first + took) / (_WEIGHT + questions)
