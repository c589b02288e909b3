"""Pictures as SVG, in plain code. They are readable on light and on dark pages: a style in each has both."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WIDTH, _HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 150, 50, 55
_STYLE = """
  .page { fill: #fcfcfb } .text { fill: #0b0b0b } .soft { fill: #52514e } .grid { stroke: #e1e0d9 }
  .s0 { stroke: #2a78d6; fill: #2a78d6 } .s1 { stroke: #eb6834; fill: #eb6834 } .s2 { stroke: #1baf7a; fill: #1baf7a }
  .s3 { stroke: #4a3aa7; fill: #4a3aa7 } .s4 { stroke: #e87ba4; fill: #e87ba4 } .s5 { stroke: #898781; fill: #898781 }
  .line { fill: none; stroke-width: 2 } text { font: 13px system-ui, sans-serif; stroke: none }
  .title { font-size: 16px; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #1a1a19 } .text { fill: #ffffff } .soft { fill: #c3c2b7 } .grid { stroke: #2c2c2a }
    .s0 { stroke: #3987e5; fill: #3987e5 } .s1 { stroke: #d95926; fill: #d95926 } .s2 { stroke: #199e70; fill: #199e70 }
    .s3 { stroke: #9085e9; fill: #9085e9 } .s4 { stroke: #d55181; fill: #d55181 }
  }
"""


class Axis(NamedTuple):
    """What stands along an edge: a label, the values with a line, and the two ends."""

    label: str
    ticks: Sequence[float]
    low: float
    high: float
    text: Callable[[float], str] = "{:g}".format
    scale: Callable[[float], float] = float

    def part(self, value: float) -> float:
        """Return where the value lies, from 0 to 1."""
        low, high = self.scale(self.low), self.scale(self.high)
        return (self.scale(value) - low) / (high - low)


class Mark(NamedTuple):
    """A point, with the spread of its y where it has one."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None


class Series(NamedTuple):
    """Marks that belong together, joined by a line or not."""

    name: str
    marks: Sequence[Mark]
    is_joined: bool = True
    shows_marks: bool = True


def picture(title: str, x: Axis, y: Axis, series: Sequence[Series], *, calibrates: bool = False) -> str:
    """Return a picture of the series, each named at its last mark.

    One that `calibrates` has a diagonal, on which both axes say the same, and the names in a corner.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' aria-label="{escape(title)}">',
        f"<style>{_STYLE}</style>",
        f'<rect class="page" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>',
        _text(_LEFT, 28, title, "text title"),
        *_axes(x, y),
    ]
    if calibrates:
        parts.append(_line("grid", *_place(x, y, x.low, x.low), *_place(x, y, x.high, x.high), "4 4"))
    for number, each in enumerate(series):
        parts += _drawn(x, y, each, number)
    corner = _WIDTH - _RIGHT - 150, _HEIGHT - _BOTTOM - 20 * len(series)
    parts += _legend(series, *corner) if calibrates else _names(x, y, series)
    return "\n".join([*parts, "</svg>", ""])


def _place(x: Axis, y: Axis, at_x: float, at_y: float) -> tuple[float, float]:
    across, down = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    return _LEFT + x.part(at_x) * across, _TOP + (1 - y.part(at_y)) * down


def _axes(x: Axis, y: Axis) -> list[str]:
    parts = []
    for value in y.ticks:
        left, at = _place(x, y, x.low, value)
        parts += [
            _line("grid", left, at, _WIDTH - _RIGHT, at),
            _text(left - 8, at + 4, y.text(value), "soft", "end"),
        ]
    bottom = _HEIGHT - _BOTTOM
    parts += [_text(_place(x, y, value, y.low)[0], bottom + 18, x.text(value), "soft", "middle") for value in x.ticks]
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 14, x.label, "soft", "middle"))
    middle = (_TOP + bottom) / 2
    return [
        *parts,
        f'<text class="soft" text-anchor="middle" transform="translate(18 {middle:.0f}) rotate(-90)">'
        f"{escape(y.label)}</text>",
    ]


def _drawn(x: Axis, y: Axis, series: Series, number: int) -> list[str]:
    places = [_place(x, y, mark.x, mark.y) for mark in series.marks]
    parts = []
    if series.is_joined:
        points = " ".join(f"{left:.1f},{top:.1f}" for left, top in places)
        parts.append(f'<polyline class="line s{number}" points="{points}"/>')
    for mark, (left, top) in zip(series.marks, places, strict=True):
        if mark.low is not None and mark.high is not None:
            low, high = (_place(x, y, mark.x, end)[1] for end in (mark.low, mark.high))
            parts.append(_line(f"s{number}", left, low, left, high))
        if series.shows_marks:
            parts.append(f'<circle class="s{number}" cx="{left:.1f}" cy="{top:.1f}" r="4"/>')
    return parts


def _legend(series: Sequence[Series], left: float, top: float) -> list[str]:
    return [
        part
        for number, each in enumerate(series)
        for part in (
            f'<circle class="s{number}" cx="{left:.1f}" cy="{top + 20 * number - 4:.1f}" r="4"/>',
            _text(left + 10, top + 20 * number, each.name, "text"),
        )
    ]


def _names(x: Axis, y: Axis, series: Sequence[Series]) -> list[str]:
    """Return the name of each series beside its last mark; where two would touch, one goes down."""
    ends = sorted(
        (_place(x, y, each.marks[-1].x, each.marks[-1].y)[::-1], number) for number, each in enumerate(series)
    )
    parts: list[str] = []
    used: list[tuple[float, float]] = []
    for (top, left), number in ends:
        at = top
        while any(abs(at - other) < 15 and abs(left - beside) < 150 for other, beside in used):
            at += 1
        used.append((at, left))
        parts.append(_text(left + 10, at + 4, series[number].name, "text"))
    return parts


def _text(left: float, top: float, text: str, style: str, anchor: str = "start") -> str:
    return f'<text class="{style}" x="{left:.1f}" y="{top:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(style: str, left: float, top: float, right: float, bottom: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line class="{style}" x1="{left:.1f}" y1="{top:.1f}" x2="{right:.1f}" y2="{bottom:.1f}"{dashed}/>'
