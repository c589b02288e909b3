"""The last gate before the terminal: whatever a line holds by now, no control sign of it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from textual.color import Color


class OutputFilter(LineFilter):
    """Text is cleaned where it enters; a progress file that someone else has made enters past that."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line's segments with a symbol for each control."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(sanitize(text), style, control) for text, style, control in segments]
