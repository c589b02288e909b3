"""The page of a question: its text, and below it what it is answered in, or the ratings.

What is below follows the text after one free line, so that the learner can look at one place. Above it the screen is
always the same, so that a question has its place from the first frame on. Where there is too little room, the text
scrolls, and a line says so.

The page paints its lines itself. Nothing is mounted or laid out between two questions, and only lines that differ are
painted. The one widget on it that is seen is the field to type in; it is moved where a question is longer than the
one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.content import Content
from textual.geometry import NULL_OFFSET, NULL_SPACING, Offset, Region
from textual.layout import Layout, WidgetPlacement
from textual.message import Message
from textual.scrollbar import ScrollBar

from aide_memoire.ui.render.layout import wrap
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.areas import AnswerAreas
from aide_memoire.ui.widgets.line_widget import LineWidget
from aide_memoire.ui.widgets.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.scrollbar import ScrollTo
    from textual.widget import Widget

    from aide_memoire.study.prompts import Prompt
    from aide_memoire.ui.widgets.areas import AnswerArea
    from aide_memoire.ui.widgets.options import OptionArea

_SHORT = 16  # lines of a screen that has no line to spare
_LOW = 22  # lines of a screen with one line to spare above a question
_ANSWER_LINES = 3


def lines_above(height: int) -> int:
    """Return how many lines stay free above a question on a screen of `height` lines."""
    return min(max((height - _LOW) // 2, int(height >= _SHORT)), height // 3)


def share_room(room: int, text: int, below: int) -> tuple[int, int]:
    """Return the lines for a text and for what is below it, in a room that may be too small for both."""
    if text + below <= room:
        return text, below
    for_text = max(room - below, min(text, max(room // 3, 2)))
    return for_text, max(room - for_text, 0)


class Below(Protocol):
    """What is drawn below the text of a question."""

    @property
    def field_line(self) -> int | None:
        """Return the line, from 0, that belongs to the field to type in, if one does."""

    def draw(self, width: int, screen: Size) -> list[Content]:
        """Return its lines for a width on a screen of this size."""

    def click(self, place: Offset) -> Message | None:
        """Do what a click on a place does. Returns the message that the page is to post, if any."""


class QuestionPage(LineWidget):
    """The page of a question. A click on its text posts `Clicked`."""

    DEFAULT_CSS = """
    QuestionPage { width: 100%; height: 1fr; padding: 0 8; overflow: hidden; }
    QuestionPage AnswerField {
      height: 1; border: none; padding: 0 1; background: $surface; width: 1fr;
      border-left: wide $accent; background-tint: $foreground 0%;
    }
    QuestionPage AnswerField:focus { border: none; border-left: wide $accent; background-tint: $foreground 0%; }
    """

    class Clicked(Message):
        """The learner clicked on the text."""

    def __init__(self) -> None:
        super().__init__()
        self.areas = AnswerAreas(self._take)
        self._layout = _PageLayout()
        self._draw: Callable[[int], Content] = lambda _: Content("")
        self._below: Below | None = None
        self._past = Content("")
        self._hint = Content("")
        self._text, self._under = Part(ScrollBar()), Part(ScrollBar())
        self._laid_out_for: Size | None = None
        self._lines: list[Content] = []
        self._above = 0  # lines above the text
        self.placed: Sequence[tuple[Widget, Region]] = ()
        """The widgets that are seen besides the lines, each with its region."""

    def compose(self) -> ComposeResult:
        """Yield the field, what takes the keys where options are shown, and two scroll bars."""
        yield from self.areas.widgets
        yield self._text.bar
        yield self._under.bar

    @property
    def layout(self) -> Layout:
        """Return the layout, which places the field and the scroll bars."""
        return self._layout

    def ask(self, draw: Callable[[int], Content], prompt: Prompt | None = None) -> AnswerArea | None:
        """Show a text that is drawn for its width, and where the prompt is answered. Returns the latter, if any."""
        area = self.areas.ask(prompt)
        self._show(draw, area, Content(""))
        return area

    def reveal(self, draw: Callable[[int], Content], question: Content, ratings: Below | None) -> None:
        """Show an answer, and the ratings.

        It is scrolled past a question that is so long that its answer would not be seen.
        """
        self.areas.ask(None)
        self._show(draw, ratings, question)

    def _show(self, draw: Callable[[int], Content], below: Below | None, past: Content) -> None:
        self._draw, self._below, self._past, self._hint = draw, below, past, Content("")
        self._text.top = self._under.top = 0
        self.areas.field.open(is_open=below is not None and below.field_line is not None)
        self.redraw()

    def show_hint(self, hint: Content) -> None:
        """Show a hint below all, or none."""
        self._hint = hint
        self._under.top = self._under.last if hint.plain else self._under.top
        self.redraw()

    def redraw(self) -> None:
        """Paint the lines that differ now, and move the field if it stands elsewhere."""
        before, placed = self._lines, self.placed
        self._laid_out_for = None
        if not self.size:
            self.refresh(layout=True)
            return
        self.lay_out(self.size)
        self.repaint_lines(before)
        if self.placed != placed:
            self.areas.field.lay_out()

    def repaint_lines(self, before: Sequence[Content]) -> None:
        """Paint the lines that differ from those before."""
        field = self._field_row
        changed = [
            Region(0, row, self.size.width, 1)
            for row, line in enumerate(self._lines)
            if row == field or row >= len(before) or not _is_same(line, before[row])
        ]
        if changed:
            self.refresh(*changed)

    def lay_out(self, size: Size) -> None:
        """Work out the lines for a size of the page."""
        if self._laid_out_for == size:
            return
        self._laid_out_for = size
        width = max(size.width, 2)
        self._above = lines_above(self.app.size.height)
        self._fill(width, max(size.height - self._above - 1, 2))
        self._scroll_past(width)
        for part in (self._text, self._under):
            part.show_bar()
        rows = [*[Content("")] * self._above, *self._text.in_sight, self._more, *self._under.in_sight]
        self._lines = [*rows, *[Content("")] * (size.height - len(rows))][: size.height]
        self.placed = list(self._placements(width))

    def _fill(self, width: int, room: int) -> None:
        """Share the room between the two parts; a part that gets too little is drawn beside its scroll bar."""
        self._text.lines, self._under.lines = wrap(self._draw(width), width), self._lines_below(width)
        heights = share_room(room, len(self._text.lines), len(self._under.lines))
        self._text.height, self._under.height = heights
        if self._text.is_cut:
            self._text.lines = wrap(self._draw(width - 1), width - 1)
        if self._under.is_cut:
            self._under.lines = self._lines_below(width - 1)
        for part in (self._text, self._under):
            part.scroll_to(part.top)

    def _lines_below(self, width: int) -> list[Content]:
        lines = self._below.draw(width, self.app.size) if self._below else []
        hint = self._hint.wrap(max(width - 4, 1)) if self._hint.plain else []
        return [*lines, *([Content("")] if hint else []), *(line.pad_left(2) for line in hint)]

    def _scroll_past(self, width: int) -> None:
        height = len(self._past.wrap(width)) if self._text.is_cut and self._past.plain else 0
        if height + _ANSWER_LINES > self._text.height and height:
            self._text.scroll_to(height)
        self._past = Content("")

    @property
    def _more(self) -> Content:
        """Return the line that says what is out of sight."""
        told = [
            words for part, words in ((self._text, "▾ more · PgDn"), (self._under, "▾ more below · ↓")) if part.has_more
        ]
        return Content.assemble(("   ".join(told), MUTED))

    @property
    def _under_row(self) -> int:
        """Return the row of the page on which the part below the text begins."""
        return self._above + self._text.height + 1

    @property
    def _field_row(self) -> int | None:
        """Return the row of the page on which the field stands, if it is in sight."""
        line = self._below.field_line if self._below else None
        if line is None or not 0 <= line - self._under.top < self._under.height:
            return None
        return self._under_row + line - self._under.top

    def _placements(self, width: int) -> Iterator[tuple[Widget, Region]]:
        """Yield the widgets that are seen, each with its region. A field that is not open stays where it was."""
        field, row = self.areas.field, self._field_row
        if row is not None:
            field.place = Region(0, row, width - self._under.is_cut, 1)
        if field.place:
            yield field, field.place
        for part, top in ((self._text, self._above), (self._under, self._under_row)):
            if part.is_cut:
                yield part.bar, Region(width - 1, top, 1, part.height)

    def lines(self) -> Sequence[Content]:
        """Return the lines."""
        return self._lines

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self.redraw()

    @property
    def text_width(self) -> int:
        """Return the width of the text, in cells."""
        return max(self.size.width - self._text.is_cut, 1)

    def scroll_text(self, lines: int) -> None:
        """Scroll a long text by lines."""
        self._scroll(self._text, self._text.top + lines)

    def scroll_text_page(self, pages: int) -> None:
        """Scroll a long text by pages, with one line of overlap."""
        self.scroll_text(pages * max(self._text.height - 1, 1))

    def show_below(self, top: int, height: int) -> None:
        """Scroll what is below, so that these lines of it are in sight."""
        part = self._under
        self._scroll(part, min(max(part.top, top + height - part.height), top))

    def _scroll(self, part: Part, top: float) -> None:
        part.scroll_to(int(top))
        self.redraw()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the part under the mouse."""
        self._scroll_under(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the part under the mouse."""
        self._scroll_under(event, 1)

    def _scroll_under(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        place = event.get_content_offset_capture(self)
        part = self._text if place.y < self._under_row else self._under
        self._scroll(part, part.top + lines)

    def on_scroll_to(self, message: ScrollTo) -> None:
        """Scroll the part whose bar was moved."""
        message.stop()
        part = self._text if message._sender is self._text.bar else self._under
        if message.y is not None:
            self._scroll(part, message.y)

    def on_scroll_up(self, message: Message) -> None:
        """Scroll up by a page, after a click above the thumb of a bar."""
        self._scroll_page(message, -1)

    def on_scroll_down(self, message: Message) -> None:
        """Scroll down by a page, after a click below the thumb of a bar."""
        self._scroll_page(message, 1)

    def _scroll_page(self, message: Message, pages: int) -> None:
        message.stop()
        part = self._text if message._sender is self._text.bar else self._under
        self._scroll(part, part.top + pages * part.height)

    def on_click(self, event: events.Click) -> None:
        """Post `Clicked`, or what a click on something below means."""
        event.stop()
        place = event.get_content_offset(self)
        if place is None or place.y < self._under_row or self._below is None:
            self.post_message(self.Clicked())
            return
        message = self._below.click(Offset(place.x, place.y - self._under_row + self._under.top))
        if message is not None:
            self.post_message(message)

    def on_option_area_moved(self, message: OptionArea.Moved) -> None:
        """Paint the options, with the row of the cursor in sight."""
        message.stop()
        self.redraw()
        self.show_below(message.top, message.height)

    def _take(self, text: str) -> None:
        """Take what was typed into the field."""
        message = self.areas.enter(text)
        if message is not None:
            self.screen.post_message(message)
        else:
            self.redraw()


class _PageLayout(Layout):
    """It places what is seen on the page, besides the lines that the page paints."""

    name = "question-page"

    def arrange(
        self, parent: Widget, children: Iterable[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Return the places of the field and of the scroll bars."""
        if not isinstance(parent, QuestionPage):
            return []
        parent.lay_out(size)
        return [WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, each) for each, region in parent.placed]


def _is_same(one: Content, other: Content) -> bool:
    """Return whether two lines look the same."""
    return one.plain == other.plain and one.spans == other.spans
