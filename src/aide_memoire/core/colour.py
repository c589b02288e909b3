"""Colours as "#rrggbb": whether a text is one, a mixture of two, and how well one reads on another."""

from __future__ import annotations

import re

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_SHORT = len("#rgb")
_LINEAR_BELOW = 0.04045  # sRGB: darker than this, light follows the number
_WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue, by WCAG 2


def is_colour(value: object) -> bool:
    """Return whether a value is a colour, as "#d9a441" or "#da4"."""
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def mixture(one: str, other: str, part: float) -> str:
    """Return a colour with so much, from 0 to 1, of another one in it."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(255 * (mine + (theirs - mine) * part)):02x}" for mine, theirs in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2: 1 for the same, 21 for black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    return sum(weight * _linear(part) for weight, part in zip(_WEIGHTS, _parts(colour), strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[float, ...]:
    """Return red, green and blue, each from 0 to 1."""
    digits = colour[1:]
    if len(colour) == _SHORT:
        digits = "".join(2 * each for each in digits)
    return tuple(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
