"""The widgets for answers: a line of text, a list of names, options, or items to put in order.

Each posts `AnswerSubmitted` with the answer as text. The session grades it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from aide_memoire.core.answer import ListAnswer
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.sanitize import sanitize
from aide_memoire.formatting import answer_shape
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.study.prompts import Prompt

_INPUT_CSS = """
    Input {
      height: 1; border: none; padding: 0 1; background: $surface; width: 1fr;
      border-left: wide $accent; background-tint: $foreground 0%;
    }
    Input:focus { border: none; border-left: wide $accent; background-tint: $foreground 0%; }
"""


class AnswerSubmitted(Message):
    """The learner has answered. `text` is the answer."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class SanitizedInput(Input):
    """A line of text that sanitizes pasted text, of which several lines become one."""

    JOINT = " "

    def _on_paste(self, event: events.Paste) -> None:
        """Insert all lines. Textual would take the first alone, without a word."""
        event.prevent_default()
        event.stop()
        lines = [line.strip() for line in event.text.splitlines()]
        self.replace(self.JOINT.join(filter(None, lines)), *self.selection)

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert the sanitized text."""
        super().insert_text_at_cursor(sanitize(text))

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a range by the sanitized text."""
        super().replace(sanitize(text), start, end)


class NamesInput(SanitizedInput):
    """A line of names; each pasted line is one."""

    JOINT = "; "


