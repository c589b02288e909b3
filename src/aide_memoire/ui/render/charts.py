"""Render charts: a grid of days, columns with an axis, a line over time, a track, and tiles with a figure."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from aide_memoire.formatting import columns, percent, tall_columns
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FAINT = "$foreground 30%"
_SHADES = (("░", "$success 55%"), ("▒", "$success 70%"), ("▓", "$success 85%"), ("█", "$success"))
"""The four greens of the grid; their signs differ too, as colours may be off."""

_DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_NAME = 5  # cells to the left of the grid
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille sign, by row and column."""

AXIS = 6  # cells to the left of a line, for the percentages
_SCALE = 5  # cells to the left of columns, for their numbers
_ALONE = 8  # dots: the length of a line through one point

_SCALES = (4, 8, 12, 20, 40, 60, 80, 100, 120, 160, 200, 300, 400, 600, 800, 1_000)


class Tile(NamedTuple):
    """A box with a heading, a figure, a spark of some numbers, and what goes with the figure."""

    head: str
    figure: str
    spark: tuple[int, ...]
    note: str


def beside(left: Sequence[Content], right: Sequence[Content], width: int, gap: int) -> list[Content]:
    """Return two blocks of lines side by side; the left one gets `width` cells."""
    rows = max(len(left), len(right))
    lines = [[*block, *[Content("")] * (rows - len(block))] for block in (left, right)]
    return [one.truncate(width, pad=True) + Content(" " * gap) + other for one, other in zip(*lines, strict=True)]


def render_tiles(tiles: Sequence[Tile], width: int) -> list[Content]:
    """Return tiles in a row."""
    each, rest = divmod(width - (len(tiles) - 1), len(tiles))
    drawn = [_tile(tile, each + (place < rest)) for place, tile in enumerate(tiles)]
    return [Content(" ").join(row) for row in zip(*drawn, strict=True)]


def _tile(tile: Tile, width: int) -> list[Content]:
    inner = width - 4  # a border and a space on either side
    spark = columns(tile.spark[-inner:])
    head = Content(f" {tile.head} ").truncate(width - 3, ellipsis=True)
    top = Content.assemble("╭─", (head.plain, MUTED), "─" * (width - 3 - head.cell_length), "╮")
    rows = [(tile.figure, "bold"), (spark, "$success"), (tile.note, MUTED)]
    body = [
        Content("│ ").stylize(FAINT)
        + Content.assemble(row).truncate(inner, ellipsis=True, pad=True)
        + Content(" │").stylize(FAINT)
        for row in rows
    ]
    return [top.stylize_before(FAINT), *body, Content(f"╰{'─' * (width - 2)}╯").stylize(FAINT)]


