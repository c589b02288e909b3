"""Dialogs: a line of text, or yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from aide_memoire.ui.widgets.answers import SanitizedInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class TextDialog(ModalScreen[str]):
    """A dialog for one line of text. Its result is "" after Esc."""

    DEFAULT_CSS = """
    TextDialog { align: center middle; background: $background 60%; }
    TextDialog > Vertical {
      width: 72; max-width: 96%; height: auto; padding: 1 3; background: $surface; border: round $panel;
    }
    TextDialog Static { height: auto; }
    TextDialog Input { margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Leave")]

    def __init__(self, text: str, does: str) -> None:
        super().__init__()
        self._text = text
        self._does = does

    def compose(self) -> ComposeResult:
        """Yield the question, the input and the two keys."""
        with Vertical():
            yield Static(Content(self._text), markup=False)
            yield SanitizedInput()
            yield Static(Content.assemble(("Enter", "$accent"), f" {self._does}   ", ("Esc", "$accent"), " leave"))

    def on_mount(self) -> None:
        """Focus the input."""
        self.set_focus(self.query_one(SanitizedInput))

    def on_input_submitted(self, event: SanitizedInput.Submitted) -> None:
        """Close with the typed text."""
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Close with "" as the result."""
        self.dismiss("")


class ConfirmDialog(ModalScreen[bool]):
    """A dialog for yes (Enter or y) or no (Esc or n)."""

    DEFAULT_CSS = """
    ConfirmDialog { align: center middle; background: $background 60%; }
    ConfirmDialog > Vertical {
      width: 72; max-width: 96%; height: auto; max-height: 90%; padding: 1 3; background: $surface;
      border: round $panel;
    }
    ConfirmDialog Static { height: auto; }
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
