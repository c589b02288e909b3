"""Filter the output of the app: no control character reaches the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter, Monochrome, NoColor

from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.color import Color


class OutputFilter(LineFilter):
    """Sanitizes every line. Text is sanitized when it is read, but a progress file may come from someone else."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of the line with a symbol for each control character."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(sanitize(text), style, control) for text, style, control in segments]


def without_grey(filters: Iterable[LineFilter]) -> list[LineFilter]:
    """Return filters that take all colour away where Textual's own, with NO_COLOR, would turn it to grey."""
    return [NoColor() if isinstance(each, Monochrome) else each for each in filters]
