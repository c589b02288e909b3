"""Figures over learners, with their spread."""

from __future__ import annotations

from statistics import mean, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def percentile(values: Sequence[float], part: int) -> float:
    """Return the value that `part` percent of the values lie below."""
    return quantiles(values, n=100, method="inclusive")[part - 1] if len(values) > 1 else values[0]


def spread(values: Sequence[float], text: str) -> str:
    """Return the mean, and between brackets where eight of ten lie."""
    ends = "–".join(text.format(percentile(values, part)) for part in (10, 90))
    return f"{text.format(mean(values))} ({ends})"
