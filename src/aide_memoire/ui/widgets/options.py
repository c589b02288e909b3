"""The widgets for answers that are chosen: one option, several of them, or items put in order.

Each is a list of numbered rows with a cursor, and posts `AnswerSubmitted` with the answer as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from aide_memoire.ui.render.layout import Row, fill_lines, hang
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.answers import AnswerSubmitted, not_asked

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType
    from textual.geometry import Size

    from aide_memoire.study.prompts import Prompt

_CURSOR = "on $panel"


class OptionArea(Widget, can_focus=True):
    """Rows with a cursor. The arrows move it, Enter answers; a subclass says what else a key does."""

    DEFAULT_CSS = "OptionArea { height: auto; width: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [("up", "move(-1)", "Up"), ("down", "move(1)", "Down")]

    def __init__(self) -> None:
        super().__init__(classes="area")
        self._at = 0

    @property
    def field(self) -> Widget | None:
        """Return what takes the keys."""
        return self

    def rows(self) -> list[Row]:
        """Return the rows from the top, each with its mark."""
        raise NotImplementedError

    def held(self) -> str:
        """Return the answer so far."""
        raise NotImplementedError

    def click_row(self, place: int) -> None:
        """Do what a click on a row does. `place` counts from 0."""
        raise NotImplementedError

    def clear(self) -> bool:
        """Clear the answer so far. Returns whether there was anything."""
        return False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width."""
        return sum(self._heights(width)) if width else 0

    def render(self) -> Content:
        """Return the rows, that of the cursor on a ground of its own."""
        width = max(self.content_size.width, 1)
        lines = [hang(row, width) for row in self.rows()]
        lines[self._at] = fill_lines(lines[self._at], width, _CURSOR)
        return Content("\n").join(lines)

    def action_move(self, step: int) -> None:
        """Move the cursor, and keep its row on the screen."""
        self.move_to(min(max(self._at + step, 0), len(self.rows()) - 1))

    def move_to(self, place: int) -> None:
        """Put the cursor on a row, counted from 0, and keep that row on the screen."""
        self._at = place
        self.refresh()
        heights = self._heights(max(self.content_size.width, 1))
        top = self.virtual_region.y + sum(heights[:place])
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, top, 1, heights[place]), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Do what a click on the row under the mouse does. A row may take several lines."""
        event.stop()
        place = event.get_content_offset(self)
        below = 0
        for number, height in enumerate(self._heights(max(self.content_size.width, 1))):
            below += height
            if place is not None and place.y < below:
                self.click_row(number)
                return

    def _heights(self, width: int) -> list[int]:
        return [len(hang(row, width).split("\n")) for row in self.rows()]

    def _mark(self, place: int, mark: str = "▸") -> str:
        return mark if place == self._at else " "


class ChoiceArea(OptionArea):
    """Options of which one is right, and a last row for "I don't know". A number chooses at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter,space", "choose", "Choose"),
        *((str(number), f"choose({number})", "Choose or rate") for number in range(10)),
    ]

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__()
        self._options = options

    def rows(self) -> list[Row]:
        """Return the options with their numbers, and the last row."""
        texts = [*enumerate(self._options, 1), (0, "")]
        return [
            Row(
                Content.assemble((f"{self._mark(place)} {number}  ", "$accent")),
                Content(text) if number else Content.assemble(("I don't know", MUTED)),
            )
            for place, (number, text) in enumerate(texts)
        ]

    def held(self) -> str:
        """Return the number of the option at the cursor, or "" for the last row."""
        return str(self._at + 1) if self._at < len(self._options) else ""

    def action_choose(self, number: int | None = None) -> None:
        """Answer with an option by its number, with 0 for "I don't know", or without one by the cursor."""
        if number is not None and number > len(self._options):
            return
        answer = self.held() if number is None else str(number or "")
        self.post_message(AnswerSubmitted(answer))

    def click_row(self, place: int) -> None:
        """Answer with the row."""
        self.action_choose(place + 1 if place < len(self._options) else 0)


