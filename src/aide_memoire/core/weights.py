"""The weights of FSRS-6, w0 to w20, which say how a learner forgets: their limits, and their event in the log."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MODEL = "fsrs-6"
NUMBER_OF_WEIGHTS = 21

LOWEST_WEIGHTS = (
    *(0.001, 0.001, 0.001, 0.001, 1.0, 0.001, 0.001, 0.001, 0.0, 0.0, 0.001),
    *(0.001, 0.001, 0.001, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1),
)
HIGHEST_WEIGHTS = (
    *(100.0, 100.0, 100.0, 100.0, 10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5),
    *(5.0, 0.25, 0.9, 4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8),
)
"""The limits of the `fsrs` package, which refuses weights beyond them; copied, so that a log is read without it."""


def are_weights(values: object) -> bool:
    """Return whether these are weights that the `fsrs` package takes."""
    return (
        isinstance(values, (list, tuple))
        and len(values) == NUMBER_OF_WEIGHTS
        and all(map(_is_number, values))
        and all(map(_is_within, values, LOWEST_WEIGHTS, HIGHEST_WEIGHTS))
    )


def _is_within(value: float, lowest: float, highest: float) -> bool:
    return lowest <= value <= highest


def check_weights(data: Mapping[str, Any]) -> None:
    """Raise ValueError for the data of a `weights` event that cannot be followed."""
    weights = data.get("weights")
    if data.get("model") != MODEL:
        raise ValueError(f"`model` is {MODEL}: other weights are not known")
    if weights != [] and not are_weights(weights):
        raise ValueError(
            f"`weights` are {NUMBER_OF_WEIGHTS} numbers within the limits of FSRS-6, or none: the defaults"
        )
    reviews = data.get("reviews", 0)
    if not isinstance(reviews, int) or isinstance(reviews, bool) or reviews < 0:
        raise ValueError("`reviews` is a whole number")
    for key in ("loss_before", "loss_after"):
        if not _is_number(data.get(key, 0)):
            raise ValueError(f"`{key}` is a number")


def _is_number(value: object) -> bool:
    return isinstance(value, (float, int)) and not isinstance(value, bool) and abs(value) < math.inf
