"""Estimate the daily workload of each desired retention from a sample of the learner's cards."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.simulation import RETENTIONS, Workload, simulate
from aide_memoire.reports.todays_plan import current_pace
from aide_memoire.store import card_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.scheduler import Memory, Parameters
    from aide_memoire.workspace import Workspace


_SAMPLE = 200  # cards in a sample: the simulation of a year takes about 1 ms per card


class CardSample(NamedTuple):
    """An even sample of the `total` answered cards, and the mean time per answer."""

    memories: Sequence[Memory]
    total: int
    parameters: Parameters
    pace: float  # milliseconds
    day: int


class RetentionCost(NamedTuple):
    """The mean workload of a desired retention over the coming year, without new cards."""

    retention: float
    reviews_a_day: float
    minutes_a_day: float
    known: float


def sample_cards(workspace: Workspace) -> CardSample:
    """Return the input of `retention_costs`, which then needs no database and can run in a worker thread."""
    memories, total = card_state.some_memories(workspace.db, _SAMPLE)
    return CardSample(memories, total, workspace.parameters, current_pace(workspace).answer, workspace.today())


def retention_costs(of: CardSample) -> list[RetentionCost]:
    """Return the cost of each retention. A small sample is simulated several times to reduce random variation."""
    simulated = list(of.memories) * -(-_SAMPLE // max(len(of.memories), 1))
    loads = (
        simulate(simulated, each, day=of.day, rng=Random(1).random, parameters=of.parameters)  # noqa: S311
        for each in RETENTIONS
    )
    return [_cost(each, of.total / max(len(simulated), 1), of.pace) for each in loads]


def _cost(load: Workload, share: float, pace: float) -> RetentionCost:
    """Return the cost for all cards. Each simulated card represents `share` cards."""
    reviews = load.reviews_a_day * share
    return RetentionCost(load.retention, reviews, reviews * pace / 60_000, load.known)
