"""A widget whose text is laid out for the width that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Size


class Drawn(Widget):
    """A text that a function draws for a width in cells."""

    DEFAULT_CSS = "Drawn { width: 100%; height: auto; }"

    def __init__(self, draw: Callable[[int], Content] | None = None, *, id: str | None = None) -> None:  # noqa: A002  as every widget has it
        super().__init__(id=id)
        self._draw = draw or (lambda _: Content(""))

    def show(self, draw: Callable[[int], Content]) -> None:
        """Draw another text from now on."""
        self._draw = draw
        self.refresh(layout=True)

    def height_of(self, width: int) -> int:
        """Return the number of lines at a width."""
        return self._draw(width).get_height({}, width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width."""
        return self.height_of(width) if width else 0

    def render(self) -> Content:
        """Return the text for the present width."""
        return self._draw(max(self.content_size.width, 1))
