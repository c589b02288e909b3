"""The base class of lists in which a marker, not only a colour, shows the chosen row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType
    from textual.content import Content


class MarkedList(OptionList):
    """A list whose rows are drawn again when the choice or the width changes."""

    DEFAULT_CSS = """
    MarkedList {
      height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; border: none; background: $background;
      &:focus { border: none; background: $background; background-tint: $foreground 0%; }
      & > .option-list--option { padding: 0 1; }
      & > .option-list--option-highlighted, &:focus > .option-list--option-highlighted {
        background: $panel; color: $foreground; text-style: none;
      }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up,k", "cursor_up", "Move or scroll"),
        ("down,j", "cursor_down", "Move or scroll"),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  Textual's name for it
        super().__init__(id=id, markup=False)
        self._marked: int | None = None

    def on_resize(self, _: events.Resize) -> None:
        """Draw the rows for the new width."""
        self.draw()

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Move the marker."""
        before, self._marked = self._marked, self.highlighted
        for place in {before, self._marked}:
            self.draw_row(place)

    def show_rows(self, number: int, chosen: int) -> None:
        """Show `number` rows, and choose the one with the index `chosen`."""
        self.clear_options()
        self._marked = chosen if number else None
        self.add_options([Option(self._drawn(place)) for place in range(number)])
        if number:
            self.highlighted = chosen

    def draw(self) -> None:
        """Draw all rows."""
        for place in range(self.option_count):
            self.draw_row(place)

    def draw_row(self, place: int | None) -> None:
        """Draw one row, if there is one at this place."""
        if place is not None and place < self.option_count:
            self.replace_option_prompt_at_index(place, self._drawn(place))

    def _drawn(self, place: int) -> Content:
        return self.row(place, "▸" if place == self._marked else " ")

    def row(self, place: int, marker: str) -> Content:
        """Return one row, beginning with the marker."""
        raise NotImplementedError
