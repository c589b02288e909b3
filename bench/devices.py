"""A sync of two devices over a folder: the first one with all that there is, and that of a day, by the log's size."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

from bench import kept
from bench.measure import Row, Theme, fresh_folder, in_turn, told_by

if TYPE_CHECKING:
    from collections.abc import Callable

_A_DAY = "200"  # events
_FEW, _MANY = 10_000, 100_000  # events in the log
_FIRST, _DAILY = 10_000, 500  # milliseconds


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    few, many = (5000, _FEW) if quick else (_FEW, _MANY)
    with fresh_folder() as folder:

        def both(events: int) -> dict[str, float]:
            for name in ("data", "other", "where"):
                shutil.rmtree(f"{folder}/{name}", ignore_errors=True)
            shutil.copytree(kept.profile(events // 10, events), f"{folder}/data")
            return told_by("-m", "bench.child", "sync", folder, kept.decks(events // 10), _A_DAY)

        things: dict[str, Callable[[], dict[str, float]]] = {
            f"{events:,} events: ": partial(both, events) for events in (few, many)
        }
        series = list(in_turn(things, rounds).values())
    (_, _, _, few_daily), (_, first, sent, daily) = series[:4], series[4:]
    rows = (
        Row(f"a first sync that receives {many:,} events, in ms", first, None, _FIRST),
        Row(f"a sync that sends {_A_DAY} of {many:,} events, in ms", sent, None, _DAILY),
        Row(f"a sync that receives {_A_DAY} beside {many:,} events, in ms", daily, None, _DAILY),
        Row(f"the same against {few:,} events", daily, few_daily, 1.5),
    )
    return Theme("Several devices, over a folder", rows, series)
