"""A list of cards of any length: only the rows on the screen are read and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.visual import Visual

from aide_memoire.ui.render.card import due_word, value_word
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

    from aide_memoire.reports.browser import CardLine, Found

    Reader = Callable[[Sequence[int]], list[CardLine]]

_PAGE = 64  # rows that are read at once
_PAGES = 32  # that are kept
_LEFT = 5  # cells: marker, mark and state, with their blanks
_DUE = 11
_VALUE = 12
_DECK = 18
_SHORT = 10  # a column of decks that is narrower says too little
_TEXT = 34  # that a question keeps before its deck is shown
_SIGNS = {"new": "○", "learning": "◐", "relearning": "◐", "review": "●"}
_VALUES = {"recall": "recall", "stability": "stability", "difficulty": "difficulty", "lapses": "lapses"}
"""Orders by a figure, which then has a column of its own, and its head."""


class CardList(ScrollView, can_focus=True):
    """One line a card. The chosen one has a marker, marked ones a square: not only a colour."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CardList {
      height: 1fr; padding: 0 0 0 2; background: $background; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
      overflow-x: hidden;
      background-tint: $foreground 0%;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down,j", "move(1)", "Down"),
        ("up,k", "move(-1)", "Up"),
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
        ("home", "choose(0)", "First"),
        ("end", "choose(-1)", "Last"),
    ]

    class Chosen(Message):
        """Another card is the chosen one."""

    def __init__(self, read: Reader) -> None:
        super().__init__(id="cards")
        self._read = read
        self._numbers: Sequence[int] = ()
        self._pages: dict[int, dict[int, CardLine]] = {}
        self._marks: set[str] = set()
        self._sort = ""
        self._now = (0, 0)
        self._empty = ""
        self._longest = _DECK
        self.place = 0

    def show(self, found: Found, place: int, sort: str, now: tuple[int, int], empty: str) -> None:
        """Show these cards with one of them chosen, as of (day, moment); where there is none, say `empty`."""
        self._numbers, self._sort, self._now, self._empty = found.numbers, sort, now, empty
        self._longest = min(max(Content(found.longest).cell_length, 4), _DECK)
        self._pages.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._numbers))
        self.place = max(min(place, len(self._numbers) - 1), 0)
        self._follow()

    def mark(self, cards: set[str]) -> None:
        """Show which cards are marked."""
        self._marks = cards
        self.refresh()

    @property
    def chosen(self) -> CardLine | None:
        """Return the chosen card, or None where there is none."""
        return self._line(self.place)

    def head(self) -> Content:
        """Return the line of column heads, as wide as the rows."""
        return Content(self._row("  ", " ", "Question", "deck", _VALUES.get(self._sort, ""), "due", "").plain)

    def render_line(self, y: int) -> Strip:
        """Return one line of what is on the screen."""
        place = y + self.scroll_offset.y
        if self._numbers:
            line = self._line(place)
            content = self._drawn(line, chosen=place == self.place) if line else Content("")
        else:
            content = Content.assemble((self._empty, MUTED)) if y == 1 else Content("")
        width = self.scrollable_content_region.width
        style = self.visual_style
        return Visual.to_strips(self, content.truncate(width), width, 1, style, apply_selection=False, pad=True)[0]

    def on_resize(self) -> None:
        """Keep the chosen card in sight."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._numbers))
        self.call_after_refresh(self._follow)

    def on_click(self, event: events.Click) -> None:
        """Choose the card that was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y + self.scroll_offset.y < len(self._numbers):
            self.action_choose(offset.y + self.scroll_offset.y)

    def action_move(self, by: int) -> None:
        """Go to another card nearby."""
        self.action_choose(max(min(self.place + by, len(self._numbers) - 1), 0))

    def action_page(self, by: int) -> None:
        """Go on by what the screen holds."""
        self.action_move(by * max(self.scrollable_content_region.height - 1, 1))

    def action_choose(self, place: int) -> None:
        """Choose a card by its place; −1 is the last one."""
        if not self._numbers:
            return
        self.place = place if place >= 0 else len(self._numbers) - 1
        self._follow()
        self.post_message(self.Chosen())

    def _follow(self) -> None:
        """Bring the chosen card into sight."""
        if self._numbers:
            width = self.scrollable_content_region.width
            self.scroll_to_region(Region(0, self.place, width, 1), animate=False, force=True, immediate=True)
        self.refresh()

    def _line(self, place: int) -> CardLine | None:
        """Return a row, read with those around it; None where its card has gone meanwhile."""
        if not 0 <= place < len(self._numbers):
            return None
        page = place // _PAGE
        if page not in self._pages:
            if len(self._pages) >= _PAGES:
                self._pages.pop(next(iter(self._pages)))
            rows = self._read(self._numbers[page * _PAGE : (page + 1) * _PAGE])
            self._pages[page] = {line.number: line for line in rows}
        return self._pages[page].get(self._numbers[place])

    def _drawn(self, line: CardLine, *, chosen: bool) -> Content:
        held = line.suspended or line.buried
        row = self._row(
            ("▸" if chosen else " ") + ("■" if line.id in self._marks else " "),
            "–" if held else _SIGNS[line.state],
            f"{line.answer} · {line.text}" if line.kind == "group" else line.text,  # members are asked alike
            line.deck,
            value_word(line, self._sort),
            due_word(line, *self._now),
            style="bold" if chosen else MUTED if held else "",
            beside="" if chosen else MUTED,
        )
        return row.stylize("on $panel") if chosen else row

    def _text_width(self) -> int:
        return max(self._room() - self._deck_width(), 8)

    def _deck_width(self) -> int:
        """Return the cells of the column of decks, with the blanks before it; none where the questions need them."""
        width = min(self._longest, self._room() - _TEXT - 2)
        return 2 + width if width >= min(self._longest, _SHORT) else 0

    def _room(self) -> int:
        """Return the cells that questions and decks share."""
        figures = _DUE + (_VALUE if self._sort in _VALUES else 0)
        return self.scrollable_content_region.width - 1 - _LEFT - figures  # a blank before the scrollbar

    def _row(
        self, mark: str, state: str, text: str, deck: str, value: str, due: str, style: str, beside: str = ""
    ) -> Content:
        """Return one row: each text in its column, cut where it is too long, measured in cells."""
        row = Content.assemble((mark, "$accent"), (f" {state} ", beside), (_cell(text, self._text_width()), style))
        if self._deck_width():
            row += Content.assemble("  ", (_cell(deck, self._deck_width() - 2), beside))
        if self._sort in _VALUES:
            row += Content(f"{value:>{_VALUE}}")
        return row + Content.assemble((f"{due:>{_DUE}}", beside))


def _cell(text: str, width: int) -> str:
    content = Content(" ".join(text.split())).truncate(width, ellipsis=True)
    return content.plain + " " * (width - content.cell_length)
