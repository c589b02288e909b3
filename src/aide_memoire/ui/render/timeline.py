"""Render the map of dated events: each is a mark above its year, and the map fills as they become solid."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.reports.timeline import place
from aide_memoire.ui.render.charts import FAINT
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.standing import Standing
    from aide_memoire.reports.timeline import DatedEvent

SIGNS: dict[Standing, tuple[str, str]] = {
    "solid": ("●", "$success"),
    "learning": ("◐", "$warning"),
    "new": ("○", "$foreground 60%"),
}
"""The sign of each standing, and its colour. On the map the solid ones lie lowest."""

_TICKS = tuple(step * 10**power for power in range(5) for step in (1, 2, 5))
_LABEL = 10  # cells: the least from one year on the axis to the next


def render_map(events: Sequence[DatedEvent], chosen: DatedEvent, width: int, height: int) -> list[Content]:
    """Return the map, of at most `height` rows, with its axis, on which a pointer stands below the chosen event."""
    stacks: dict[int, list[Standing]] = defaultdict(list)
    for event in events:
        stacks[place(events, event, width)].append(event.standing)
    for stack in stacks.values():
        stack.sort(key=list(SIGNS).index)
    height = min(height, max(map(len, stacks.values())))
    rows = [
        Content("").join([Content.assemble(_mark(stacks.get(column, ()), row, height)) for column in range(width)])
        for row in reversed(range(height))
    ]
    return [*rows, _axis(place(events, chosen, width), width), _years(events, width)]


def render_legend(events: Sequence[DatedEvent]) -> Content:
    """Return the number of events of each standing."""
    standings = [event.standing for event in events]
    parts = [
        Content.assemble(sign, (f" {standings.count(standing)} {standing}", MUTED)) for standing, sign in SIGNS.items()
    ]
    return Content("   ").join(parts)


def _mark(stack: Sequence[Standing], row: int, height: int) -> tuple[str, str]:
    """Return what stands in a row of a column, counted from below. A stack that is too high is thinned out."""
    if len(stack) > height:
        row = row * len(stack) // height
    return SIGNS[stack[row]] if row < len(stack) else (" ", "")


def _axis(at: int, width: int) -> Content:
    return Content.assemble(("─" * at, FAINT), ("▲", "$accent"), ("─" * (width - at - 1), FAINT))


def _years(events: Sequence[DatedEvent], width: int) -> Content:
    """Return the line of years: round ones, as many as have room."""
    first, last = events[0].year, events[-1].year
    span = max(last - first, 1)
    step = next((tick for tick in _TICKS if tick * width / span >= _LABEL), _TICKS[-1])
    line = ""
    for year in range(-(-int(first) // step) * step, int(last) + 1, step):
        column = round((year - first) / span * (width - 1)) if last > first else (width - 1) // 2
        name = str(year)
        start = min(max(column - len(name) // 2, 0), width - len(name))
        if start >= len(line) + bool(line):
            line = line.ljust(start) + name
    return Content.assemble((line or str(int(first)), MUTED))
