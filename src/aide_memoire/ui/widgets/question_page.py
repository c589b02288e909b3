"""Where a question stands: its text, which scrolls by itself, and what is pinned below it: options, field or ratings.

The question has its place from the first frame on. Where there is too little room, the text scrolls, and a line says
so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.drawn import Drawn
from aide_memoire.ui.widgets.rating_bar import RatingBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

_SHORT = 16  # lines of a screen that has no line to spare
_LOW = 22  # lines of a screen with one line to spare above a question
_ANSWER_LINES = 3
_PARTS = 3


def lines_above(height: int) -> int:
    """Return how many lines stay free above a question on a screen of `height` lines."""
    return min(max((height - _LOW) // 2, int(height >= _SHORT)), height // 3)


def share_room(room: int, text: int, below: int) -> tuple[int, int]:
    """Return the lines for a text and for what is below it, in a room that may be too small for both."""
    if text + below <= room:
        return text, below
    for_text = max(room - below, min(text, max(room // 3, 2)))
    return for_text, max(room - for_text, 0)


class _Space(Widget):
    """The free lines above a question."""

    DEFAULT_CSS = "_Space { width: 100%; height: auto; }"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines for the height of the screen."""
        return lines_above(viewport.height)

    def render(self) -> Content:
        """Return nothing."""
        return Content("")


class _Part(VerticalScroll, can_focus=False):
    """A part of the page: as high as its content, or as there is room."""

    DEFAULT_CSS = "_Part { height: auto; scrollbar-size-vertical: 1; }"
    is_text = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the content, or what its share of the room is."""
        page = self.parent
        if not isinstance(page, QuestionPage) or not page.is_whole:
            return self.height_needed(container, viewport, width)
        heights = [each.height_needed(container, viewport, width) for each in (page.text_part, page.below)]
        shares = share_room(max(container.height - lines_above(viewport.height) - 1, 2), *heights)
        return shares[0] if self.is_text else shares[1]

    def height_needed(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the content."""
        return super().get_content_height(container, viewport, width)


class _TextPart(_Part, can_focus=False):
    is_text = True


class QuestionPage(Vertical):
    """The page of a question. A click on its text posts `Clicked`."""

    DEFAULT_CSS = """
    QuestionPage { height: 1fr; padding: 0 8; }
    QuestionPage #more { height: 1; color: $text-muted; }
    QuestionPage .hint { height: auto; padding: 1 2 0 2; }
    """

    class Clicked(Message):
        """The learner clicked on the text."""

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield _Space()
        with _TextPart(id="page"):
            yield Drawn(id="text")
        yield Static(id="more", markup=False)
        with _Part(id="below"):
            yield RatingBar()

    def on_mount(self) -> None:
        """Say whenever some of the text is out of sight."""
        if not self.is_whole:
            return
        for part in (self.text_part, self.below):
            for name in ("scroll_y", "virtual_size", "show_vertical_scrollbar"):
                self.watch(part, name, self._say_more, init=False)

    @property
    def is_whole(self) -> bool:
        """Return whether all parts are there; they are not on a screen that is closed before it was ever shown."""
        return len(self.query("#page, #more, #below")) == _PARTS

    @property
    def text_part(self) -> _Part:
        """Return the part with the question and its verdict."""
        return self.query_one("#page", _Part)

    @property
    def below(self) -> _Part:
        """Return the part below the text."""
        return self.query_one("#below", _Part)

    def show(self, draw: Callable[[int], Content]) -> None:
        """Show a text that is drawn for its width."""
        self.query_one("#text", Drawn).show(draw)

    @property
    def text_width(self) -> int:
        """Return the width of the text, in cells."""
        return max(self.query_one("#text").content_size.width, 1)

    def scroll_past(self, question: Content) -> None:
        """Scroll past a question that is so long that its answer would not be visible."""
        height = question.get_height({}, self.text_width)
        if height + _ANSWER_LINES > self.text_part.size.height:
            self.text_part.scroll_to(y=height, animate=False)

    def on_click(self, event: events.Click) -> None:
        """Post `Clicked`."""
        event.stop()
        self.post_message(self.Clicked())

    def _say_more(self) -> None:
        if not self.is_whole:
            return
        told = [
            words
            for part, words in ((self.text_part, "▾ more · PgDn"), (self.below, "▾ more below · ↓"))
            if part.show_vertical_scrollbar and part.scroll_y < part.max_scroll_y
        ]
        self.query_one("#more", Static).update(Content.assemble(("   ".join(told), MUTED)))
