"""The list of what to do after a session: go home, or study on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message

from aide_memoire.formatting import counted
from aide_memoire.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from aide_memoire.study.more import More

QUIZ = "quiz"


class MoreList(MarkedList):
    """A row for each offer, with its number as key. The first row goes back, if it has a label."""

    class Chosen(Message):
        """The learner has chosen: the kind of an offer, "quiz", or "" to go back."""

        def __init__(self, kind: str) -> None:
            super().__init__()
            self.kind = kind

    DEFAULT_CSS = "MoreList { height: auto; padding: 0 2 1 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        (str(number), f"choose({number})", "Choose or rate") for number in range(1, 10)
    ]

    def __init__(self, offers: Sequence[More], back: str = "") -> None:
        super().__init__(id="more")
        self._rows = [("", back)] if back else []
        self._rows += [(more.kind, _label(more)) for more in offers]
        self._rows.append((QUIZ, "A quiz: nothing of it is saved"))
        self._has_back = bool(back)

    def on_mount(self) -> None:
        """Show the rows."""
        self.show_rows(len(self._rows), 0)

    def row(self, place: int, marker: str) -> Content:
        """Return a row, with its key."""
        number = place + 1 - self._has_back
        key = "Enter" if not number else str(number)
        label = self._rows[place][1]
        return Content.assemble((f"{marker} {key:<5}", "$accent"), (f"  {label}", "bold" if marker == "▸" else ""))

    def action_choose(self, number: int) -> None:
        """Choose an offer by its number, from 1."""
        place = number - 1 + self._has_back
        if place < len(self._rows):
            self.post_message(self.Chosen(self._rows[place][0]))

    def on_option_list_option_selected(self, event: MarkedList.OptionSelected) -> None:
        """Choose the row with the marker, or the one that was clicked."""
        event.stop()
        self.post_message(self.Chosen(self._rows[event.option_index][0]))


def _label(more: More) -> str:
    match more.kind:
        case "today":
            return f"Go on: {counted(more.number, 'question')} left for today"
        case "misses":
            return f"Today's misses once more: {counted(more.number, 'question')}"
        case "new":
            return f"{more.number} more new {'question' if more.number == 1 else 'questions'}"
        case "ahead":
            days = "Tomorrow's reviews" if more.days == 1 else f"Reviews of the next {more.days} days"
            return f"{days} early: {counted(more.number, 'question')}"
        case "mix-ups":
            return f"What you mix up, side by side: {counted(more.number, 'question')}"
        case "own-curve":
            return f"How you forget: what your {counted(more.number, 'answer')} say"
