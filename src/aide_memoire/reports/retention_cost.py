"""Estimate how much work a week each desired retention takes, from a sample of the learner's cards and their pace."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.settings import RETENTION_LEVELS
from aide_memoire.core.simulation import WEEKS, simulate, simulate_new
from aide_memoire.reports.dashboard import load_dashboard
from aide_memoire.reports.todays_plan import current_pace
from aide_memoire.store import card_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.scheduler import Memory, Parameters
    from aide_memoire.workspace import Workspace


_SAMPLE = 200  # cards in a sample: the simulation of four weeks takes about 0.2 ms per card
_NEW_SAMPLE = 4  # new cards a day that are simulated, for any number of them
_DAYS = 7 * WEEKS


class CardSample(NamedTuple):
    """An even sample of the `total` answered cards, the mean time per question, and the new ones of each day."""

    memories: Sequence[tuple[float | None, Memory]]  # each with the retention of its own deck, if that has one
    total: int
    new_a_day: float
    parameters: Parameters
    pace: float  # milliseconds
    day: int
    wanted: float  # the desired retention of the learner or the deck


class RetentionCost(NamedTuple):
    """The mean workload of a desired retention over the coming four weeks, with new cards at the learner's pace."""

    name: str  # "relaxed", "balanced" or "strict"; "" for the learner's own, if it is none of these
    retention: float
    answers_a_week: float
    minutes_a_week: float
    known: float  # mean probability of recall of the answered cards; 0 if there are none


def sample_cards(workspace: Workspace, deck: str = "") -> CardSample:
    """Return the input of `retention_costs` for all decks or for one.

    `retention_costs` then needs no database and can run in a worker thread.
    """
    sample, total = card_state.some_memories(workspace.db, _SAMPLE, deck)
    own = {} if deck else {each: of.get("desired_retention") for each, of in workspace.settings.decks.items()}
    unseen = sum(line.counts.new for line in load_dashboard(workspace).decks if deck in ("", line.deck))
    settings = workspace.settings.of_deck(deck)
    return CardSample(
        [(own.get(of), memory) for of, memory in sample],
        total,
        min(settings.new_per_day, unseen / _DAYS),
        workspace.parameters,
        current_pace(workspace).answer,
        workspace.today(),
        settings.desired_retention,
    )


def retention_costs(of: CardSample) -> list[RetentionCost]:
    """Return the cost of each named retention and of the learner's own, the lowest first."""
    names = {value: name for name, value in RETENTION_LEVELS.items()}
    return [_cost(names.get(each, ""), each, of) for each in sorted({*names, of.wanted})]


def _cost(name: str, retention: float, of: CardSample) -> RetentionCost:
    """Return the cost for all cards. A small sample is simulated several times to reduce random variation."""
    simulated = list(of.memories) * -(-_SAMPLE // max(len(of.memories), 1))
    rng = Random(1).random  # noqa: S311  a simulation: equal cards give equal figures
    reviews, known = 0.0, 0.0
    for level in sorted({own or retention for own, _ in simulated}):
        memories = [memory for own, memory in simulated if (own or retention) == level]
        load = simulate(memories, level, day=of.day, rng=rng, parameters=of.parameters)
        reviews, known = reviews + load.reviews_a_day, known + load.known * len(memories)
    new = simulate_new(_NEW_SAMPLE, retention, day=of.day, rng=rng, parameters=of.parameters)
    cards = max(len(simulated), 1)  # each of them represents so many
    week = 7 * (reviews * of.total / cards + new * of.new_a_day / _NEW_SAMPLE)
    return RetentionCost(name, retention, week, week * of.pace / 60_000, known / cards)