def render_days(counts: Mapping[int, int], today: int, width: int) -> list[Content]:
    """Return a column for each week from the first day with a count on, at most those that fit, and the legend."""
    first = min(counts, default=today)
    monday = today - date.fromordinal(today).weekday()
    begun = first - date.fromordinal(first).weekday()
    room = width - _NAME
    weeks = min((monday - begun) // 7 + 1, room)
    gap = " " if 2 * weeks <= room else ""
    mondays = [monday - 7 * back for back in reversed(range(weeks))]
    most = max((count for day, count in counts.items() if day >= mondays[0]), default=0)
    rows = [Content.assemble((" " * _NAME + _month_names(mondays, 1 + len(gap)), MUTED))]
    for weekday, name in enumerate(_DAYS):
        days = [each + weekday for each in mondays if first <= each + weekday <= today or each + weekday < today]
        cells = [Content.assemble(_cell(counts.get(day, 0), most) if day >= first else " ") for day in days]
        rows.append(Content.assemble((f"{name:<{_NAME}}", MUTED)) + Content(gap).join(cells))
    return [*rows, _legend(most)]


def _month_names(mondays: Sequence[int], cells: int) -> str:
    """Return the line of month names, each above the week that contains the first day of the month."""
    line = ""
    for week, monday in enumerate(mondays):
        column, sunday = week * cells, date.fromordinal(monday + 6)
        if (sunday.day <= 7 or not week) and column >= len(line):
            line = line.ljust(column) + f"{sunday:%b} "
    return line[: max(len(mondays) * cells, 3)]


def _cell(count: int, most: int) -> tuple[str, str]:
    return _SHADES[-(-4 * count // most) - 1] if count else ("·", FAINT)


def _legend(most: int) -> Content:
    """Return the numbers that each shade stands for: quarters of the highest one."""
    if most < len(_SHADES):
        return Content.assemble(" " * _NAME, ("·", FAINT), (" none", MUTED))
    ends = [most * quarter // 4 for quarter in range(5)]
    parts = [
        Content.assemble(shade, (f" {low + 1}–{high}" if low + 1 < high else f" {high}", MUTED))
        for shade, (low, high) in zip(_SHADES, pairwise(ends), strict=True)
    ]
    return Content(" " * _NAME) + Content("  ").join(parts)


def columns_that_fit(width: int) -> int:
    """Return of how many days the columns stand side by side at a width."""
    return max((width - _SCALE) // 2, 1)


def render_columns(numbers: Sequence[int], first_day: int, height: int) -> list[Content]:
    """Return a column for each day from `first_day` on, with an axis of numbers and weekdays."""
    most = max(numbers, default=0)
    top = next((scale for scale in _SCALES if scale >= most), most)
    label, gap = max(len(str(top)), 2), " "
    names = {0: str(top), height // 2: str(top // 2)}
    rows = [
        Content.assemble((f"{names.get(row, ''):>{label}} ", MUTED), (gap.join(line), "$secondary"))
        for row, line in enumerate(tall_columns(numbers, height, top))
    ]
    letters = [f"{date.fromordinal(first_day + ahead):%a}"[0] for ahead in range(len(numbers))]
    last = date.fromordinal(first_day + len(numbers) - 1)
    end = f"{last.day} {last:%b}"
    reach = 2 * len(numbers) - 1
    under = Content.assemble(" " * (label + 1), (letters[0], "bold"), (gap + gap.join(letters[1:]), MUTED))
    return [*rows, under, Content.assemble((" " * (label + 1) + "today".ljust(reach - len(end)) + end, MUTED))]


def render_line(points: Sequence[float | None], wanted: float, width: int, height: int) -> list[Content]:
    """Return a line through parts of 1 over time, and the wanted part as a dashed one; None is a gap in the line."""
    begun = next((place for place, point in enumerate(points) if point is not None), 0)
    points, room = points[begun:], width - AXIS
    values = [point for point in points if point is not None]
    low = max(min(0.7, *(value - 0.02 for value in values), wanted), 0.0) if values else 0.7
    dots = _line_dots(points, low, room, height)
    dashed = round((1 - wanted) / (1 - low) * (height - 1))
    names = {0: "100 %", dashed: percent(wanted), height - 1: percent(low)}
    rows = []
    for row in range(height):
        cells = [
            Content.assemble((chr(0x2800 + dots[column, row]), "bold $success"))
            if (column, row) in dots
            else Content.assemble(("╌", FAINT) if row == dashed else " ")
            for column in range(room)
        ]
        rows.append(Content.assemble((f"{names.get(row, ''):>5} ", MUTED)) + Content("").join(cells))
    return rows


def _line_dots(points: Sequence[float | None], low: float, width: int, height: int) -> dict[tuple[int, int], int]:
    """Return the braille bits of a line, by column and row of its cells."""
    dots: dict[tuple[int, int], int] = {}
    step = (2 * width - 1) / max(len(points) - 1, 1)
    for x, value in _along(points, step):
        y = min(max(round((1 - value) / (1 - low) * (4 * height - 1)), 0), 4 * height - 1)
        place = (x // 2, y // 4)
        dots[place] = dots.get(place, 0) | _DOTS[y % 4][x % 2]
    return dots


def _along(points: Sequence[float | None], step: float) -> Iterator[tuple[int, float]]:
    """Yield the dots of a line through points that are `step` dots apart. A single point is a short line."""
    for place, point in enumerate(points):
        if point is None:
            continue
        start = round(place * step)
        after = points[place + 1] if place + 1 < len(points) else None
        if after is not None:
            end = round((place + 1) * step)
            yield from ((x, point + (after - point) * (x - start) / max(end - start, 1)) for x in range(start, end + 1))
        elif not place or points[place - 1] is None:
            yield from ((x, point) for x in range(max(start - _ALONE, 0), max(start, _ALONE) + 1))


def render_track(parts: Sequence[tuple[int, str, str]], width: int) -> Content:
    """Return numbers as one thin track; each part is its number, its sign and its colour."""
    total = sum(number for number, _, _ in parts)
    if not total:
        return Content.assemble(("─" * width, FAINT))
    ends = [round(sum(number for number, _, _ in parts[: place + 1]) * width / total) for place in range(len(parts))]
    lengths = [end - start for start, end in pairwise([0, *ends])]
    return Content.assemble(*((sign * cells, colour) for (_, sign, colour), cells in zip(parts, lengths, strict=True)))
