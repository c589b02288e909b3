"""What a question is answered in, by its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.ui.widgets.answers import AnswerField, ListAnswerArea, TypedAnswer
from aide_memoire.ui.widgets.options import ChoiceArea, OptionArea, OrderArea, PickArea

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget

    from aide_memoire.study.prompts import Prompt
    from aide_memoire.ui.widgets.answers import AnswerSubmitted

AnswerArea = TypedAnswer | ListAnswerArea | OptionArea


class AnswerAreas:
    """The field, and what takes the keys where options are shown: made once, and asked anew for each question."""

    def __init__(self, submit: Callable[[str], object]) -> None:
        self.field = AnswerField(submit)
        self._options: dict[str, OptionArea] = {"choice": ChoiceArea(), "pick": PickArea(), "order": OrderArea()}
        self.current: AnswerArea | None = None

    @property
    def widgets(self) -> Sequence[Widget]:
        """Return the widgets that take keys."""
        return (self.field, *self._options.values())

    def ask(self, prompt: Prompt | None) -> AnswerArea | None:
        """Make ready for an answer. Returns what it is given in, or None where there is nothing to answer."""
        self.current = self._area(prompt) if prompt else None
        for each in self._options.values():
            each.is_open = each is self.current
        return self.current

    def _area(self, prompt: Prompt) -> AnswerArea | None:
        if prompt.form == "flip":
            return None
        options = self._options.get(prompt.form)
        if options:
            options.ask(prompt)
            return options
        return (ListAnswerArea if prompt.form == "list" else TypedAnswer)(prompt.question, self.field)

    def enter(self, text: str) -> AnswerSubmitted | None:
        """Take a line that was typed. Returns the answer, if that is all of it."""
        return self.current.enter(text) if isinstance(self.current, (TypedAnswer, ListAnswerArea)) else None
