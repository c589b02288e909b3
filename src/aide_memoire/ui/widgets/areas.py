"""The widget in which a question is answered, by its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.ui.widgets.answers import ListAnswerArea, TypedAnswer
from aide_memoire.ui.widgets.options import ChoiceArea, OptionArea, OrderArea, PickArea

if TYPE_CHECKING:
    from aide_memoire.study.prompts import Prompt

AnswerArea = TypedAnswer | ListAnswerArea | OptionArea
AREAS = (TypedAnswer, ListAnswerArea, OptionArea)


def make_area(prompt: Prompt) -> AnswerArea | None:
    """Return the widget in which the question is answered, or None for a flip question."""
    match prompt.form:
        case "typed" | "recite":
            return TypedAnswer(prompt.question)
        case "list":
            return ListAnswerArea(prompt.question)
        case "choice":
            return ChoiceArea(prompt.options)
        case "pick":
            return PickArea(prompt)
        case "order":
            return OrderArea(prompt.options)
    return None
