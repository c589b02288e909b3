"""The sizes of a screen that the app draws for. A terminal that is smaller shows a part of it."""

from __future__ import annotations

from textual.geometry import Size

SMALLEST = Size(20, 6)  # with less, some of Textual's widgets have no room for a single character, and fail
LARGEST = Size(800, 300)  # memory and time grow with it


def fit(size: Size) -> Size:
    """Return the nearest size that the app draws for."""
    return Size(
        min(max(size.width, SMALLEST.width), LARGEST.width), min(max(size.height, SMALLEST.height), LARGEST.height)
    )


def is_real(size: Size) -> bool:
    """Return whether a terminal can have this size: other ones that it tells are a slip of its."""
    return 0 < size.width <= LARGEST.width and 0 < size.height <= LARGEST.height
