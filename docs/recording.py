"""Makes one moving picture of many screens: an SVG that plays them in turn, with what was pressed below each."""

from __future__ import annotations

import re
from html import escape
from itertools import accumulate
from typing import NamedTuple

_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_CAPTION = 44  # height of the line below the screen, in the units of the picture


class Frame(NamedTuple):
    """A screen as an SVG, for how many seconds it stays, and what was pressed to come to it."""

    picture: str
    seconds: float
    pressed: str


def animate(frames: list[Frame], still: int) -> str:
    """Return the frames, all of one size, as one SVG; where motion is unwanted, only `still` is shown."""
    found = _VIEW.search(frames[0].picture)
    assert found, "a screen is an SVG with a viewBox"  # noqa: S101  it is our own picture
    width, height = float(found[1]), float(found[2])
    whole = sum(frame.seconds for frame in frames)
    ends = list(accumulate(frame.seconds for frame in frames))
    rules = [
        _rule(number, end - frame.seconds, end, whole)
        for number, (frame, end) in enumerate(zip(frames, ends, strict=True))
    ]
    unmoved = f".frame {{ animation: none; }} #f{still} {{ visibility: visible; }}"
    rules.append(f"@media (prefers-reduced-motion: reduce) {{ {unmoved} }}")
    groups = [_group(number, frame, width, height) for number, frame in enumerate(frames)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height + _CAPTION:g}">',
            "<style>",
            ".frame { visibility: hidden; }",
            ".pressed { font: 20px monospace; fill: #6b7684; text-anchor: middle; }",
            *rules,
            "</style>",
            *groups,
            "</svg>\n",
        ]
    )


def _rule(number: int, begin: float, end: float, whole: float) -> str:
    """Return the style by which a frame is seen from `begin` to `end`, in seconds of a round of `whole`."""
    steps = (
        {0.0: "hidden", begin / whole: "visible", end / whole: "hidden"}
        if number
        else {0.0: "visible", end / whole: "hidden"}
    )
    told = " ".join(f"{share:.2%} {{ visibility: {seen}; }}" for share, seen in steps.items() if share < 1)
    return f"#f{number} {{ animation: f{number} {whole:g}s step-end infinite; }} @keyframes f{number} {{ {told} }}"


def _group(number: int, frame: Frame, width: float, height: float) -> str:
    caption = f'<text class="pressed" x="{width / 2:g}" y="{height + 28:g}">{escape(frame.pressed)}</text>'
    picture = frame.picture.replace("<svg ", f'<svg width="{width:g}" height="{height:g}" ', 1)
    return f'<g class="frame" id="f{number}">{picture}{caption}</g>'
