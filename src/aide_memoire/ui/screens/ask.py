"""A question to the person at the keys: yes, or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class AskScreen(ModalScreen[bool]):
    """Enter or y is yes, Esc or n is no."""

    DEFAULT_CSS = """
    AskScreen { align: center middle; background: $background 60%; }
    AskScreen > Vertical {
      width: 72; max-width: 96%; height: auto; max-height: 90%; padding: 1 3; background: $surface;
      border: round $panel;
    }
    AskScreen Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("enter,y", "answer(True)", "Yes"), ("escape,n", "answer(False)", "No")]

    def __init__(self, text: str, yes: str, no: str) -> None:
        super().__init__()
        self._text = Content.assemble(
            text, "\n\n", ("Enter", "$accent"), f" {yes}", "   ", ("Esc", "$accent"), f" {no}"
        )

    def compose(self) -> ComposeResult:
        """Yield the question and its two keys."""
        with Vertical():
            yield Static(self._text, markup=False)

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
