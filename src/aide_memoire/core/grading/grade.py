"""One question and what was answered to it: which of the graders judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, TextAnswer
from aide_memoire.core.grading.date import grade_date
from aide_memoire.core.grading.order import grade_order, read_order
from aide_memoire.core.grading.rules import Rules
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

    `other_answers` tells which other cards of the deck a folded text, or an ISO date, is the right answer of.
    """
    typed = typed[:LONGEST_ANSWER]
    articles, expects = question.phrases.articles, question.expects
    match expects:
        case TextAnswer():
            rules = Rules(articles, expects.exact, expects.language, expects.person, expects.number)
            return grade_text(typed, expects.accepted, lures=expects.lures, other_answers=other_answers, rules=rules)
        case DateAnswer():
            return _grade_date(question, expects, typed, other_answers)
        case ListAnswer():
            from aide_memoire.core.grading.list import grade_list  # noqa: PLC0415  it reads whatever a text can hold

            return grade_list(
                typed,
                expects.members,
                conjunctions=question.phrases.conjunctions,
                lures=expects.lures,
                not_asked=expects.not_asked,
                any_of=expects.any_of,
                rules=Rules(articles, expects.exact, expects.language),
            )
    given = read_order(typed, expects.items, articles)
    return grade_order(given, expects.items, question.cards[0], question.answer, ranks=expects.ranks)


def _grade_date(
    question: Question, expects: DateAnswer, typed: str, other_answers: Callable[[str], Sequence[OtherAnswer]]
) -> Verdict:
    match = find_accepted(typed, expects.accepted, question.phrases.articles)
    if match is not None and match.word != "partial":
        return Verdict("right", 1.0)
    verdict = grade_date(
        typed,
        expects.date,
        question.phrases,
        said_right=expects.text,
        other_answers=other_answers,
        other_dates=expects.caution_dates,
    )
    named = (grade_date(typed, each, question.phrases).word for each in expects.named_dates)
    if verdict.word == "wrong" and any(word in ("right", "close") for word in named):
        return Verdict("partial", 0.5, (*verdict.reasons, "the note beside it names that date, too"))
    return verdict
