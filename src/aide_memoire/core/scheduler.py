"""Schedule cards: (memory, rating, day) → memory. The only module that depends on FSRS.

It runs FSRS-6 from the `fsrs` package, with four additions that the package leaves to its callers:

- the time of each review is noon UTC of the study day, so that whole days are study days in any time zone and over any
  change of clocks;
- a last day in the future (a clock was set back) counts as today, so that memory never moves back;
- stability has a maximum, without which many ratings of Easy end in an OverflowError;
- load balancing, which is deterministic, chooses the interval within FSRS's fuzz range, not a random number.

`fsrs` is imported when the first card is rated: `due` and the first question do not need it.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aide_memoire.core.easy_days import ordinary
from aide_memoire.core.settings import RETENTION_LOWEST, STABILITY_HIGHEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from aide_memoire.core.easy_days import Weight
    from aide_memoire.core.event import Rating

DAY = 86_400
"""Seconds in a day: the unit of FSRS intervals."""

MATURE = 21
"""Days: a review card whose interval was at least this long is mature, else young; as in Anki."""

_LEARNING = (60, 600)  # seconds
_RELEARNING = (600,)
_LIGHTNESS = -2.15
_LARGE_GROUP = 4
_GROUP_DISCOUNT = 0.10
_LONGEST = 36_500  # days: FSRS's `maximum_interval`

MemoryState = Literal["learning", "review", "relearning"]


class Parameters(NamedTuple):
    """The FSRS weights, and the two constants of the forgetting curve that follow from them."""

    weights: tuple[float, ...]  # FSRS-6's w0 to w20
    decay: float  # D = −w20
    factor: float  # F = 0.9^(1/D) − 1


def make_parameters(weights: tuple[float, ...]) -> Parameters:
    """Return the parameters with these 21 weights."""
    decay = -weights[20]
    return Parameters(weights, decay, 0.9 ** (1 / decay) - 1)


DEFAULT_PARAMETERS = make_parameters(
    (
        *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
        *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
    )
)
"""The defaults of FSRS-6, copied from the `fsrs` package so that statistics need not import it."""


class Memory(NamedTuple):
    """The FSRS state of a card that was reviewed at least once. Days are study days."""

    state: MemoryState
    step: int | None  # the index of the learning step; None in review
    stability: float  # days until the probability of recall has fallen to 90 %
    difficulty: float  # 1 to 10
    last_day: int
    due_day: int
    due_at: int | None  # the time at which a learning step is due, in milliseconds; None in review
    introduced: int  # the day of the first review
    reps: int = 1
    lapses: int = 0


class Outcome(NamedTuple):
    """The memory after a rating, before load balancing, and its interval in seconds."""

    memory: Memory
    interval: int


def rate(
    memory: Memory | None,
    rating: Rating,
    *,
    day: int,
    at: int,
    retention: float,
    parameters: Parameters,
) -> Outcome:
    """Return the outcome of a review on study day `day`, at the time `at` in milliseconds.

    `retention` is the desired probability of recall, 0.70 to 0.97. Pure: equal arguments give equal outcomes.
    """
    today = day if memory is None else max(day, memory.last_day)
    outcome = _reviewed(memory, int(rating), today, retention, parameters.weights)
    if outcome.memory.state == "review":
        return outcome
    return outcome._replace(memory=outcome.memory._replace(due_at=at + outcome.interval * 1000))


@lru_cache(maxsize=64)  # an answer is worked out for the learner to see, and again when its event is applied
def _reviewed(memory: Memory | None, rating: int, today: int, retention: float, weights: tuple[float, ...]) -> Outcome:
    """Return the outcome of a review, without the moment at which a learning step is due."""
    card, _ = _scheduler(retention, weights).review_card(_to_fsrs(memory), _fsrs().Rating(rating), _noon(today))
    interval = int((card.due - card.last_review).total_seconds())
    state = card.state.name.lower()
    lapsed = memory is not None and memory.state == "review" and rating == 1
    return Outcome(
        Memory(
            state=state,
            step=card.step,
            stability=min(card.stability, STABILITY_HIGHEST),
            difficulty=card.difficulty,
            last_day=today,
            due_day=today + interval // DAY if state == "review" else today,
            due_at=None,
            introduced=memory.introduced if memory else today,
            reps=memory.reps + 1 if memory else 1,
            lapses=(memory.lapses if memory else 0) + lapsed,
        ),
        interval,
    )


def retrievability(stability: float, days: int, parameters: Parameters) -> float:
    """Return the probability of recall `days` after a review that resulted in `stability`.

    R = (1 + F·t/S)^D with D = −w20 and F = 0.9^(1/D) − 1 (FSRS-6, "The Algorithm", open-spaced-repetition).
    """
    return float((1 + parameters.factor * max(days, 0) / stability) ** parameters.decay)


def interval_for(stability: float, retention: float, parameters: Parameters) -> int:
    """Return the number of days, at least one, after which the probability of recall has fallen to `retention`.

    The inverse of `retrievability`: I = S/F·(r^(1/D) − 1), at most FSRS's longest interval.
    """
    days = stability / parameters.factor * (retention ** (1 / parameters.decay) - 1)
    return min(max(round(float(days)), 1), _LONGEST)


def retention_for(retention: float, cards: int) -> float:
    """Return the desired retention for a question with so many cards, where the learner wants `retention`.

    All members of a group come back with the one that is due first. From four members on they would be asked twice as
    often as needed for it, so they are scheduled 0.10 lower, at 0.70 at least.
    """
    return retention if cards < _LARGE_GROUP else max(retention - _GROUP_DISCOUNT, RETENTION_LOWEST)


def fuzz_range(days: int) -> tuple[int, int]:
    """Return the shortest and the longest interval, in days, to which FSRS's fuzz may change an interval of `days`.

    The ranges are those of FSRS (`FUZZ_RANGES` in py-fsrs and in Anki): ± (1 + 15 % of the part in 2.5–7 days,
    10 % of the part in 7–20, and 5 % of the rest). Under 2.5 days there is no fuzz.
    """
    if days < 2.5:
        return days, days
    bands = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
    delta = 1 + sum(factor * max(min(days, end) - start, 0.0) for start, end, factor in bands)
    last = min(round(days + delta), _LONGEST)
    return min(max(2, round(days - delta)), last), last


def due_range(outcome: Outcome) -> tuple[int, int]:
    """Return the first and the last day on which an outcome in review may be due."""
    first, last = fuzz_range(outcome.interval // DAY)
    return outcome.memory.last_day + first, outcome.memory.last_day + last


def balance_load(
    outcome: Outcome,
    key: str,
    *,
    load: Mapping[int, int],
    siblings: Collection[int] = (),
    not_before: int = 0,
    weight: Weight = ordinary,
) -> Memory:
    """Return the memory of the outcome, due on a day of its fuzz range.

    Each day without a due sibling has the weight (load ÷ part of a day's work)^−2.15 ÷ interval, where `load` has the
    number of due questions and `weight` tells of days off and easy days: light days are likelier, and the mean interval
    stays as it was (the exponent is Anki's; choosing the lightest day instead drifts late by 7 %). A day off is chosen
    only if there is no other. The draw depends on `key` and the number of reviews alone, so that a replay gives the
    same day. `not_before` is the earliest day.
    """
    memory = outcome.memory
    if memory.due_at is not None:
        return memory
    days = _open_days(outcome, not_before, weight)
    free = [day for day in days if day not in siblings] or days
    weights = [
        (max(load.get(day, 0), 1) / (weight(day) or 1)) ** _LIGHTNESS / max(day - memory.last_day, 1) for day in free
    ]
    return memory._replace(due_day=_drawn(free, weights, f"{key} {memory.reps}"))


def balance_ratings(
    outcomes: Iterable[Outcome],
    key: str,
    *,
    load: Mapping[int, int],
    siblings: Collection[int] = (),
    weight: Weight = ordinary,
) -> list[Memory]:
    """Return the memories of the outcomes of all ratings of a card, the worst one first, each as `balance_load` does.

    A better rating never comes back earlier than a worse one, and later wherever FSRS's own interval is longer; but not
    on a day off where the day of the worse one is none.
    """
    balance = partial(balance_load, key=key, load=load, siblings=siblings, weight=weight)
    balanced: list[Memory] = []
    worst, due = 0, 0  # the interval of the rating before, in days, and its due day
    for outcome in outcomes:
        interval = outcome.interval // DAY
        memory = balance(outcome, not_before=due + (interval > worst))
        same_day = memory if weight(memory.due_day) else balance(outcome, not_before=due)
        balanced.append(same_day if weight(same_day.due_day) else memory)
        worst, due = interval, balanced[-1].due_day
    return balanced


def _open_days(outcome: Outcome, not_before: int, weight: Weight) -> Sequence[int]:
    """Return the days of the fuzz range from `not_before` on, without days off where there are others."""
    first, last = due_range(outcome)
    days = range(min(max(first, not_before), last), last + 1)
    return [day for day in days if weight(day)] or days


def _drawn(days: Sequence[int], weights: Sequence[float], key: str) -> int:
    """Return one of the days by their weights. Equal keys draw equally."""
    scattered = zlib.crc32(key.encode()) * 2_654_435_761 % 2**32  # Knuth's multiplier: CRCs of like keys are alike
    draw = scattered / 2**32 * sum(weights)
    for day, weight in zip(days, weights, strict=True):
        draw -= weight
        if draw < 0:
            return day
    return days[-1]


@lru_cache(maxsize=1)
def _fsrs() -> Any:
    import fsrs  # noqa: PLC0415  `due` and the first question do without it

    return fsrs


@lru_cache(maxsize=64)
def _scheduler(retention: float, weights: tuple[float, ...]) -> Any:
    return _fsrs().Scheduler(
        parameters=weights,
        desired_retention=retention,
        learning_steps=[timedelta(seconds=step) for step in _LEARNING],
        relearning_steps=[timedelta(seconds=step) for step in _RELEARNING],
        enable_fuzzing=False,
    )


@lru_cache(maxsize=4096)
def _noon(day: int) -> Any:
    return datetime(1, 1, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)


def _to_fsrs(memory: Memory | None) -> Any:
    """Return the memory as a card of the package. The id is unused, but without one the package takes 1 ms."""
    if memory is None:
        return _fsrs().Card(card_id=0, due=_noon(1))
    return _fsrs().Card(
        card_id=0,
        state=_fsrs().State[memory.state.capitalize()],
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_noon(memory.due_day),
        last_review=_noon(memory.last_day),
    )
