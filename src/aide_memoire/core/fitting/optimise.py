"""Find the weights of FSRS-6 that foretell a learner's answers best: first the initial stabilities, then all weights.

The method and its constants are those of fsrs-rs (open-spaced-repetition, BSD-3-Clause): Adam with a falling learning
rate; recent answers weigh more; each weight is held to its start, the less so the more learners differ in it. Two
things are our own: few answers move an initial stability less, and a step takes whole histories, not single answers.
"""

from __future__ import annotations

from collections import Counter
from math import ceil, cos, exp, log, pi
from typing import TYPE_CHECKING

from aide_memoire.core.fitting.loss import SURE, add_gradient
from aide_memoire.core.fitting.update import AGAIN, EASY, make_curve
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, retrievability
from aide_memoire.core.weights import HIGHEST_WEIGHTS, LOWEST_WEIGHTS, NUMBER_OF_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.fitting.loss import Answer

_SPREAD = (
    *(6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33),
    *(0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27),
)
"""The standard deviation of each weight among learners (fsrs-rs, PARAMS_STDDEV)."""

_EPOCHS = 5
_BATCH = 512  # scored answers
_LEARNING_RATE = 0.04
_MOMENTUM, _SCALING, _TINY = 0.9, 0.999, 1e-8  # of Adam: β1, β2 and ε
_OLDEST = 0.25  # the weight of the oldest answer; the newest has 1
_FEW = 8  # first recalls, by which an initial stability is half the learner's own
_FIRST_LOWEST, _FIRST_HIGHEST = 0.01, 100.0  # days
_FIRST_PULL = 1 / 16  # loss per day of distance from the default
_THIRDS = 25  # steps of the search, each of which leaves two thirds


