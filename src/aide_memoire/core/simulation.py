"""Estimate the cost of a desired retention by a simulation of the coming weeks on the learner's cards.

Each card is reviewed on the day on which its probability of recall has fallen to the retention, and is recalled with
that probability: rated Good if recalled, else Again and then Good after its relearning step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import Rating
from aide_memoire.core.scheduler import interval_for, rate, retrievability

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aide_memoire.core.scheduler import Memory, Parameters

WEEKS = 4
_FIRST_ANSWERS = 2  # of a new card on its first day: the first one, and its learning step
_NOON = 43_200_000
_MS_A_DAY = 86_400_000


class Workload(NamedTuple):
    """The result for one desired retention."""

    retention: float
    reviews_a_day: float  # mean number of reviews per day
    known: float  # mean probability of recall of a card over these days


class _Learner(NamedTuple):
    """Who is simulated: what they ask for, how they forget, and the chance by which they recall."""

    retention: float
    parameters: Parameters
    rng: Callable[[], float]


def simulate(
    memories: Sequence[Memory],
    retention: float,
    *,
    day: int,
    rng: Callable[[], float],
    days: int = 7 * WEEKS,
    parameters: Parameters,
) -> Workload:
    """Simulate `days` days from study day `day` on; `rng` returns numbers from 0 to 1.

    The result is zeros if there are no cards. Deterministic: equal arguments and random numbers give equal results.
    """
    learner = _Learner(retention, parameters, rng)
    reviews, known = 0, 0.0
    for memory in memories:
        card_reviews, card_known = _simulate_card(memory, learner, day, day + days)
        reviews += card_reviews
        known += card_known
    cards = max(len(memories), 1)
    return Workload(retention, reviews / days, known / cards / days)


def simulate_new(
    a_day: int,
    retention: float,
    *,
    day: int,
    rng: Callable[[], float],
    days: int = 7 * WEEKS,
    parameters: Parameters,
) -> float:
    """Return the mean number of answers per day that new cards cost if `a_day` of them begin on each day."""
    learner = _Learner(retention, parameters, rng)
    answers = 0
    for first in range(day, day + days):
        at = first * _MS_A_DAY + _NOON
        begun = rate(None, Rating.GOOD, day=first, at=at, retention=retention, parameters=parameters).memory
        for _ in range(a_day):
            answers += _FIRST_ANSWERS + _simulate_card(begun, learner, first + 1, day + days)[0]
    return answers / days


def _simulate_card(memory: Memory, learner: _Learner, day: int, end: int) -> tuple[int, float]:
    """Return the number of reviews of a card before the day `end` and the sum of its daily recall probabilities."""
    reviews, known = 0, 0.0
    retention, parameters, rng = learner
    while True:
        due = max(memory.last_day + interval_for(memory.stability, retention, parameters), day)
        known += _summed_recall(memory, day, min(due, end), parameters)
        if due >= end:
            return reviews, known
        day = due
        recalled = rng() < retrievability(memory.stability, day - memory.last_day, parameters)
        for rating in (Rating.GOOD,) if recalled else (Rating.AGAIN, Rating.GOOD):
            at = day * _MS_A_DAY + _NOON
            memory = rate(memory, rating, day=day, at=at, retention=retention, parameters=parameters).memory
            reviews += 1
        known += 1.0
        day += 1


def _summed_recall(memory: Memory, first: int, end: int, parameters: Parameters) -> float:
    """Return the sum of the probabilities of recall on the days `first` to `end` - 1, by the trapezoidal rule."""
    if end <= first:
        return 0.0
    at_first, at_last = (
        retrievability(memory.stability, day_of - memory.last_day, parameters) for day_of in (first, end - 1)
    )
    return (at_first + at_last) / 2 * (end - first)
