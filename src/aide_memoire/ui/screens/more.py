"""The screen for who wants to go on when the share of the day is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from aide_memoire.study.more import find_more
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine
from aide_memoire.ui.widgets.more_list import MoreList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType


class MoreScreen(AppScreen[str]):
    """What there is to study on. The result is "quiz", the kind of an offer, or "" to go back."""

    DEFAULT_CSS = """
    MoreScreen {
      #done { padding: 2 5 1 5; height: auto; }
      MoreList { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Back")]

    def __init__(self, reason: str, decks: Sequence[str]) -> None:
        super().__init__()
        self._reason = reason
        self._decks = decks

    def compose(self) -> ComposeResult:
        """Yield why nothing is left, and the offers."""
        yield TopLine("More")
        yield Static(Content(self._reason), id="done", markup=False)
        yield MoreList(find_more(self.workspace, self._decks))
        yield KeyLine([Key("Enter", "study", "screen.choose"), Key("Esc", "back", "screen.leave")])

    def on_more_list_chosen(self, message: MoreList.Chosen) -> None:
        """Close with what was chosen."""
        self.close(message.kind)

    def action_choose(self) -> None:
        """Choose the row with the marker, after a click on the name of the key."""
        self.query_one(MoreList).action_select()

    def action_leave(self) -> None:
        """Go back."""
        self.close("")
