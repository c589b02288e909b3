"""One update of FSRS-6, as `fsrs` makes it, with its partial derivatives.

S is the stability in days, D the difficulty, R the probability of recall, G the rating, w the weights ("The
Algorithm", open-spaced-repetition). `core/scheduler.py` runs the package itself; the package has no derivatives.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4  # plain numbers: an enum would double the time of a fit

STABILITY_LOWEST, STABILITY_HIGHEST = 0.001, 36_500.0  # days, as in fsrs-rs
_DIFFICULTY_LOWEST, _DIFFICULTY_HIGHEST = 1.0, 10.0


class Curve(NamedTuple):
    """What follows from the weights alone, for all updates by these weights."""

    weights: Sequence[float]
    factor: float  # F = 0.9^(−1/w20) − 1
    factor_slope: float  # dF/dw20
    easiest: float  # the difficulty after a first rating of Easy, w4 − e^(3·w5) + 1, to which difficulty reverts
    easiest_slope: float  # d easiest / dw5


def make_curve(weights: Sequence[float]) -> Curve:
    """Return the curve of these 21 weights."""
    power = 0.9 ** (-1 / weights[20])
    growth = exp(3 * weights[5])
    slope = power * log(0.9) / weights[20] ** 2
    return Curve(weights, power - 1, slope, weights[4] - growth + 1, -3 * growth)


class Change(NamedTuple):
    """A value after an update, and its partial derivatives by what it was made of."""

    value: float
    by_stability: float = 0.0
    by_difficulty: float = 0.0
    by_recall: float = 0.0
    by_weights: tuple[tuple[int, float], ...] = ()  # (number of the weight, derivative)


def first_difficulty(curve: Curve, rating: int) -> Change:
    """Return the difficulty after the first review: D = w4 − e^(w5·(G − 1)) + 1."""
    w = curve.weights
    growth = exp(w[5] * (rating - 1))
    return _bounded_difficulty(w[4] - growth + 1, 0.0, ((4, 1.0), (5, -(rating - 1) * growth)))


def next_difficulty(curve: Curve, difficulty: float, rating: int) -> Change:
    """Return D' = w7·easiest + (1 − w7)·(D − w6·(G − 3)·(10 − D)/9)."""
    w = curve.weights
    kept, step = 1 - w[7], (rating - 3) / 9
    moved = difficulty - w[6] * step * (10 - difficulty)
    by_weights = (
        (4, w[7]),
        (5, w[7] * curve.easiest_slope),
        (6, -kept * step * (10 - difficulty)),
        (7, curve.easiest - moved),
    )
    return _bounded_difficulty(w[7] * curve.easiest + kept * moved, kept * (1 + w[6] * step), by_weights)


def _bounded_difficulty(value: float, by_difficulty: float, by_weights: tuple[tuple[int, float], ...]) -> Change:
    if value < _DIFFICULTY_LOWEST:
        return Change(_DIFFICULTY_LOWEST)
    if value > _DIFFICULTY_HIGHEST:
        return Change(_DIFFICULTY_HIGHEST)
    return Change(value, 0.0, by_difficulty, 0.0, by_weights)


def recall(curve: Curve, stability: float, days: int) -> Change:
    """Return R = (1 + F·t/S)^(−w20)."""
    decay = curve.weights[20]
    base = 1 + curve.factor * days / stability
    value: float = base**-decay
    by_stability = value * decay * curve.factor * days / (base * stability * stability)
    by_decay = -value * (log(base) + decay * days * curve.factor_slope / (base * stability))
    return Change(value, by_stability, 0.0, 0.0, ((20, by_decay),))


def next_stability(curve: Curve, stability: float, difficulty: float, rating: int, chance: float | None) -> Change:
    """Return the stability after a review at the probability of recall `chance`; None for one on the same day."""
    if chance is None:
        change = _on_the_same_day(curve.weights, stability, rating)
    elif rating == AGAIN:
        change = _when_forgotten(curve.weights, stability, difficulty, chance)
    else:
        change = _when_recalled(curve.weights, stability, difficulty, rating, chance)
    if change.value < STABILITY_LOWEST:
        return Change(STABILITY_LOWEST)
    if change.value > STABILITY_HIGHEST:
        return Change(STABILITY_HIGHEST)
    return change


def _on_the_same_day(w: Sequence[float], stability: float, rating: int) -> Change:
    """Return S' = S·e^(w17·(G − 3 + w18))·S^(−w19); where it was recalled, at least S."""
    growth = exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    if rating > AGAIN and growth < 1:
        return Change(stability, 1.0)
    value = stability * growth
    by_weights = ((17, value * (rating - 3 + w[18])), (18, value * w[17]), (19, -value * log(stability)))
    return Change(value, growth * (1 - w[19]), 0.0, 0.0, by_weights)


def _when_forgotten(w: Sequence[float], stability: float, difficulty: float, chance: float) -> Change:
    """Return S' = w11·D^(−w12)·((S + 1)^w13 − 1)·e^(w14·(1 − R)), at most S/e^(w17·w18)."""
    scale = w[11] * difficulty ** -w[12] * exp((1 - chance) * w[14])
    power = (stability + 1) ** w[13]
    value, highest = scale * (power - 1), stability / exp(w[17] * w[18])
    if value >= highest:
        return Change(highest, highest / stability, 0.0, 0.0, ((17, -highest * w[18]), (18, -highest * w[17])))
    by_weights = (
        (11, value / w[11]),
        (12, -value * log(difficulty)),
        (13, scale * power * log(stability + 1)),
        (14, value * (1 - chance)),
    )
    by_stability = scale * power * w[13] / (stability + 1)
    return Change(value, by_stability, -value * w[12] / difficulty, -value * w[14], by_weights)


def _when_recalled(w: Sequence[float], stability: float, difficulty: float, rating: int, chance: float) -> Change:
    """Return S' = S·(1 + e^w8·(11 − D)·S^(−w9)·(e^(w10·(1 − R)) − 1)·b), b = w15 for Hard, w16 for Easy, else 1."""
    bonus = w[15] if rating == HARD else w[16] if rating == EASY else 1.0
    scale = exp(w[8]) * (11 - difficulty) * stability ** -w[9]
    surprise = exp((1 - chance) * w[10])
    plain = scale * (surprise - 1)  # the growth without the bonus
    growth = plain * bonus
    gain = stability * growth
    rise = stability * scale * bonus * surprise  # by w10·(1 − R)
    by_weights: tuple[tuple[int, float], ...] = ((8, gain), (9, -gain * log(stability)), (10, rise * (1 - chance)))
    if rating != GOOD:
        by_weights = (*by_weights, (15 if rating == HARD else 16, stability * plain))
    return Change(stability + gain, 1 + growth * (1 - w[9]), -gain / (11 - difficulty), -rise * w[10], by_weights)
