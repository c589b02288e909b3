"""Answers that are typed: a line of text, or a list of names. `options.py` has the other ones.

Each becomes an `AnswerSubmitted` with the answer as text. The session grades it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from aide_memoire.core.answer import ListAnswer, OrderAnswer
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.sanitize import sanitize
from aide_memoire.formatting import answer_shape
from aide_memoire.ui.render.layout import wrap
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from textual import events
    from textual.geometry import Offset, Size
    from textual.strip import Strip

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question

LONGEST_LINE = 10_000
"""Characters that a line takes; what is pasted or typed beyond them is left out."""
NAMES = "; "
"""What stands between pasted lines where each is a name."""


class AnswerSubmitted(Message):
    """The learner has answered. `text` is the answer."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class SanitizedInput(Input):
    """A line of text that sanitizes pasted text, of which several lines become one."""

    joint = " "
    """What stands between pasted lines."""

    def _on_paste(self, event: events.Paste) -> None:
        """Insert all lines. Textual would take the first alone, without a word."""
        event.prevent_default()
        event.stop()
        lines = [line.strip() for line in event.text[: 2 * LONGEST_LINE].splitlines()]
        self.replace(self.joint.join(filter(None, lines)), *sorted(self.selection))

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert the sanitized text."""
        super().insert_text_at_cursor(self._fitting(text))

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a range by the sanitized text."""
        super().replace(self._fitting(text, abs(end - start)), start, end)

    def _fitting(self, text: str, replaced: int = 0) -> str:
        """Return what there is room for, sanitized, where so many characters are replaced."""
        return sanitize(text)[: max(LONGEST_LINE - len(self.value) + replaced, 0)]


