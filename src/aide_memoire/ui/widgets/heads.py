"""The line of headings above a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content


class Heads(Widget):
    """Headings that are made when they are drawn, when the width of their list is known, so that columns agree."""

    DEFAULT_CSS = "Heads { width: 100%; height: 1; padding: 0 2; color: $text-muted; }"

    def __init__(self, head: Callable[[], Content]) -> None:
        super().__init__(id="heads")
        self._head = head

    def render(self) -> Content:
        """Return the headings."""
        return self._head()
