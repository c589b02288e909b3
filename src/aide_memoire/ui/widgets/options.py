"""The widgets for answers that are chosen: one option, several of them, or items put in order.

Each is a list of numbered rows with a cursor, and posts `AnswerSubmitted` with the answer as text. It takes the keys;
its rows are drawn by the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from aide_memoire.ui.render.layout import Row, fill_lines, hang
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.answers import AnswerSubmitted, not_asked

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.geometry import Offset, Size

    from aide_memoire.study.prompts import Prompt

_CURSOR = "on $panel"


class OptionArea(Widget, can_focus=True):
    """Rows with a cursor. The arrows move it, Enter answers; a subclass says what else a key does.

    While it is not open it does nothing. It may keep the focus, as styles would be worked out anew without it.
    """

    DEFAULT_CSS = "OptionArea { display: none; }"
    BINDINGS: ClassVar[list[BindingType]] = [("up", "move(-1)", "Up"), ("down", "move(1)", "Down")]

    class Moved(Message):
        """The cursor is on another row, or a row looks different. These lines are to be in sight."""

        def __init__(self, top: int, height: int) -> None:
            super().__init__()
            self.top = top
            self.height = height

    field_line = None

    def __init__(self) -> None:
        super().__init__()
        self.is_open = False
        self._at = 0
        self._width = 1

    @property
    def field(self) -> Widget:
        """Return what takes the keys."""
        return self

    def allow_focus(self) -> bool:
        """Return whether it is open."""
        return self.is_open

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether its keys do something."""
        return self.is_open and super().check_action(action, parameters)

    def ask(self, prompt: Prompt) -> None:
        """Begin another question."""
        raise NotImplementedError

    def rows(self) -> list[Row]:
        """Return the rows from the top, each with its mark."""
        raise NotImplementedError

    def held(self) -> str:
        """Return the answer so far."""
        raise NotImplementedError

    def click_row(self, place: int) -> AnswerSubmitted | None:
        """Do what a click on a row does, or return the answer. `place` counts from 0."""
        raise NotImplementedError

    def clear(self) -> bool:
        """Clear the answer so far. Returns whether there was anything."""
        return False

    def draw(self, width: int, screen: Size) -> list[Content]:
        """Return the lines of the rows, that of the cursor on a ground of its own."""
        self._width = width
        rows = [hang(row, width) for row in self.rows()]
        rows[self._at] = fill_lines(rows[self._at], width, _CURSOR)
        return [line for row in rows for line in row.split("\n", allow_blank=True)]

    def action_move(self, step: int) -> None:
        """Move the cursor, and keep its row on the screen."""
        self.move_to(min(max(self._at + step, 0), len(self.rows()) - 1))

    def move_to(self, place: int) -> None:
        """Put the cursor on a row, counted from 0, and keep that row on the screen."""
        self._at = place
        heights = self._heights()
        self.post_message(self.Moved(sum(heights[:place]), heights[place]))

    def click(self, place: Offset) -> AnswerSubmitted | None:
        """Do what a click on the row under the mouse does, or return the answer. A row may take several lines."""
        below = 0
        for number, height in enumerate(self._heights()):
            below += height
            if place.y < below:
                return self.click_row(number)
        return None

    def _heights(self) -> list[int]:
        return [len(hang(row, self._width).split("\n", allow_blank=True)) for row in self.rows()]

    def _mark(self, place: int, mark: str = "▸") -> str:
        return mark if place == self._at else " "


class ChoiceArea(OptionArea):
    """Options of which one is right, and a last row for "I don't know". A number chooses at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter,space", "choose", "Choose"),
        *((str(number), f"choose({number})", "Choose or rate") for number in range(10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._options: tuple[str, ...] = ()

    def ask(self, prompt: Prompt) -> None:
        """Show the options, with the cursor on the first one."""
        self._at, self._options = 0, prompt.options

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

    def click_row(self, place: int) -> AnswerSubmitted:
        """Answer with the row."""
        return AnswerSubmitted(str(place + 1) if place < len(self._options) else "")


class PickArea(OptionArea):
    """Options to tick: Space ticks the one at the cursor, as do its number and a click; Enter answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("space", "tick", "Tick"),
        *((str(number), f"tick({number})", "Choose or rate") for number in range(1, 10)),
        ("enter", "give", "Answer"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._options: tuple[str, ...] = ()
        self._not_asked: list[str] = []
        self._ticked: set[int] = set()

    def ask(self, prompt: Prompt) -> None:
        """Show the options, none of them ticked."""
        self._at, self._options, self._ticked = 0, prompt.options, set()
        self._not_asked = not_asked(prompt.question)

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

    def draw(self, width: int, screen: Size) -> list[Content]:
        """Return the rows, and below them the members that are not asked."""
        names = [Content.assemble((f"     – {name}", MUTED)) for name in self._not_asked]
        return [*super().draw(width, screen), *names]

    def held(self) -> str:
        """Return the numbers of what is ticked."""
        return " ".join(str(place + 1) for place in sorted(self._ticked))

    def clear(self) -> bool:
        """Take the ticks away. Returns whether there were any."""
        had = bool(self._ticked)
        self._ticked.clear()
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

    def __init__(self) -> None:
        super().__init__()
        self._items: list[str] = []
        self._held = False

    def ask(self, prompt: Prompt) -> None:
        """Show the items, with the cursor on the first one."""
        self._at, self._items, self._held = 0, list(prompt.options), False

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
        self.move_to(self._at)

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