def fit_weights(
    histories: Sequence[Sequence[Answer]],
    shuffle: Callable[[list[int]], object],
    on_progress: OnProgress = lambda done, total: None,
) -> tuple[float, ...]:
    """Return the weights that fit these histories: the defaults, where no answer is scored.

    `shuffle` brings a list into a random order: that of the histories, before each epoch. Progress is in steps.
    """
    scored = [sum(answer.is_scored for answer in history) for history in histories]
    if not any(scored):
        return DEFAULT_PARAMETERS.weights
    weighed = _by_recency(histories)
    size = max(1, len(histories) // max(1, round(sum(scored) / _BATCH)))  # histories in a batch
    steps = ceil(len(histories) / size) * _EPOCHS
    descent = _Descent(first_stabilities(histories), steps)
    order = list(range(len(histories)))
    for _ in range(_EPOCHS):
        shuffle(order)
        for at in range(0, len(order), size):
            batch = order[at : at + size]
            descent.step([weighed[each] for each in batch], sum(scored[each] for each in batch) / sum(scored))
            on_progress(descent.done, steps)
    return (*_rising(descent.weights[:EASY]), *descent.weights[EASY:])


def _by_recency(histories: Sequence[Sequence[Answer]]) -> list[list[Answer]]:
    """Return the histories with the weight of each answer: 0.25 + 0.75·x³, where x goes from 0 to 1 with its place."""
    first = min(history[0].place for history in histories)
    span = max(max(history[-1].place for history in histories) - first, 1)
    return [
        [each._replace(weight=_OLDEST + (1 - _OLDEST) * ((each.place - first) / span) ** 3) for each in history]
        for history in histories
    ]


class _Descent:
    """Gradient descent by Adam, from the initial stabilities and the other defaults."""

    def __init__(self, start: Sequence[float], steps: int) -> None:
        self.weights = list(start)
        self.done = 0
        self._start, self._steps = start, steps
        self._means, self._squares = [0.0] * NUMBER_OF_WEIGHTS, [0.0] * NUMBER_OF_WEIGHTS

    def step(self, batch: Sequence[Sequence[Answer]], share: float) -> None:
        """Go one step down the loss of a batch, which has this share of all scored answers."""
        rate = _LEARNING_RATE * (1 + cos(pi * self.done / self._steps)) / 2
        self.done += 1
        for number, slope in enumerate(self._slopes(batch, share)):
            moved = self.weights[number] - rate * self._smooth(number, slope)
            self.weights[number] = min(max(moved, LOWEST_WEIGHTS[number]), HIGHEST_WEIGHTS[number])

    def _slopes(self, batch: Sequence[Sequence[Answer]], share: float) -> list[float]:
        """Return the derivatives of the loss of a batch, and of Σ (weight − start)²/spread² by its share."""
        slopes = [0.0] * NUMBER_OF_WEIGHTS
        curve = make_curve(self.weights)
        for history in batch:
            add_gradient(curve, history, slopes)
        return [
            slope + 2 * share * (weight - start) / spread**2
            for slope, weight, start, spread in zip(slopes, self.weights, self._start, _SPREAD, strict=True)
        ]

    def _smooth(self, number: int, slope: float) -> float:
        """Return the direction of a weight: the mean slope of the last steps by the root of its mean square."""
        self._means[number] += (1 - _MOMENTUM) * (slope - self._means[number])
        self._squares[number] += (1 - _SCALING) * (slope * slope - self._squares[number])
        mean = self._means[number] / (1 - _MOMENTUM**self.done)
        square: float = self._squares[number] / (1 - _SCALING**self.done)
        return float(mean / (square**0.5 + _TINY))


def first_stabilities(histories: Sequence[Sequence[Answer]]) -> tuple[float, ...]:
    """Return the default weights with the learner's own initial stabilities, w0 to w3.

    Each is found by the first scored answers alone, and moved from the default by n/(n + 8) of the way in logarithms,
    where n is their number.
    """
    defaults = DEFAULT_PARAMETERS.weights
    seen = [_first_recalls(histories, rating) for rating in range(AGAIN, EASY + 1)]
    found = [_first_stability(recalls, defaults[number]) for number, recalls in enumerate(seen)]
    return (*_ordered(found, [recalls.total() for recalls in seen]), *defaults[EASY:])


def _first_recalls(histories: Sequence[Sequence[Answer]], rating: int) -> Counter[tuple[int, bool]]:
    """Count (days, was it recalled) of the first scored answer to each card that was first rated so."""
    own = (history for history in histories if history[0].rating == rating)
    firsts = (next(filter(lambda answer: answer.is_scored, history), None) for history in own)
    return Counter((answer.days, answer.rating > AGAIN) for answer in firsts if answer)


def _first_stability(recalls: Mapping[tuple[int, bool], int], default: float) -> float:
    """Return the stability with the lowest loss, found by a search that leaves out a third at each step."""
    count = sum(recalls.values())
    if not count:
        return default
    low, high = log(_FIRST_LOWEST), log(_FIRST_HIGHEST)
    for _ in range(_THIRDS):
        third = (high - low) / 3
        if _first_loss(exp(low + third), recalls, default) < _first_loss(exp(high - third), recalls, default):
            high -= third
        else:
            low += third
    own = count / (count + _FEW)
    return exp(own * (low + high) / 2 + (1 - own) * log(default))


def _first_loss(stability: float, recalls: Mapping[tuple[int, bool], int], default: float) -> float:
    loss = _FIRST_PULL * abs(stability - default)
    for (days, recalled), count in recalls.items():
        chance = min(retrievability(stability, days, DEFAULT_PARAMETERS), 1 - SURE)
        loss -= count * log(chance if recalled else 1 - chance)
    return loss


def _ordered(stabilities: Sequence[float], counts: Sequence[int]) -> list[float]:
    """Return the stabilities so that none is longer than that of a better rating: the one with more answers stays."""
    found = list(zip(stabilities, counts, strict=True))
    for _ in found[1:]:  # what has moved may move its other neighbour
        for place in range(len(found) - 1):
            worse, better = found[place : place + 2]
            if worse[0] > better[0]:
                found[place : place + 2] = [worse if worse[1] > better[1] else better] * 2
    return [stability for stability, _ in found]


def _rising(values: Sequence[float]) -> list[float]:
    return [max(values[: place + 1]) for place in range(len(values))]
