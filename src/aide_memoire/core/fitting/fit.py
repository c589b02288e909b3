"""Fit weights to histories, and adopt them only if they foretell answers that they were not fitted to.

The answers are divided by time: weights are fitted to the first part, and the weights in force and the fitted ones
foretell the last part. Only if the fitted ones do better are they fitted again, to all answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.fitting.loss import log_loss, predict
from aide_memoire.core.fitting.optimise import fit_weights
from aide_memoire.core.fitting.update import AGAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.fitting.loss import Answer, Prediction

FEWEST = 400
"""Scored answers, without which there is nothing to fit: fewer say too little."""

ENOUGH = 900
"""Scored answers from which the app offers to fit, then again whenever there are twice as many."""

_HELD_OUT = 0.2  # the part of the scored answers that is foretold
_HELD_OUT_FEWEST = 100  # scored answers
_DECIMALS = 4  # of the weights, as other programs of FSRS have them
_INTERVALS = (1, 2, 4, 8, 16, 31, 91)  # days since the answer before: where each range begins


class Comparison(NamedTuple):
    """Held-out answers that came `first` to `last` days after the one before: what was foretold, and what was."""

    first: int
    last: int | None  # None: and later
    answers: int
    predicted_before: float  # the mean probability of recall by the weights in force
    predicted_after: float  # by the fitted weights
    measured: float  # the part that was recalled


class Fit(NamedTuple):
    """What fitting found: with too few answers, only how many there are."""

    scored: int
    weights: tuple[float, ...] = ()  # fitted to all answers; empty if they are not better
    loss_before: float = 0.0  # of the held-out answers
    loss_after: float = 0.0
    recall: Comparison | None = None  # of all held-out answers
    by_interval: tuple[Comparison, ...] = ()


def fit(
    histories: Sequence[Sequence[Answer]],
    in_force: Sequence[float],
    shuffle: Callable[[list[int]], object],
    on_progress: OnProgress = lambda done, total: None,
) -> Fit:
    """Fit weights, and compare them with the weights in force. `fit_weights` says what `shuffle` is."""
    places = _scored_places(histories)
    if len(places) < FEWEST:
        return Fit(len(places))
    earlier = _before(_held_out(places), histories)
    trial = fit_weights(earlier, shuffle, lambda done, total: on_progress(done, 2 * total))
    found = compare(histories, in_force, trial)
    if found.loss_after >= found.loss_before:
        return found
    weights = fit_weights(histories, shuffle, lambda done, total: on_progress(total + done, 2 * total))
    return found._replace(weights=tuple(round(weight, _DECIMALS) for weight in weights))


def compare(histories: Sequence[Sequence[Answer]], in_force: Sequence[float], other: Sequence[float]) -> Fit:
    """Compare other weights with those in force by the newest answers. Nothing is fitted."""
    places = _scored_places(histories)
    if not places:
        return Fit(0)
    before, after = (
        [each for each in predict(weights, histories) if each.answer.place >= _held_out(places)]
        for weights in (in_force, other)
    )
    return Fit(
        len(places),
        (),
        log_loss(before),
        log_loss(after),
        _compare(before, after, 1, None),
        tuple(_by_interval(before, after)),
    )


def _scored_places(histories: Sequence[Sequence[Answer]]) -> list[int]:
    return sorted(answer.place for history in histories for answer in history if answer.is_scored)


def _held_out(places: Sequence[int]) -> int:
    """Return the place of the first held-out answer."""
    number = max(round(_HELD_OUT * len(places)), _HELD_OUT_FEWEST)
    return places[max(len(places) - number, 0)]


def _before(place: int, histories: Sequence[Sequence[Answer]]) -> list[list[Answer]]:
    earlier = [[answer for answer in history if answer.place < place] for history in histories]
    return [history for history in earlier if history]


def _by_interval(before: Sequence[Prediction], after: Sequence[Prediction]) -> Iterator[Comparison]:
    """Yield a comparison of each range of intervals that has answers."""
    for first, last in zip(_INTERVALS, (*(start - 1 for start in _INTERVALS[1:]), None), strict=True):
        pairs = [pair for pair in zip(before, after, strict=True) if _is_within(pair[0].answer.days, first, last)]
        if pairs:
            yield _compare([one for one, _ in pairs], [other for _, other in pairs], first, last)


def _is_within(days: int, first: int, last: int | None) -> bool:
    return first <= days and (last is None or days <= last)


def _compare(before: Sequence[Prediction], after: Sequence[Prediction], first: int, last: int | None) -> Comparison:
    recalled = sum(each.answer.rating > AGAIN for each in before)
    return Comparison(first, last, len(before), _mean_recall(before), _mean_recall(after), recalled / len(before))


def _mean_recall(predictions: Sequence[Prediction]) -> float:
    return sum(each.recall for each in predictions) / len(predictions)
