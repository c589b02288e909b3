"""A list of cards of any length. Only the visible rows are read and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from aide_memoire.ui.render.card import due_word, value_word
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.binding import BindingType

    from aide_memoire.reports.browser import CardLine, Found

    Reader = Callable[[Sequence[int]], list[CardLine]]

_PAGE = 64  # rows that are read at once
_PAGES = 32  # cached pages
_LEFT = 5  # cells: marker, mark and state, with spaces
_DUE = 10
_VALUE = 12
_DECK = 24
_SHORT = 10  # cells: the minimum width of the column of decks
_TEXT = 52  # cells: the minimum width of the questions; with less room, the column of decks is left out
_SIGNS = {"new": "○", "learning": "◐", "relearning": "◐", "review": "●"}
_VALUES = {"recall": "know it now", "stability": "holds for", "difficulty": "difficulty", "lapses": "missed"}
"""The sort orders by a number, which is then shown in a column with this heading."""


class CardList(ScrollView, can_focus=True):
    """A list with one line per card. Signs, not only colours, show the chosen card and the marked cards."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CardList {
      height: 1fr; padding: 0 0 0 2; background: $background; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
      overflow-x: hidden;
      background-tint: $foreground 0%;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down,j", "move(1)", "Move or scroll"),
        ("up,k", "move(-1)", "Move or scroll"),
        ("pagedown", "page(1)", "Move or scroll by a page"),
        ("pageup", "page(-1)", "Move or scroll by a page"),
        ("home", "choose(0)", "To the first or the last"),
        ("end", "choose(-1)", "To the first or the last"),
    ]

    class Chosen(Message):
        """The learner chose another card."""

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
        """Show these cards and choose the one at `place`. If there are none, show the text `empty`.

        `now` is the study day and the time in milliseconds.
        """
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
        """Return the chosen card, or None."""
        return self._line(self.place)

    def head(self) -> Content:
        """Return the line of column headings, or nothing above an empty list."""
        if not self._numbers:
            return Content("")
        return Content(self._row("  ", " ", "Question", "Deck", _VALUES.get(self._sort, ""), "Due", "").plain)

    def render_line(self, y: int) -> Strip:
        """Return the line at the position `y` of the widget."""
        place = y + self.scroll_offset.y
        if self._numbers:
            line = self._line(place)
            content = self._drawn(line, chosen=place == self.place) if line else Content("")
        else:
            content = Content.assemble((self._empty, MUTED)) if y == 1 else Content("")
        width = self.scrollable_content_region.width
        style = self.visual_style
        strips = Visual.to_strips(self, content.truncate(width), width, 1, style, apply_selection=False, pad=True)
        return strips[0] if strips else Strip.blank(width)  # there are none where nothing has room

    def on_resize(self) -> None:
        """Scroll to the chosen card."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._numbers))
        self.call_after_refresh(self._follow)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked card."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y + self.scroll_offset.y < len(self._numbers):
            self.action_choose(offset.y + self.scroll_offset.y)

    def action_move(self, by: int) -> None:
        """Choose the card that is `by` lines further down."""
        self.action_choose(max(min(self.place + by, len(self._numbers) - 1), 0))

    def action_page(self, by: int) -> None:
        """Choose the card that is `by` pages further down."""
        self.action_move(by * max(self.scrollable_content_region.height - 1, 1))

    def action_choose(self, place: int) -> None:
        """Choose a card by its index; −1 is the last one."""
        if not self._numbers:
            return
        self.place = place if place >= 0 else len(self._numbers) - 1
        self._follow()
        self.post_message(self.Chosen())

    def _follow(self) -> None:
        """Scroll to the chosen card, and draw the list."""
        if self._numbers:
            width = self.scrollable_content_region.width
            self.scroll_to_region(Region(0, self.place, width, 1), animate=False, force=True, immediate=True)
        self.refresh()

    def _line(self, place: int) -> CardLine | None:
        """Return a row, read together with its page. Returns None if the card no longer exists."""
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
        is_paused = line.suspended or line.buried
        row = self._row(
            ("▸" if chosen else " ") + ("■" if line.id in self._marks else " "),
            "–" if is_paused else _SIGNS[line.state],
            f"{line.answer} · {line.text}" if line.kind == "group" else line.text,  # all members have the same question
            line.title,
            value_word(line, self._sort),
            due_word(line, *self._now),
            style="bold" if chosen else MUTED if is_paused else "",
            beside="" if chosen else MUTED,
        )
        return row.stylize("on $panel") if chosen else row

    def _text_width(self) -> int:
        return max(self._room() - self._deck_width(), 8)

    def _deck_width(self) -> int:
        """Return the width of the column of decks with the spaces before it, in cells, or 0 if there is no room."""
        width = min(self._longest, self._room() - _TEXT - 2)
        return 2 + width if width >= min(self._longest, _SHORT) else 0

    def _room(self) -> int:
        """Return the width of the questions and decks together, in cells."""
        figures = _DUE + (_VALUE if self._sort in _VALUES else 0)
        return self.scrollable_content_region.width - 1 - _LEFT - figures  # a space before the scrollbar

    def _row(
        self, mark: str, state: str, text: str, deck: str, value: str, due: str, style: str, beside: str = ""
    ) -> Content:
        """Return one row. Texts that are too long for their column are truncated."""
        row = Content.assemble((mark, "$accent"), (f" {state} ", beside), (_cell(text, self._text_width()), style))
        if self._deck_width():
            row += Content.assemble("  ", (_cell(deck, self._deck_width() - 2), beside))
        if self._sort in _VALUES:
            row += Content(f"{value:>{_VALUE}}")
        return row + Content.assemble((f"{due:>{_DUE}}", beside))


def _cell(text: str, width: int) -> str:
    content = Content(" ".join(text.split())).truncate(width, ellipsis=True)
    return content.plain + " " * (width - content.cell_length)
