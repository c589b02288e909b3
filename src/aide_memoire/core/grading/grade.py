"""One question and what was answered to it: which of the graders judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, TextAnswer
from aide_memoire.core.grading.date import grade_date
from aide_memoire.core.grading.list import grade_list
from aide_memoire.core.grading.order import grade_order, read_order
from aide_memoire.core.grading.text import find_accepted, grade_text
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aide_memoire.core.grading.verdict import OtherAnswer
    from aide_memoire.core.question import Question


def grade(
    question: Question, typed: str, other_answers: Callable[[str], Sequence[OtherAnswer]] = lambda _: ()
) -> Verdict:
    """Judge a typed answer. Total: any text at all gets a verdict.

    `elsewhere` tells which other cards of the deck a folded text, or an ISO date, is the right answer of.
    """
    typed = typed[:LONGEST_ANSWER]
    phrases, expects = question.phrases, question.expects
    if isinstance(expects, TextAnswer):
        return grade_text(typed, expects.accepted, phrases.articles, lures=expects.lures, other_answers=other_answers)
    if isinstance(expects, DateAnswer):
        if find_accepted(typed, expects.accepted, phrases.articles):
            return Verdict("right", 1.0)
        return grade_date(typed, expects.date, phrases, said_right=expects.text, other_answers=other_answers)
    if isinstance(expects, ListAnswer):
        conjunctions = phrases.conjunctions
        return grade_list(
            typed,
            expects.members,
            phrases.articles,
            conjunctions=conjunctions,
            lures=expects.lures,
            not_asked=expects.not_asked,
        )
    return grade_order(
        read_order(typed, expects.items, phrases.articles), expects.items, question.cards[0], question.answer
    )
