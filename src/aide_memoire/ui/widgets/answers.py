"""The widgets for answers that are typed: a line of text, or a list of names. `options.py` has the other ones.

Each posts `AnswerSubmitted` with the answer as text. The session grades it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from aide_memoire.core.answer import ListAnswer, OrderAnswer
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.sanitize import sanitize
from aide_memoire.formatting import answer_shape
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question

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
        self.replace(self.JOINT.join(filter(None, lines)), *sorted(self.selection))

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
        is_order = isinstance(self._question.expects, OrderAnswer)
        yield (NamesInput if is_order else SanitizedInput)(select_on_focus=False)
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
        yield Static(id="ticks", markup=False)
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
        boxes += [Content.assemble((f"– {name}", MUTED)) for name in not_asked(self._question)]
        lines = [Content("   ").join(boxes)]
        lines += [Content.assemble(("✗ ", "$error"), message) for message in verdict.extras]
        self.query_one("#ticks", Static).update(Content("\n").join(lines))


def not_asked(question: Question) -> list[str]:
    """Return the members of a list that are not asked because they are suspended."""
    return [each.name for each in question.expects.not_asked] if isinstance(question.expects, ListAnswer) else []


def _cleared(field: Input) -> bool:
    """Clear an input. Returns whether it had any text."""
    had = bool(field.value)
    field.clear()
    return had