class TypedAnswer(Vertical):
    """A line of text, with the expected shape of the answer below it."""

    DEFAULT_CSS = f"""
    TypedAnswer {{ height: auto; {_INPUT_CSS} Static {{ height: 1; color: $text-muted; padding: 0 2; }} }}
    """

    def __init__(self, question: Question) -> None:
        super().__init__(classes="area")
        self._question = question

    def compose(self) -> ComposeResult:
        """Yield the input and the shape."""
        yield SanitizedInput(select_on_focus=False)
        yield Static(Content(answer_shape(self._question)))

    @property
    def field(self) -> Widget | None:
        """Return the widget to focus."""
        return self.query_one(Input)

    def held(self) -> str:
        """Return the text so far."""
        return self.query_one(Input).value

    def clear(self) -> bool:
        """Clear the text. Returns whether there was any."""
        return _cleared(self.query_one(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Submit the answer. An empty one means "I don't know"."""
        event.stop()
        self.post_message(AnswerSubmitted(event.value))


class ListAnswerArea(Vertical):
    """A list of names. They are ticked off as they are typed, one or several per line; an empty line submits."""

    DEFAULT_CSS = f"""
    ListAnswerArea {{ height: auto; {_INPUT_CSS} Static {{ height: auto; padding: 0 0 1 0; }} }}
    """

    def __init__(self, question: Question) -> None:
        super().__init__(classes="area")
        self._question = question
        self._typed: list[str] = []

    def compose(self) -> ComposeResult:
        """Yield the ticks and the input."""
        yield Static(id="ticks")
        yield NamesInput(select_on_focus=False)

    @property
    def field(self) -> Widget | None:
        """Return the widget to focus."""
        return self.query_one(Input)

    @property
    def named(self) -> list[str]:
        """Return the members of the list that were typed so far."""
        return [part.text for part in self._so_far().parts if part.verdict != "wrong"]

    def on_mount(self) -> None:
        """Show the empty boxes."""
        self._tick()

    def held(self) -> str:
        """Return the typed lines so far."""
        return "\n".join(filter(str.strip, [*self._typed, self.query_one(Input).value]))

    def clear(self) -> bool:
        """Clear the input, or remove the last line if it is empty. Returns whether there was anything."""
        if _cleared(self.query_one(Input)):
            return True
        if not self._typed:
            return False
        self._typed.pop()
        self._tick()
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Add the line to the list. An empty line, or the last missing name, submits the answer."""
        event.stop()
        text = event.value.strip()
        if text:
            self._typed.append(text)
            event.input.clear()
            self._tick()
        if not text or all(part.verdict != "wrong" for part in self._so_far().parts):
            self.post_message(AnswerSubmitted("\n".join(self._typed)))

    def _so_far(self) -> Verdict:
        return grade(self._question, "\n".join(self._typed))

    def _tick(self) -> None:
        verdict = self._so_far()
        named = [part.text for part in verdict.parts if part.verdict != "wrong"]
        boxes = [Content.assemble(("✓ ", "$success"), name) for name in named]
        boxes += [Content("□") for _ in range(len(verdict.parts) - len(named))]
        boxes += [Content.assemble((f"– {name}", MUTED)) for name in _not_asked(self._question)]
        lines = [Content("   ").join(boxes)]
        lines += [Content.assemble(("✗ ", "$error"), message) for message in verdict.extras]
        self.query_one("#ticks", Static).update(Content("\n").join(lines))


class ChoiceArea(Widget):
    """Numbered options. The screen handles the number keys; a click does the same."""

    DEFAULT_CSS = "ChoiceArea { height: auto; width: 100%; }"

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__(classes="area")
        self._options = options

    @property
    def field(self) -> Widget | None:
        """Return None: the screen handles the keys."""
        return None

    def held(self) -> str:
        """Return "": no option is chosen yet."""
        return ""

    def clear(self) -> bool:
        """Return False: there is nothing to clear, as choosing an option submits it."""
        return False

    def render(self) -> Content:
        """Return the options, each on its own line."""
        return Content("\n").join(self._lines_of_options())

    def _lines_of_options(self) -> list[Content]:
        return [Content.assemble((f"{number}  ", "$accent"), option) for number, option in enumerate(self._options, 1)]

    def choose(self, number: int) -> None:
        """Submit the option with this number, from 1."""
        if number <= len(self._options):
            self.post_message(AnswerSubmitted(str(number)))

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked option. An option may take several lines."""
        event.stop()
        number = _row_at(self, self._lines_of_options(), event)
        if number:
            self.choose(number)


class PickArea(Widget, can_focus=True):
    """Options to tick: the arrows choose one and Space ticks it, as do its number and a click; Enter answers."""

    DEFAULT_CSS = "PickArea { height: auto; width: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up,k", "choose(-1)", "Move or scroll"),
        ("down,j", "choose(1)", "Move or scroll"),
        ("space", "tick", "Tick"),
        *((str(number), f"tick({number})", "Choose or rate") for number in range(1, 10)),
        ("enter", "give", "Answer"),
    ]

    def __init__(self, prompt: Prompt) -> None:
        super().__init__(classes="area")
        self._options = prompt.options
        self._not_asked = _not_asked(prompt.question)
        self._ticked: set[int] = set()
        self._at = 1

    @property
    def field(self) -> Widget | None:
        """Return what takes the keys."""
        return self

    def held(self) -> str:
        """Return the numbers of what is ticked."""
        return " ".join(str(number) for number in sorted(self._ticked))

    def clear(self) -> bool:
        """Take the ticks away. Returns whether there were any."""
        had = bool(self._ticked)
        self._ticked.clear()
        self.refresh()
        return had

    def render(self) -> Content:
        """Return the options, each on a line of its own with its number and its box."""
        rows = self._lines_of_options()
        rows += [Content.assemble((f"     – {name}", MUTED)) for name in self._not_asked]
        return Content("\n").join(rows)

    def _lines_of_options(self) -> list[Content]:
        width = len(str(len(self._options)))
        rows = []
        for number, option in enumerate(self._options, 1):
            chosen, ticked = number == self._at, number in self._ticked
            mark = f"{'▸' if chosen else ' '} {number:>{width}}  {'✓' if ticked else '□'} "
            rows.append(Content.assemble((mark, "$accent"), (option, "bold" if ticked else "")))
        return rows

    def action_choose(self, step: int) -> None:
        """Choose the option above or below, and keep it in sight."""
        self._at = min(max(self._at + step, 1), len(self._options))
        self.refresh()
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Scroll the page so far that the chosen option is on the screen."""
        heights = [row.get_height({}, self.size.width) for row in self._lines_of_options()[: self._at]]
        top = self.virtual_region.y + sum(heights[:-1])
        if isinstance(self.parent, Widget):
            region = Region(0, top, 1, heights[-1])
            self.parent.scroll_to_region(region, animate=False, force=True)

    def action_tick(self, number: int = 0) -> None:
        """Tick an option, or take its tick away: the one with this number, else the chosen one."""
        number = number or self._at
        if number <= len(self._options):
            self._at = number
            self._ticked ^= {number}
            self.refresh()
            self._show_chosen()

    def action_give(self) -> None:
        """Answer with what is ticked; nothing says "I don't know"."""
        self.post_message(AnswerSubmitted(self.held()))

    def on_click(self, event: events.Click) -> None:
        """Tick by mouse; an option may take several lines."""
        event.stop()
        number = _row_at(self, self._lines_of_options(), event)
        if number:
            self.action_tick(number)


class OrderArea(Widget, can_focus=True):
    """Items to put in order. The arrows choose an item; after Space, or with Shift, they move it."""

    DEFAULT_CSS = "OrderArea { height: auto; width: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up,k", "choose(-1)", "Move or scroll"),
        ("down,j", "choose(1)", "Move or scroll"),
        ("shift+up,K,ctrl+up", "move(-1)", "Move up"),
        ("shift+down,J,ctrl+down", "move(1)", "Move down"),
        ("space", "hold", "Hold and move the item"),
        ("enter", "give", "Answer"),
    ]

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__(classes="area")
        self._items = list(items)
        self._at = 0
        self._held = False

    @property
    def field(self) -> Widget | None:
        """Return the widget to focus."""
        return self

    def held(self) -> str:
        """Return the items in their current order, a line each."""
        return "\n".join(self._items)

    def clear(self) -> bool:
        """Return False: there is nothing to clear, as a moved item can be moved back."""
        return False

    def render(self) -> Content:
        """Return the items in their current order, the chosen one with a marker."""
        rows = []
        for place, item in enumerate(self._items):
            chosen = place == self._at
            mark = "◆" if chosen and self._held else "▸" if chosen else " "
            rows.append(Content.assemble((f"{mark} {place + 1}  ", "$accent"), (item, "bold" if chosen else "")))
        return Content("\n").join(rows)

    def action_hold(self) -> None:
        """Hold or release the chosen item. The arrows move a held item."""
        self._held = not self._held
        self.refresh()

    def action_choose(self, step: int) -> None:
        """Choose the item above or below, or move the held item."""
        if self._held:
            self.action_move(step)
            return
        self._at = min(max(self._at + step, 0), len(self._items) - 1)
        self.refresh()

    def action_move(self, step: int) -> None:
        """Move the chosen item up or down."""
        other = self._at + step
        if 0 <= other < len(self._items):
            self._items[self._at], self._items[other] = self._items[other], self._items[self._at]
            self._at = other
            self.refresh()

    def action_give(self) -> None:
        """Submit the current order."""
        self.post_message(AnswerSubmitted(self.held()))


def _not_asked(question: Question) -> list[str]:
    """Return the members of a list that are not asked because they are suspended."""
    return [each.name for each in question.expects.not_asked] if isinstance(question.expects, ListAnswer) else []


def _row_at(area: Widget, rows: list[Content], event: events.Click) -> int:
    """Return the number, from 1, of the row that was clicked, or 0. A row may take several lines."""
    place = event.get_content_offset(area)
    below = 0
    for number, row in enumerate(rows, 1):
        below += row.get_height({}, area.size.width)
        if place is not None and place.y < below:
            return number
    return 0


def _cleared(field: Input) -> bool:
    """Clear an input. Returns whether it had any text."""
    had = bool(field.value)
    field.clear()
    return had


AnswerArea = TypedAnswer | ListAnswerArea | ChoiceArea | PickArea | OrderArea
