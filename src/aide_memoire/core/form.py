"""Choose the form in which a question is asked. The ladder goes from a lesson over recognition to recall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from aide_memoire.core.answer import ListAnswer, OrderAnswer

if TYPE_CHECKING:
    from aide_memoire.core.question import Question
    from aide_memoire.core.settings import WantedForm

Form = Literal["flip", "typed", "choice", "list", "pick", "order", "recite"]
LADDER: WantedForm = "ladder"
"""The setting with which the program chooses the form."""


def choose_form(question: Question, *, wanted: WantedForm = LADDER, learned: bool, can_choose: bool) -> Form:
    """Return the form for a question.

    `wanted` is the learner's setting, `learned` whether the card has finished the learning steps, `can_choose`
    whether there are enough lures. Lists and orders have their own forms: on the ladder the members of a list are
    picked among its lures until it is learned, and an order that is to be recited is sorted until then. A flip-only
    question is never typed.
    """
    if question.flip_only or wanted == "flip":
        return "flip"
    if isinstance(question.expects, ListAnswer):
        return "pick" if can_choose and wanted == LADDER and not learned else "list"
    if isinstance(question.expects, OrderAnswer):
        return "recite" if question.expects.recite and (learned or wanted == "typed") else "order"
    if can_choose and (wanted == "choice" or (wanted != "typed" and not learned)):
        return "choice"
    return "typed"


def is_lesson_due(question: Question, form: Form, *, wanted: WantedForm, is_new: bool) -> bool:
    """Return whether a question is shown with its answer before it is asked in this form for the first time.

    A choice among the question's own lures needs no lesson: its author wrote options that can be told apart by
    thinking. Options from the rest of the deck have no such author. A form that the learner fixed has no lessons.
    """
    if not is_new or wanted != LADDER:
        return False
    return form != "choice" or isinstance(question.expects, OrderAnswer) or not question.expects.lures
