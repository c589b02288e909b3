"""What a learner has set, changed from within the app; and what a desired retention would cost them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.simulation import RETENTIONS, Workload, simulate
from aide_memoire.store import card_state
from aide_memoire.store.queue import FIRST_ANSWER_TIME, mean_answer_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.scheduler import Memory
    from aide_memoire.workspace import Workspace


_SAMPLE = 200  # cards that stand for all: playing a year through takes about a millisecond each


class CardSample(NamedTuple):
    """Some of the cards that were answered, evenly drawn from `total`, and how long a question takes."""

    memories: Sequence[Memory]
    total: int
    pace: float  # milliseconds
    day: int


class RetentionCost(NamedTuple):
    """What a desired retention comes to over the coming year, without new cards."""

    retention: float
    reviews_a_day: float
    minutes_a_day: float
    known: float


def sample_cards(workspace: Workspace) -> CardSample:
    """Return cards to work costs out from: read here, so that working can be done beside the screen."""
    memories, total = card_state.some_memories(workspace.db, _SAMPLE)
    return CardSample(memories, total, mean_answer_time(workspace.db) or FIRST_ANSWER_TIME, workspace.today())


def retention_costs(of: CardSample) -> list[RetentionCost]:
    """Return what each retention comes to; of few cards each is played through several times, to even chance out."""
    played = list(of.memories) * -(-_SAMPLE // max(len(of.memories), 1))
    loads = (simulate(played, each, day=of.day, rng=Random(1).random) for each in RETENTIONS)  # noqa: S311
    return [_cost(each, of.total / max(len(played), 1), of.pace) for each in loads]


def _cost(load: Workload, share: float, pace: float) -> RetentionCost:
    """Return the cost of all cards, of which those that were played through stand for `share` each."""
    reviews = load.reviews_a_day * share
    return RetentionCost(load.retention, reviews, reviews * pace / 60_000, load.known)
