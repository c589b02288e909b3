"""The page of one deck: what it is, how far it is learned, its exam, where it comes from, and on what terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from aide_memoire.formatting import counted
from aide_memoire.reports.deck_page import describe_today, load_deck_page
from aide_memoire.ui.render.deck import render_deck
from aide_memoire.ui.screens.page import PageScreen
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from textual.binding import BindingType

    from aide_memoire.reports.deck_page import DeckPage


class DeckScreen(PageScreen):
    """One deck, with keys for all that can be done with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "study", "Study"),
        ("E", "exam", "Exam"),
        ("b", "browse", "Browse the cards"),
        ("e", "edit", "Edit"),
        ("q", "quiz", "Quiz"),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__()
        self._deck = deck
        self._page: DeckPage | None = None

    def reload(self) -> None:
        """Read the deck, and show it."""
        with self.app.report_errors():
            self._page = load_deck_page(self.workspace, self._deck)
            self.query_one(TopLine).show(self._page.head.title, counted(self._page.status.counts.total, "question"))
        self.show()

    def on_screen_resume(self) -> None:
        """Show the changes of a session or of the editor."""
        self.reload()

    def draw(self, width: int) -> Content:
        """Return the page."""
        does = "study" if self._asks else "more" if self._page and self._page.status.cards else ""
        self.query_one(KeyLine).show(
            [
                *([Key("Enter", does, "screen.study")] if does else []),
                Key("E", "exam", "screen.exam"),
                Key("b", "browse", "screen.browse"),
                Key("e", "edit", "screen.edit"),
                Key("?", "keys", "app.help"),
                Key("Esc", "back", "screen.back"),
            ]
        )
        return Content("") if self._page is None else render_deck(self._page, describe_today(self._page), width)

    @property
    def _asks(self) -> bool:
        """Return whether a session of the deck has a question: one of today, or a new one of another day."""
        return self._page is not None and (self._page.status.plan.total > 0 or self._page.status.later)

    def action_study(self) -> None:
        """Study the deck: what it has today, or its next new questions; else offer what there is to study of it."""
        if self._asks:
            self.app.navigator.study([self._deck])
        elif self._page and self._page.status.cards:
            self.app.navigator.more(f"Nothing is due in {self._page.head.title}.", [self._deck])

    def action_exam(self) -> None:
        """Set, move or cancel its exam."""
        self.app.navigator.exam(self._deck)

    def action_browse(self) -> None:
        """Show its cards."""
        self.app.navigator.browser(f"deck:{self._deck} ")

    def action_edit(self) -> None:
        """Open its editor."""
        self.app.navigator.editor(self._deck)

    def action_quiz(self) -> None:
        """Start a quiz over it."""
        self.app.navigator.quiz([self._deck])
