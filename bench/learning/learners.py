"""Twenty-six learners: how each forgets, and what each answers.

weights.csv has their FSRS-6 weights, fitted to what they answered in Anki, from srs-benchmark (open-spaced-repetition,
result/FSRS-6-recency.jsonl at commit 0f70abe): users 1 to 30 without 14, 17, 21 and 26, left out by hand: three with a
very weak and one with a nearly perfect memory.
"""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import Rating
from aide_memoire.core.scheduler import make_parameters, rate, retrievability
from aide_memoire.core.weights import HIGHEST_WEIGHTS, LOWEST_WEIGHTS

if TYPE_CHECKING:
    from random import Random
    from typing import Self

    from aide_memoire.core.scheduler import Memory, Parameters

_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "weights.csv")
_FIRST = (25, 10, 55, 10)  # of a hundred first answers: again, hard, good, easy
_RECALLED = (10, 80, 10)  # hard, good, easy
_STEP = (12, 88)  # again, good: minutes after the answer before
_NEW, _STEP_TAKES, _WRONG, _RIGHT = 17, 8, 12, 8  # seconds


class Learner(NamedTuple):
    """One of them, by the number of the user and the weights of their memory."""

    user: int
    own: Parameters


class Answered(NamedTuple):
    """An answer: `was` is what the card was to the learner on that day."""

    rating: Rating
    was: str  # "new", "review", or "step" if it was answered on that day already
    seconds: int


def learners() -> list[Learner]:
    """Return all of them, within the limits that the `fsrs` package sets to weights."""
    with open(_FILE, encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return [Learner(int(user), make_parameters(_within_limits(weights))) for user, *weights in rows]


def _within_limits(weights: list[str]) -> tuple[float, ...]:
    limits = zip(map(float, weights), LOWEST_WEIGHTS, HIGHEST_WEIGHTS, strict=True)
    return tuple(min(max(weight, low), high) for weight, low, high in limits)


class Mind:
    """What a learner truly remembers, which the program cannot see."""

    def __init__(self, own: Parameters, rng: Random) -> None:
        self._own, self._rng = own, rng
        self._memories: dict[str, Memory] = {}

    def copy(self, rng: Random) -> Self:
        """Return a mind that knows the same, and goes on by other chance."""
        other = type(self)(self._own, rng)
        other._memories = dict(self._memories)
        return other

    def answer(self, card: str, day: int) -> Answered:
        """Answer a card, and learn from it."""
        was = self._was(card, day)
        rating = self._rating(card, day, was)
        memory = self._memories.get(card)
        self._memories[card] = rate(memory, rating, day=day, at=0, retention=0.9, parameters=self._own).memory
        return Answered(rating, was, _seconds(was, rating))

    def recall(self, card: str, day: int) -> float:
        """Return the probability that the card is recalled; 0 if it was never seen."""
        memory = self._memories.get(card)
        return retrievability(memory.stability, day - memory.last_day, self._own) if memory else 0.0

    @property
    def seen(self) -> int:
        """Return how many cards were seen."""
        return len(self._memories)

    def known(self, day: int) -> float:
        """Return how many cards are known: the sum of their recall."""
        return sum(self.recall(card, day) for card in self._memories)

    def _was(self, card: str, day: int) -> str:
        memory = self._memories.get(card)
        return "new" if memory is None else "review" if memory.last_day < day else "step"

    def _rating(self, card: str, day: int, was: str) -> Rating:
        if was == "new":
            return self._rng.choices(list(Rating), _FIRST)[0]
        if was == "step":
            return self._rng.choices([Rating.AGAIN, Rating.GOOD], _STEP)[0]
        if self._rng.random() >= self.recall(card, day):
            return Rating.AGAIN
        return self._rng.choices([Rating.HARD, Rating.GOOD, Rating.EASY], _RECALLED)[0]


def _seconds(was: str, rating: Rating) -> int:
    if was == "new":
        return _NEW
    if was == "step":
        return _STEP_TAKES
    return _WRONG if rating == Rating.AGAIN else _RIGHT
