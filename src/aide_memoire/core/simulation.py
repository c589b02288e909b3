"""What a desired retention costs: the reviews of the coming year, played through on a learner's own cards.

Each card is asked on the day its chance of recall has fallen to the retention, and recalled by that chance: Good
where it is, else Again and Good after its step. Lower retention asks less often and forgets more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import Rating
from aide_memoire.core.scheduler import interval_for, rate, retrievability

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aide_memoire.core.scheduler import Memory

RETENTIONS = (0.70, 0.75, 0.80, 0.85, 0.90, 0.93, 0.95, 0.97)
YEAR = 365
_NOON = 43_200_000
_MS_A_DAY = 86_400_000


class Workload(NamedTuple):
    """What one desired retention comes to."""

    retention: float
    reviews_a_day: float  # cards asked, on average over the year
    known: float  # the chance of recall of a card, on average over the year


def simulate(
    memories: Sequence[Memory], retention: float, *, day: int, rng: Callable[[], float], days: int = YEAR
) -> Workload:
    """Play `days` days from study day `day` on through; `chance` gives numbers from 0 to 1.

    Returns zeros where there is no card. Pure: equal arguments and chances give equal figures.
    """
    reviews, known = 0, 0.0
    for memory in memories:
        asked, recall = _simulate_card(memory, retention, day, day + days, rng)
        reviews += asked
        known += recall
    cards = max(len(memories), 1)
    return Workload(retention, reviews / days, known / cards / days)


def _simulate_card(memory: Memory, retention: float, day: int, end: int, rng: Callable[[], float]) -> tuple[int, float]:
    """Return how often one card is asked before the day `end`, and the sum of its chances of recall day by day."""
    asked, known = 0, 0.0
    while True:
        due = max(memory.last_day + interval_for(memory.stability, retention), day)
        known += _summed_recall(memory, day, min(due, end))
        if due >= end:
            return asked, known
        day = due
        recalled = rng() < retrievability(memory.stability, day - memory.last_day)
        for rating in (Rating.GOOD,) if recalled else (Rating.AGAIN, Rating.GOOD):
            at = day * _MS_A_DAY + _NOON
            memory = rate(memory, rating, day=day, at=at, retention=retention).memory
            asked += 1
        known += 1.0
        day += 1


def _summed_recall(memory: Memory, first: int, end: int) -> float:
    """Return the sum of the chances of recall on the days from `first` to before `end`, by the trapezium rule."""
    if end <= first:
        return 0.0
    begin, last = (retrievability(memory.stability, each - memory.last_day) for each in (first, end - 1))
    return (begin + last) / 2 * (end - first)
