"""Dialogs: a line of text, yes or no, one of a few things, or one of two texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from aide_memoire.core.sanitize import sanitize
from aide_memoire.ui.screens.base import CarefulScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.answers import SanitizedInput
from aide_memoire.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType


class Choice(NamedTuple):
    """Something to choose: the result, its name, and a word on it."""

    result: str
    name: str
    words: str = ""


class TextDialog(CarefulScreen[str], ModalScreen[str]):
    """A dialog for one line of text. Its result is "" after Esc."""

    DEFAULT_CSS = """
    TextDialog { align: center middle; background: $background 60%; }
    TextDialog > Vertical {
      width: 72; max-width: 96%; height: auto; padding: 1 3; background: $surface; border: round $panel;
    }
    TextDialog Static { height: auto; }
    TextDialog Input { height: 1; margin: 1 0; border: none; padding: 0 1; background: $panel; }
    TextDialog Input:focus { border: none; background: $panel; background-tint: $foreground 8%; }
    """
    AUTO_FOCUS = "SanitizedInput"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Back")]

    def __init__(self, text: str, does: str, value: str = "") -> None:
        super().__init__()
        self._text = text
        self._does = does
        self._value = value

    def compose(self) -> ComposeResult:
        """Yield the question, the input and the two keys."""
        with Vertical():
            yield Static(Content(self._text), markup=False)
            yield SanitizedInput(self._value, select_on_focus=False)
            yield Static(Content.assemble(("Enter", "$accent"), f" {self._does}   ", ("Esc", "$accent"), " cancel"))

    def on_input_submitted(self, event: SanitizedInput.Submitted) -> None:
        """Close with the typed text."""
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Close with "" as the result."""
        self.dismiss("")


class ConfirmDialog(CarefulScreen[bool], ModalScreen[bool]):
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


class ChoiceDialog(CarefulScreen[str], ModalScreen[str]):
    """A dialog with a few things to choose from. Its result is "" after Esc."""

    DEFAULT_CSS = """
    ChoiceDialog { align: center middle; background: $background 60%; }
    ChoiceDialog > Vertical {
      width: 72; max-width: 96%; height: auto; max-height: 90%; padding: 1 3; background: $surface;
      border: round $panel;
    }
    ChoiceDialog Static { height: auto; }
    ChoiceDialog MarkedList { height: auto; max-height: 16; margin: 1 0; padding: 0; background: $surface; }
    """
    AUTO_FOCUS = "MarkedList"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss('')", "Leave")]

    def __init__(self, text: str, options: Sequence[Choice], does: str = "choose") -> None:
        super().__init__()
        self._text = text
        self._options = options
        self._does = does

    def compose(self) -> ComposeResult:
        """Yield the text, the list and the two keys."""
        with Vertical():
            yield Static(Content(self._text), markup=False)
            yield _Options(self._options)
            yield Static(Content.assemble(("Enter", "$accent"), f" {self._does}   ", ("Esc", "$accent"), " leave"))

    def on_option_list_option_selected(self, event: MarkedList.OptionSelected) -> None:
        """Close with what was chosen."""
        self.dismiss(self._options[event.option_index].result)


class _Options(MarkedList):
    def __init__(self, options: Sequence[Choice]) -> None:
        super().__init__()
        self._of = options
        self._width = max(Content(each.name).cell_length for each in options)

    def on_mount(self) -> None:
        self.show_rows(len(self._of), 0)

    def row(self, place: int, marker: str) -> Content:
        name = Content(self._of[place].name)
        named = name.pad_right(self._width - name.cell_length)
        return Content.assemble((f"{marker} ", "$accent"), named, (f"   {self._of[place].words}", MUTED))


class ConflictDialog(CarefulScreen[str], ModalScreen[str]):
    """One's own text and that of another program, beside each other. Its result is "mine", "theirs" or ""."""

    DEFAULT_CSS = """
    ConflictDialog { align: center middle; background: $background 60%; }
    ConflictDialog > Vertical {
      width: 96%; max-width: 140; height: 90%; padding: 1 2; background: $surface; border: round $panel;
    }
    ConflictDialog Static { height: auto; }
    ConflictDialog #texts { height: 1fr; margin: 1 0; }
    ConflictDialog.-narrow #texts { layout: vertical; }
    ConflictDialog VerticalScroll { width: 1fr; height: 1fr; padding: 0 0 0 1; scrollbar-size-vertical: 1; }
    ConflictDialog VerticalScroll Static { padding: 0 1 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("m", "dismiss('mine')", "Keep mine"),
        ("t", "dismiss('theirs')", "Take theirs"),
        ("escape", "dismiss('')", "Go on editing"),
    ]

    def __init__(self, mine: str, theirs: str | None) -> None:
        super().__init__()
        gone = "It is not there any more."
        self._texts = (("yours", mine, theirs or ""), ("in the file", theirs or gone, mine if theirs else gone))

    def compose(self) -> ComposeResult:
        """Yield what has happened, the two texts and the keys."""
        with Vertical():
            yield Static(Content("Another program has changed this meanwhile. Nothing was written."), markup=False)
            with Horizontal(id="texts"):
                for head, text, other in self._texts:
                    with VerticalScroll():
                        yield Static(Content.assemble((head, "bold"), "\n", _differing(text, other)), markup=False)
            keys = (("m", "keep mine"), ("t", "take theirs"), ("Esc", "go on editing"))
            yield Static(Content("   ").join(Content.assemble((key, "$accent"), f" {does}") for key, does in keys))

    def on_resize(self) -> None:
        """Show the texts below each other where there is no room for both."""
        self.set_class(self.app.size.width < 100, "-narrow")


def _differing(text: str, other: str) -> Content:
    """Return a text in which the lines that the other one has too stand back."""
    known = other.split("\n")
    lines = [Content.assemble((sanitize(line), MUTED if line in known else "")) for line in text.split("\n")]
    return Content("\n").join(lines)
