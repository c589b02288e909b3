"""Choose the form in which a question is asked. The ladder goes from multiple choice to recall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from aide_memoire.core.answer import ListAnswer, OrderAnswer

if TYPE_CHECKING:
    from aide_memoire.core.question import Question
    from aide_memoire.core.settings import WantedForm

Form = Literal["flip", "typed", "choice", "list", "order"]
LADDER: WantedForm = "ladder"
"""The setting with which the program chooses the form."""


def choose_form(question: Question, *, wanted: WantedForm = LADDER, learned: bool, can_choose: bool) -> Form:
    """Return the form for a question.

    `wanted` is the learner's setting, `learned` whether the card has finished the learning steps, `can_choose`
    whether there are enough lures. Lists and orders have their own forms. A flip-only question is never typed.
    """
    if question.flip_only or wanted == "flip":
        return "flip"
    if isinstance(question.expects, ListAnswer):
        return "list"
    if isinstance(question.expects, OrderAnswer):
        return "order"
    if can_choose and (wanted == "choice" or (wanted != "typed" and not learned)):
        return "choice"
    return "typed"
