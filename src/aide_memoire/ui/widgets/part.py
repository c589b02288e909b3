"""A part of a page that scrolls by itself: its lines, and which of them are in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content
    from textual.scrollbar import ScrollBar


class Part:
    """Lines, of which `height` are in sight from the line `top` on. Where that is not all, a bar stands beside them."""

    def __init__(self, bar: ScrollBar) -> None:
        self.bar = bar
        self.lines: Sequence[Content] = ()
        self.height = 0
        self.top = 0

    @property
    def is_cut(self) -> bool:
        """Return whether not all lines are in sight."""
        return len(self.lines) > self.height

    @property
    def last(self) -> int:
        """Return the line on top when the end is in sight."""
        return max(len(self.lines) - self.height, 0)

    @property
    def has_more(self) -> bool:
        """Return whether something follows below what is in sight."""
        return self.top < self.last

    @property
    def in_sight(self) -> Sequence[Content]:
        """Return the lines in sight."""
        return self.lines[self.top : self.top + self.height]

    def scroll_to(self, top: int) -> None:
        """Put a line on top, as far as there is something to scroll."""
        self.top = min(max(top, 0), self.last)

    def show_bar(self) -> None:
        """Let the bar show where the lines in sight are."""
        if not self.is_cut:
            return
        self.bar.window_virtual_size, self.bar.window_size = len(self.lines), self.height
        self.bar.position = self.top
