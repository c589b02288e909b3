"""The screen of the progress, of all decks or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from aide_memoire.reports import browser
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.study.selection import items_for_cards
from aide_memoire.ui.render.statistics import TABS, render_board, render_tab
from aide_memoire.ui.screens.page import PageScreen
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from textual.binding import BindingType

    from aide_memoire.reports.statistics import Statistics

_BOARD = (110, 38)  # columns and lines of the screen from which on everything stands on one page


class StatsScreen(PageScreen):
    """The statistics of all decks; ← and → show those of each deck. Small screens have tabs."""

    WIDEST = 120
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "study", "Study the hardest cards"),
        ("tab", "tab(1)", "Next or previous tab"),
        ("shift+tab", "tab(-1)", "Next or previous tab"),
        ("right", "turn(1)", "Another deck"),
        ("left", "turn(-1)", "Another deck"),
        ("T", "timeline", "Timeline"),
        *((str(place + 1), f"choose({place})", "Choose or rate") for place in range(len(TABS))),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._decks = [""]
        self._place = 0
        self._tab = 0
        self._found: Statistics | None = None

    def reload(self) -> None:
        """Read the statistics, and show them."""
        with self.app.report_errors():
            self._found = load_statistics(self.workspace, self._decks[self._place])
            if not self._place:
                self._decks = ["", *(deck.deck for deck in self._found.decks)]
            self.show()
        where = f"{self._place} of {len(self._decks) - 1}" if self._place else "all decks"
        self.query_one(TopLine).show((self._found and self._found.title) or "Progress", where)

    def draw(self, width: int) -> Content:
        """Return the board or the chosen tab."""
        self._show_keys()
        if self._found is None:
            return Content("")
        return render_board(self._found, width) if self._is_board else render_tab(self._found, self._tab, width)

    @property
    def _is_board(self) -> bool:
        width, height = self.app.size
        return width >= _BOARD[0] and height >= _BOARD[1]

    def _show_keys(self) -> None:
        study = [Key("Enter", "study the hardest", "screen.study")] if self._found and self._found.hardest else []
        tabs = [] if self._is_board else [Key("Tab", "next page", "screen.tab(1)")]
        turn = [Key("←→", "deck", "screen.turn(1)")] if len(self._decks) > 2 else []
        always = [Key("T", "timeline", "screen.timeline"), Key("?", "keys", "app.help")]
        self.query_one(KeyLine).show([*study, *tabs, *turn, *always, Key("Esc", "back", "screen.back")])

    def action_turn(self, step: int) -> None:
        """Show the next or the previous deck."""
        self._place = (self._place + step) % len(self._decks)
        self.reload()
        self.action_end(0)

    def action_tab(self, step: int) -> None:
        """Show the next or the previous tab."""
        self.action_choose((self._tab + step) % len(TABS))

    def action_choose(self, tab: int) -> None:
        """Show a tab."""
        self._tab = tab
        self.show()
        self.action_end(0)

    def action_study(self) -> None:
        """Start a session of the hardest cards."""
        with self.app.report_errors():
            cards = [card.card for card in self._found.hardest] if self._found else []
            items = items_for_cards(browser.lines_of(self.workspace, cards))
            if items:
                self.app.navigator.study_items(items)
            else:
                self.app.notify("No hard cards: nothing that you learned was missed")

    def action_timeline(self) -> None:
        """Show the timeline."""
        self.app.navigator.timeline()
