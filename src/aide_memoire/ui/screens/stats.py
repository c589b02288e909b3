"""The screen of the statistics, of all decks or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from aide_memoire.reports.statistics import load_statistics
from aide_memoire.ui.render.statistics import render_statistics
from aide_memoire.ui.screens.page import PageScreen
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from textual.binding import BindingType

    from aide_memoire.reports.statistics import Statistics


class StatsScreen(PageScreen):
    """The statistics of all decks; ← and → show those of each deck."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("right,tab,l", "turn(1)", "Next deck"),
        ("left,shift+tab,h", "turn(-1)", "Previous deck"),
        ("t", "timeline", "Timeline"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._decks = [""]
        self._place = 0
        self._found: Statistics | None = None

    def reload(self) -> None:
        """Read the statistics, and show them."""
        with self.app.report_errors():
            self._found = load_statistics(self.workspace, self._decks[self._place])
            if not self._place:
                self._decks = ["", *(deck.deck for deck in self._found.decks)]
            self.show()
        where = f"{self._place} of {len(self._decks) - 1}" if self._place else "all decks"
        self.query_one(TopLine).show((self._found and self._found.title) or "Statistics", where)
        turn = [Key("←→", "deck", "screen.turn(1)")] if len(self._decks) > 2 else []
        always = [Key("t", "timeline", "screen.timeline"), Key("?", "keys", "app.help")]
        scroll = Key("↑↓", "scroll", "screen.page(1)")
        self.query_one(KeyLine).show([scroll, *turn, *always, Key("Esc", "back", "screen.back")])

    def draw(self, width: int) -> Content:
        """Return the page."""
        return render_statistics(self._found, width) if self._found else Content("")

    def action_turn(self, step: int) -> None:
        """Show the next or the previous deck."""
        self._place = (self._place + step) % len(self._decks)
        self.reload()
        self.action_end(0)

    def action_timeline(self) -> None:
        """Show the timeline."""
        self.app.navigator.timeline()
