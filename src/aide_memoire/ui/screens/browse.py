"""The card browser: search and sort all cards, view them, and act on one or many."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aide_memoire.formatting import thousands
from aide_memoire.reports import browser
from aide_memoire.ui.render.card import render_memory
from aide_memoire.ui.render.question import render_answer
from aide_memoire.ui.screens.card_actions import CardActions, cards_in_words
from aide_memoire.ui.screens.saved_searches import SearchesDialog
from aide_memoire.ui.widgets.answers import SanitizedInput
from aide_memoire.ui.widgets.card_list import CardList
from aide_memoire.ui.widgets.drawn import Drawn
from aide_memoire.ui.widgets.heads import Heads
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from aide_memoire.reports.browser import CardLine

_PAUSE = 0.06  # seconds from the last key to the search: fast typing searches once
_RELOAD = 30.0  # seconds: a deck may have been saved, or a learning step may have become due
_WIDE = 100
_HIGH = 23
_SORTED = {
    "deck": "deck order",
    "due": "due first",
    "recall": "least sure first",
    "stability": "fading first",
    "difficulty": "hardest first",
    "lapses": "most missed first",
    "question": "by question",
}
_IN_SEARCH = (
    Key("Enter", "to the list", "screen.to_list"),
    Key("Esc", "back", "screen.back"),
    Key("F1", "keys", "app.help"),
)
_PLACEHOLDER = "words  deck:x  tag:x  kind:event  is:due  -is:new  “two words”"


class BrowseScreen(CardActions):
    """The search line, the list, and the chosen card beside it, below it or on a page of its own."""

    DEFAULT_CSS = """
    BrowseScreen {
      #search { height: 1; padding: 0 2; margin-top: 1; }
      #search Static { width: 2; color: $text-muted; }
      #search SanitizedInput {
        height: 1; width: 1fr; border: none; padding: 0 1; background: $surface; background-tint: $foreground 0%;
      }
      #search SanitizedInput > .input--placeholder { color: $text-muted; }
      #search SanitizedInput:focus { border: none; background: $panel; }
      #told { display: none; height: auto; padding: 0 2 0 4; color: $text-warning; }
      #body { margin-top: 1; }
      #list { width: 1fr; }
      #detail { width: 1fr; scrollbar-size-vertical: 1; }
      #detail Horizontal { height: auto; layout: vertical; padding: 0 2 0 0; }
      #memory { margin-top: 1; }
    }
    BrowseScreen.-beside {
      #body { margin: 1 0; }
      #detail { width: 36%; max-width: 56; height: 100%; border-left: vkey $panel; padding: 0 0 0 2; }
    }
    BrowseScreen.-below {
      #body { layout: vertical; }
      #list { width: 100%; height: 1fr; }
      #search { margin-top: 0; }
      #detail { width: 100%; height: 9; border-top: hkey $panel; padding: 0 0 0 7; }
      #detail { border-title-align: right; border-title-color: $foreground; border-title-background: $background; }
      #detail Horizontal { layout: horizontal; }
      #question { width: 1fr; padding-right: 3; }
      #memory { width: 37; margin-top: 0; }
    }
    BrowseScreen.-small {
      #search { margin-top: 0; }
      #body { margin-top: 0; }
      #detail { display: none; }
    }
    BrowseScreen.-empty #detail { display: none; }
    BrowseScreen.-page {
      #search, #list, #told { display: none; }
      #detail { display: block; padding: 1 0 1 5; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "search", "Search", priority=True),
        ("slash", "search", "Search"),
        ("enter", "open", "Study the card or the marked ones"),
        ("space", "mark", "Mark"),
        ("v", "saved", "Saved searches"),
        ("A", "mark_all", "Mark all that are shown, or none"),
        ("f", "sort", "Change what comes first"),
        ("escape", "back", "Back"),
        ("down", "down(1)", "Move or scroll"),
        ("up", "down(-1)", "Move or scroll"),
        ("shift+down", "scroll(3)", "Scroll the card"),
        ("shift+up", "scroll(-3)", "Scroll the card"),
        ("right", "turn(1)", "Another card"),
        ("left", "turn(-1)", "Another card"),
    ]

    def __init__(self, search: str = "") -> None:
        super().__init__()
        self._initial_search = search
        self._sort = browser.SORTS[0]
        self._found = browser.Found(array("q"), 0, "", "")
        self._searched = search
        self._card = ""  # the chosen card, to choose it again after a reload
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine("Cards")
        with Horizontal(id="search"):
            yield Static("/", markup=False)
            yield SanitizedInput(self._initial_search, placeholder=_PLACEHOLDER, select_on_focus=False)
        yield Static(id="told", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="list"):
                cards = CardList(self._read)
                yield Heads(cards.head)
                yield cards
            with VerticalScroll(id="detail", can_focus=False), Horizontal():
                yield Drawn(id="question")
                yield Drawn(id="memory")
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the list, and start the timer for reloading."""
        self.set_focus(self.query_one(CardList))
        self.set_interval(_RELOAD, self._reload_if_changed)

    def on_screen_resume(self) -> None:
        """Show the changes of the editor or a session."""
        self._reload_if_changed()

    def on_resize(self) -> None:
        """Choose the layout: the card beside the list, below it, or on a page of its own."""
        width, height = self.app.size
        self.set_class(width >= _WIDE, "-beside")
        self.set_class(width < _WIDE and height >= _HIGH, "-below")
        self.set_class(width < _WIDE and height < _HIGH, "-small")
        if not self.has_class("-small"):
            self._turn_page(shown=False)
        self._show_keys()
        self.call_after_refresh(self._tell_of_more)

    def on_descendant_focus(self) -> None:
        """Show the keys for the focused widget."""
        self._show_keys()

    def on_input_changed(self) -> None:
        """Search after a pause in typing."""
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self.reload)

    def on_input_submitted(self) -> None:
        """Search at once, and focus the list."""
        self.reload()
        self.action_to_list()

    def on_card_list_chosen(self) -> None:
        """Show the card that was chosen in the list."""
        with self.app.report_errors():
            self._show_card()

    @property
    def chosen(self) -> CardLine | None:
        """Return the chosen card."""
        return self.query_one(CardList).chosen

    def reload(self) -> None:
        """Search again, and show the cards. The chosen card stays chosen if it is found again."""
        line = self.chosen
        self._card = line.id if line else self._card
        self._show_found()

    def action_search(self) -> None:
        """Focus the search line."""
        self._turn_page(shown=False)
        self.set_focus(self.query_one(SanitizedInput))

    def action_saved(self) -> None:
        """Show the saved searches, and apply the one that is chosen."""

        def apply(search: str | None) -> None:
            if search is not None:
                self.query_one(SanitizedInput).value = search
                self.reload()
                self.action_to_list()

        self.app.push_screen(SearchesDialog(self.query_one(SanitizedInput).value), apply)

    def action_to_list(self) -> None:
        """Focus the list."""
        self.set_focus(self.query_one(CardList))

    def action_back(self) -> None:
        """Go back: from the page or the search to the list, from the list out of the screen."""
        if self.has_class("-page"):
            self._turn_page(shown=False)
        elif self.query_one(SanitizedInput).has_focus:
            self.action_to_list()
        else:
            self.close()

    def action_down(self, by: int) -> None:
        """Scroll the page, or focus the list."""
        if self.has_class("-page"):
            self.action_scroll(by)
        elif by > 0:
            self.action_to_list()

    def action_scroll(self, lines: int) -> None:
        """Scroll the card."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)

    def action_turn(self, by: int) -> None:
        """Choose the next or the previous card."""
        self.query_one(CardList).action_move(by)

    def action_open(self) -> None:
        """Study the cards. On a small screen without marks, first show the page of the card."""
        if self.has_class("-small") and not self.has_class("-page") and not self._marks:
            self._turn_page(shown=bool(self._found.numbers))
        else:
            self.action_study()

    def action_mark(self) -> None:
        """Toggle the mark of the chosen card, and choose the next one."""
        line = self.chosen
        if line is not None:
            self._marks ^= {line.id}
            self._show_marks()
            self.query_one(CardList).action_move(1)

    def action_mark_all(self) -> None:
        """Mark all cards in the list; if all are marked, remove all marks."""
        with self.app.report_errors():
            shown = set(browser.card_ids_of(self.workspace, self._found.numbers))
            self._marks = set() if shown <= self._marks else self._marks | shown
            self._show_marks()

    def action_sort(self) -> None:
        """Sort the list by the next order, and choose the first card."""
        self._sort = browser.SORTS[(browser.SORTS.index(self._sort) + 1) % len(browser.SORTS)]
        self._card = ""
        self.query_one(CardList).place = 0
        self._show_found()

    def _read(self, numbers: Sequence[int]) -> list[CardLine]:
        """Return the rows of these card numbers. Reports an error, and returns no rows then."""
        with self.app.report_errors():
            return browser.lines(self.workspace, numbers)
        return []

    def _reload_if_changed(self) -> None:
        """Read the decks and the list again. Removes the marks of cards that no longer exist."""
        if not self.is_current:
            return
        with self.app.report_errors():
            self.workspace.reread()
            self._marks &= browser.cards_still_there(self.workspace, self._marks)
            self.query_one(CardList).mark(self._marks)
            self.reload()

    def _show_found(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        cards = self.query_one(CardList)
        with self.app.report_errors():
            text = self.query_one(SanitizedInput).value
            self._found = browser.search(self.workspace, text, self._sort)
            place = browser.position_of(self.workspace, self._found.numbers, self._card) if self._card else None
            if place is None:  # the card no longer exists, or this search does not find it
                place = cards.place if text == self._searched else 0
            self._searched = text
            cards.show(
                self._found, place, self._sort, (self.workspace.today(), self.workspace.now()), self._empty_text()
            )
            message = self.query_one("#told", Static)
            message.update(Content(self._found.message))
            message.display = bool(self._found.message) and not self.has_class("-page")
            self.set_class(not self._found.numbers, "-empty")
            self._turn_page(shown=self.has_class("-page") and bool(self._found.numbers))
            self.query_one(Heads).refresh()
            self._show_top()
            self._show_card()
            self._show_keys()

    def _turn_page(self, *, shown: bool) -> None:
        if shown == self.has_class("-page"):
            return
        self.set_class(shown, "-page")
        if shown:
            self.set_focus(None)
            self.query_one("#detail").scroll_home(animate=False)
        else:
            self.query_one("#told").display = bool(self._found.message)
            self.set_focus(self.query_one(CardList))
        self._show_keys()

    def _empty_text(self) -> str:
        """Return the text for an empty list."""
        if not self._found.total:
            return "No cards yet. Esc, then n makes a new deck."
        return browser.nothing_found(self._searched)

    def _show_marks(self) -> None:
        self.query_one(CardList).mark(self._marks)
        self._show_top()
        self._show_keys()

    def _show_top(self) -> None:
        shown, total = len(self._found.numbers), self._found.total
        message = cards_in_words(total) if shown == total else f"{thousands(shown)} of {cards_in_words(total)}"
        marked = f"{thousands(len(self._marks))} marked · " if self._marks else ""
        self.query_one(TopLine).show("Cards", marked + message)

    def _show_card(self) -> None:
        line = self.chosen
        self._card = line.id if line else self._card
        question = browser.question_of(self.workspace, line) if line else None
        now = (self.workspace.today(), self.workspace.now())
        draw = partial(render_answer, question, unfolded=True) if question else (lambda _: Content(""))
        self.query_one("#question", Drawn).show(draw)
        memory = partial(render_memory, line, *now) if line else (lambda _: Content(""))
        self.query_one("#memory", Drawn).show(memory)
        self.query_one("#detail").scroll_home(animate=False)
        self.call_after_refresh(self._tell_of_more)

    def _tell_of_more(self) -> None:
        """Say on the border that the card has more lines than are in sight."""
        detail = self.query_one("#detail")
        detail.border_title = "Shift+↓ more" if detail.max_scroll_y else ""

    def _show_keys(self) -> None:
        if self.query_one(SanitizedInput).has_focus:
            self.query_one(KeyLine).show(_IN_SEARCH)
            return
        is_page, is_small = self.has_class("-page"), self.has_class("-small")
        study = "study" if not self._marks else f"study {thousands(len(self._marks))} marked"
        enter = Key("Enter", "show" if is_small and not is_page and not self._marks else study, "screen.open")
        acts = [
            Key("x", "suspend", "screen.suspend"),
            Key("z", "bury", "screen.bury"),
            Key("r", "reset", "screen.reset"),
            Key("e", "edit", "screen.edit"),
            Key("h", "history", "screen.history"),
        ]
        if is_page:
            keys = [enter, Key("←→", "other cards", "screen.turn(1)"), Key("Space", "mark", "screen.mark"), *acts]
        elif not self._found.numbers:
            keys = [Key("/", "search", "screen.search"), Key("v", "saved searches", "screen.saved")]
        else:
            order = Key("f", _SORTED[self._sort], "screen.sort")
            keys = [enter, Key("Space", "mark", "screen.mark"), Key("A", "all", "screen.mark_all")]
            keys += [Key("/", "search", "screen.search"), Key("v", "saved", "screen.saved"), order, *acts]
        self.query_one(KeyLine).show([*keys, Key("?", "keys", "app.help"), Key("Esc", "back", "screen.back")])
