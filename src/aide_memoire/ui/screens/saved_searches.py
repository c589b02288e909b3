"""A dialog with the saved searches of the card browser: apply, save or remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from aide_memoire.profiles.saved_searches import remove_search, save_search, saved_searches
from aide_memoire.ui.screens.base import CarefulScreen
from aide_memoire.ui.screens.dialogs import TextDialog
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine
from aide_memoire.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.ui.app import AideMemoireApp

_NAMES = 22  # cells


class SearchList(MarkedList):
    """The names of the saved searches, each with its text."""

    DEFAULT_CSS = "SearchList { height: auto; max-height: 12; padding: 0; background: $surface; }"

    def __init__(self) -> None:
        super().__init__(id="searches")
        self._rows: list[tuple[str, str]] = []

    @property
    def chosen(self) -> tuple[str, str] | None:
        """Return the name and the text of the chosen search."""
        return self._rows[self.highlighted] if self._rows and self.highlighted is not None else None

    def show(self, searches: dict[str, str]) -> None:
        """Show these searches."""
        place = self.highlighted or 0
        self._rows = list(searches.items())
        self.show_rows(len(self._rows), min(place, max(len(self._rows) - 1, 0)))

    def row(self, place: int, marker: str) -> Content:
        """Return the row of a search."""
        name, text = self._rows[place]
        shown = Content(name).truncate(_NAMES, ellipsis=True, pad=True)
        return Content.assemble((f"{marker} ", "$accent")) + shown + Content.assemble("  ", (text, MUTED))


class SearchesDialog(CarefulScreen[str], ModalScreen[str]):
    """The result is the text of the search to apply, or None after Esc."""

    app: AideMemoireApp
    DEFAULT_CSS = """
    SearchesDialog { align: center middle; background: $background 60%; }
    SearchesDialog > Vertical {
      width: 72; max-width: 96%; height: auto; padding: 1 2; background: $surface; border: round $panel;
    }
    SearchesDialog Static { height: auto; padding: 0 1 1 1; }
    SearchesDialog KeyLine { margin-top: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "Back"),
        ("enter", "apply", "Apply"),
        ("n", "create", "New"),
        ("d,delete", "remove", "Remove"),
    ]

    def __init__(self, search: str) -> None:
        super().__init__()
        self._search = search.strip()

    def compose(self) -> ComposeResult:
        """Yield the title, the list and the keys."""
        with Vertical():
            yield Static(id="about")
            yield SearchList()
            yield KeyLine()

    def on_mount(self) -> None:
        """Show the saved searches."""
        self._reload()
        self.query_one(SearchList).focus()

    def on_option_list_option_selected(self) -> None:
        """Apply the chosen search."""
        self.action_apply()

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)

    def action_apply(self) -> None:
        """Close with the chosen search as the result."""
        chosen = self.query_one(SearchList).chosen
        if chosen is not None:
            self.dismiss(chosen[1])

    def action_create(self) -> None:
        """Ask for a name, and save the current search."""
        if self._search:
            self.app.push_screen(TextDialog(f"Name for the search {self._search}:", "save"), self._save)
        else:
            self.app.notify("Type a search first, then save it here")

    def action_remove(self) -> None:
        """Remove the chosen search."""
        chosen = self.query_one(SearchList).chosen
        if chosen is not None:
            with self.app.report_errors():
                remove_search(self.app.workspace, chosen[0])
            self._reload()

    def _save(self, name: str | None) -> None:
        if name:
            with self.app.report_errors():
                save_search(self.app.workspace, name, self._search)
            self._reload()

    def _reload(self) -> None:
        searches: dict[str, str] = {}
        with self.app.report_errors():
            searches = saved_searches(self.app.workspace)
        self.query_one(SearchList).show(searches)
        about = [Content.assemble(("Saved searches", "bold"))]
        if not searches:
            about.append(Content.assemble(("None yet. n saves the search that you have typed.", MUTED)))
        self.query_one("#about", Static).update(Content("\n").join(about))
        some = [Key("Enter", "apply", "screen.apply"), Key("d", "remove", "screen.remove")] if searches else []
        save = [Key("n", "save this search", "screen.create")] if self._search else []
        self.query_one(KeyLine).show([*some, *save, Key("Esc", "back", "screen.leave")])