class PickArea(OptionArea):
    """Options to tick: Space ticks the one at the cursor, as do its number and a click; Enter answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("space", "tick", "Tick"),
        *((str(number), f"tick({number})", "Choose or rate") for number in range(1, 10)),
        ("enter", "give", "Answer"),
    ]

    def __init__(self, prompt: Prompt) -> None:
        super().__init__()
        self._options = prompt.options
        self._not_asked = not_asked(prompt.question)
        self._ticked: set[int] = set()

    def rows(self) -> list[Row]:
        """Return the options, each with its number and its box."""
        width = len(str(len(self._options)))
        return [
            Row(
                Content.assemble((f"{self._mark(place)} {place + 1:>{width}}  ", "$accent"), self._box(place)),
                Content.assemble((option, "bold" if place in self._ticked else "")),
            )
            for place, option in enumerate(self._options)
        ]

    def render(self) -> Content:
        """Return the rows, and below them the members that are not asked."""
        names = [Content.assemble((f"     – {name}", MUTED)) for name in self._not_asked]
        return Content("\n").join([super().render(), *names])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width."""
        return super().get_content_height(container, viewport, width) + len(self._not_asked)

    def held(self) -> str:
        """Return the numbers of what is ticked."""
        return " ".join(str(place + 1) for place in sorted(self._ticked))

    def clear(self) -> bool:
        """Take the ticks away. Returns whether there were any."""
        had = bool(self._ticked)
        self._ticked.clear()
        self.refresh()
        return had

    def action_tick(self, number: int = 0) -> None:
        """Tick an option, or take its tick away: the one with this number, else the one at the cursor."""
        place = number - 1 if number else self._at
        if place < len(self._options):
            self._ticked ^= {place}
            self.move_to(place)

    def action_give(self) -> None:
        """Answer with what is ticked; nothing says "I don't know"."""
        self.post_message(AnswerSubmitted(self.held()))

    def click_row(self, place: int) -> None:
        """Tick the row."""
        self.action_tick(place + 1)

    def _box(self, place: int) -> str:
        return "✓ " if place in self._ticked else "□ "


class OrderArea(OptionArea):
    """Items to put in order. The arrows choose an item; after Space, or with Shift, they carry it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("shift+up,ctrl+up", "carry(-1)", "Move up"),
        ("shift+down,ctrl+down", "carry(1)", "Move down"),
        ("space", "hold", "Hold"),
        ("enter", "give", "Answer"),
    ]

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__()
        self._items = list(items)
        self._held = False

    def rows(self) -> list[Row]:
        """Return the items in their current order."""
        sign = "◆" if self._held else "▸"
        return [
            Row(
                Content.assemble((f"{self._mark(place, sign)} {place + 1}  ", "$accent")),
                Content.assemble((item, "bold" if place == self._at else "")),
            )
            for place, item in enumerate(self._items)
        ]

    def held(self) -> str:
        """Return the items in their current order, a line each."""
        return "\n".join(self._items)

    def action_hold(self) -> None:
        """Hold or release the chosen item. The arrows carry a held item."""
        self._held = not self._held
        self.refresh()

    def action_move(self, step: int) -> None:
        """Choose the item above or below, or carry the held item."""
        if self._held:
            self.action_carry(step)
        else:
            super().action_move(step)

    def action_carry(self, step: int) -> None:
        """Move the chosen item up or down."""
        other = self._at + step
        if 0 <= other < len(self._items):
            self._items[self._at], self._items[other] = self._items[other], self._items[self._at]
            self.move_to(other)

    def action_give(self) -> None:
        """Answer with the current order."""
        self.post_message(AnswerSubmitted(self.held()))

    def click_row(self, place: int) -> None:
        """Choose the row."""
        self.move_to(place)
