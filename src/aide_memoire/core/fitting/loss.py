"""How well weights foretell what a learner answered: the log loss of a card's history, and its gradient.

The loss of one answer is −ln p, where p is the probability of what happened. Only answers on a later day than the one
before count: on the same day FSRS foretells nothing.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.fitting.update import (
    AGAIN,
    Change,
    first_difficulty,
    make_curve,
    next_difficulty,
    next_stability,
    recall,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.fitting.update import Curve

SURE = 1e-6
"""No probability is nearer to 0 or 1: one surprise must not weigh more than all else."""


class Answer(NamedTuple):
    """One answer to a card. A history is the answers to one card from its first on, in order."""

    rating: int  # 1 to 4
    days: int  # study days since the answer before; 0 for the first, and on the same day
    place: int  # among all answers to all cards, in order of time
    weight: float = 1.0  # in the loss that is fitted

    @property
    def is_scored(self) -> bool:
        """Return whether FSRS foretells this answer."""
        return self.days > 0


class Prediction(NamedTuple):
    """An answer that was foretold, and its probability of recall."""

    answer: Answer
    recall: float


class _Step(NamedTuple):
    """The changes by one answer, and d loss / d recall."""

    stability: Change
    difficulty: Change
    recall: Change | None
    pull: float


def predict(weights: Sequence[float], histories: Sequence[Sequence[Answer]]) -> list[Prediction]:
    """Return a prediction for every answer on a later day than the one before it."""
    curve = make_curve(weights)
    return [
        Prediction(answer, _bounded(step.recall.value))
        for history in histories
        for answer, step in zip(history[1:], _steps(curve, history), strict=True)
        if step.recall
    ]


def log_loss(predictions: Sequence[Prediction]) -> float:
    """Return the mean loss of predictions, without weights."""
    losses = (-log(each.recall if each.answer.rating > AGAIN else 1 - each.recall) for each in predictions)
    return sum(losses) / max(len(predictions), 1)


def add_gradient(curve: Curve, history: Sequence[Answer], gradient: list[float]) -> None:
    """Add the derivatives of a history's weighted loss by the 21 weights to `gradient`."""
    at_stability = at_difficulty = 0.0  # d loss / d stability and difficulty, after the step
    for step in reversed(list(_steps(curve, history))):
        at_stability, at_difficulty = _step_back(step, at_stability, at_difficulty, gradient)
    first = history[0].rating
    gradient[first - 1] += at_stability
    _add(gradient, first_difficulty(curve, first), at_difficulty)


def _steps(curve: Curve, history: Sequence[Answer]) -> Iterator[_Step]:
    """Yield the step of each answer but the first."""
    stability = curve.weights[history[0].rating - 1]
    difficulty = first_difficulty(curve, history[0].rating).value
    for rating, days, _, weight in history[1:]:
        seen = recall(curve, stability, days) if days > 0 else None
        chance = _bounded(seen.value) if seen else None
        next_s = next_stability(curve, stability, difficulty, rating, chance)
        next_d = next_difficulty(curve, difficulty, rating)
        yield _Step(next_s, next_d, seen, _pull(rating, chance, weight) if chance else 0.0)
        stability, difficulty = next_s.value, next_d.value


def _bounded(chance: float) -> float:
    return min(max(chance, SURE), 1 - SURE)


def _pull(rating: int, chance: float, weight: float) -> float:
    return weight / (1 - chance) if rating == AGAIN else -weight / chance


def _step_back(step: _Step, at_stability: float, at_difficulty: float, gradient: list[float]) -> tuple[float, float]:
    """Add the derivatives of one step, and return d loss / d stability and difficulty before it."""
    next_s, next_d, seen, pull = step
    _add(gradient, next_d, at_difficulty)
    _add(gradient, next_s, at_stability)
    before = at_stability * next_s.by_stability
    if seen:
        pull += at_stability * next_s.by_recall
        _add(gradient, seen, pull)
        before += pull * seen.by_stability
    return before, at_stability * next_s.by_difficulty + at_difficulty * next_d.by_difficulty


def _add(gradient: list[float], change: Change, slope: float) -> None:
    if slope:
        for weight, derivative in change.by_weights:
            gradient[weight] += slope * derivative