class AnswerField(SanitizedInput):
    """The line to type an answer in.

    While it is not open, what the page has in its place is seen through it, and it does nothing. It may keep the focus,
    as its styles would be worked out anew without it.
    """

    def __init__(self, submit: Callable[[str], object]) -> None:
        self._is_open = False
        super().__init__(select_on_focus=False)
        self._submit = submit
        self._empty: dict[tuple[object, ...], list[Strip]] = {}
        self.disable_messages(Input.Changed)  # nobody heeds it, and it would go through every parent
        self.cursor_blink = False
        self.place = Region()
        self.joint = " "

    def allow_focus(self) -> bool:
        """Return whether it is open."""
        return self.is_open

    @property
    def is_open(self) -> bool:
        """Return whether it takes keys."""
        return self._is_open

    def open(self, *, is_open: bool) -> None:
        """Take keys from now on, or none."""
        self._is_open = self.cursor_blink = is_open
        if is_open:
            self.refresh()

    def ask(self, joint: str) -> None:
        """Be empty for another question. `joint` stands between pasted lines."""
        self.joint = joint
        self.value = ""

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint it again, while it is open. Its size does not follow from its text: `lay_out` lays it out."""
        del layout
        return super().refresh(*regions, repaint=repaint and self._is_open, recompose=recompose)

    def lay_out(self) -> None:
        """Let its page place it anew."""
        super().refresh(repaint=False, layout=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return its line, or that of the page. An empty one, with which every question begins, is made once."""
        if not self.is_open and isinstance(self.parent, Widget):
            return self.parent.render_lines(crop.translate(self.place.offset + self.parent.gutter.top_left))
        if self.value:
            return super().render_lines(crop)
        looks = (crop, self.app.theme, self.visual_style, self.has_focus, self._cursor_visible)
        if looks not in self._empty:
            self._empty[looks] = super().render_lines(crop)
        return self._empty[looks]

    async def action_submit(self) -> None:
        """Hand on what was typed, without a message that would go through every parent."""
        self._submit(self.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether its own keys do something."""
        return self.is_open and super().check_action(action, parameters)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether it takes this key."""
        return self.is_open and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        self._leave_closed(event)

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        self._leave_closed(event)

    def _on_paste(self, event: events.Paste) -> None:
        if self.is_open:
            super()._on_paste(event)
        else:
            event.prevent_default()

    def _leave_closed(self, event: events.Event) -> None:
        """Do nothing about an event while it is not open."""
        if not self.is_open:
            event.prevent_default()


class TypedAnswer:
    """A line of text, with the expected shape of the answer below it."""

    field_line = 0

    def __init__(self, question: Question, field: AnswerField) -> None:
        self._shape = answer_shape(question)
        self.field = field
        field.ask(NAMES if isinstance(question.expects, OrderAnswer) else " ")

    def draw(self, width: int, screen: Size) -> list[Content]:
        """Return a line for the field, and the shape."""
        shape = wrap(Content.assemble((self._shape, "auto 60%")), max(width - 4, 1))
        return [Content(""), *(line.pad_left(2) for line in shape[:1])]

    def click(self, place: Offset) -> None:
        """Do nothing: the field itself is clicked."""

    def held(self) -> str:
        """Return the text so far."""
        return self.field.value

    def clear(self) -> bool:
        """Clear the text. Returns whether there was any."""
        return _cleared(self.field)

    def enter(self, text: str) -> AnswerSubmitted:
        """Submit the answer. An empty one means "I don't know"."""
        return AnswerSubmitted(text)


class ListAnswerArea:
    """A list of names. They are ticked off as they are typed, one or several per line; an empty line submits."""

    def __init__(self, question: Question, field: AnswerField) -> None:
        self._question = question
        self._typed: list[str] = []
        self.field = field
        self.field_line = 0
        field.ask(NAMES)

    @property
    def named(self) -> list[str]:
        """Return the members of the list that were typed so far."""
        return [part.text for part in self._so_far().parts if part.verdict != "wrong"]

    def draw(self, width: int, screen: Size) -> list[Content]:
        """Return the ticks, a free line, and a line for the field."""
        ticks = wrap(self._ticks(), width)
        self.field_line = len(ticks) + 1
        return [*ticks, Content(""), Content("")]

    def click(self, place: Offset) -> None:
        """Do nothing: the field itself is clicked."""

    def held(self) -> str:
        """Return the typed lines so far."""
        return "\n".join(filter(str.strip, [*self._typed, self.field.value]))

    def clear(self) -> bool:
        """Clear the field, or remove the last line if it is empty. Returns whether there was anything."""
        if _cleared(self.field):
            return True
        if not self._typed:
            return False
        self._typed.pop()
        return True

    def enter(self, text: str) -> AnswerSubmitted | None:
        """Add the line to the list. An empty line, or the last missing name, submits the answer."""
        line = text.strip()
        if line:
            self._typed.append(line)
            self.field.clear()
        if not line or all(part.verdict != "wrong" for part in self._so_far().parts):
            return AnswerSubmitted("\n".join(self._typed))
        return None

    def _so_far(self) -> Verdict:
        return grade(self._question, "\n".join(self._typed))

    def _ticks(self) -> Content:
        verdict = self._so_far()
        named = [part.text for part in verdict.parts if part.verdict != "wrong"]
        boxes = [Content.assemble(("✓ ", "$success"), name) for name in named]
        boxes += [Content("□") for _ in range(len(verdict.parts) - len(named))]
        boxes += [Content.assemble((f"– {name}", MUTED)) for name in not_asked(self._question)]
        lines = [Content("   ").join(boxes)]
        lines += [Content.assemble(("✗ ", "$error"), message) for message in verdict.extras]
        return Content("\n").join(lines)


def not_asked(question: Question) -> list[str]:
    """Return the members of a list that are not asked because they are suspended."""
    return [each.name for each in question.expects.not_asked] if isinstance(question.expects, ListAnswer) else []


def _cleared(field: Input) -> bool:
    """Clear an input. Returns whether it had any text."""
    had = bool(field.value)
    field.clear()
    return had
