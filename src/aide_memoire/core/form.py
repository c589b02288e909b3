"""In which form a question is asked: a ladder, from choosing to recalling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from aide_memoire.core.answer import ListAnswer, OrderAnswer

if TYPE_CHECKING:
    from aide_memoire.core.question import Question

Form = Literal["flip", "typed", "choice", "list", "order"]
FORMS: tuple[Form, ...] = ("flip", "typed", "choice", "list", "order")
LADDER = "ladder"
"""What a learner wants who leaves the choice of the form to the program."""


def choose_form(question: Question, *, wanted: str = LADDER, learned: bool, can_choose: bool) -> Form:
    """Return the form for a question.

    `wanted` is the learner's own choice, `learned` whether the card has left the learning steps, `can_choose`
    whether there are lures enough. Lists and orders have forms of their own; an answer that can be said in
    many ways is never typed.
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
