"""Render a verdict: the learner's answer, the right answer, and the reasons."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer
from aide_memoire.core.grading.order import read_order
from aide_memoire.formatting import verdict_line
from aide_memoire.ui.render.question import answer_lines, render_question, teacher_lines
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.study.prompts import GradedAnswer, Prompt


VERDICT_SIGNS = {
    "right": ("✓", "$success"),
    "close": ("✓", "$success"),
    "partial": ("◐", "$warning"),
    "wrong": ("✗", "$error"),
}


def render_verdict(put: Prompt, message: GradedAnswer) -> Content:
    """Return the question with the learner's answer, the right answer, the reasons and the notes."""
    question, verdict = put.question, message.verdict
    if isinstance(question.expects, ListAnswer):
        body = _list_lines(question, verdict)
    elif isinstance(question.expects, OrderAnswer):
        body = _order_lines(question, message)
    elif put.form == "choice":
        body = _choice_lines(put, message)
    else:
        body = _text_lines(question, message)
    return Content("\n").join(
        [render_question(question), "", _headline(verdict, message.typed), *body, *teacher_lines(question)]
    )


def _headline(verdict: Verdict, typed: str) -> Content:
    sign, colour = VERDICT_SIGNS[verdict.word]
    return Content.assemble((f"{sign}  ", f"bold {colour}"), verdict_line(verdict, typed))


def _text_lines(question: Question, graded: GradedAnswer) -> list[Content | str]:
    if graded.verdict.word == "right":
        return [answer_lines(question)]
    right = question.answer_line
    if not graded.typed.strip():
        return [Content.assemble(("   right   ", MUTED), (right, "bold $accent"))]
    differ = not isinstance(question.expects, DateAnswer) and graded.verdict.word == "close"
    yours = _marked(graded.typed, right, "underline $error") if differ else Content(graded.typed.strip())
    shown = _marked(right, graded.typed, "underline") if differ else Content(right)
    return [
        Content.assemble(("   yours   ", MUTED)) + yours,
        Content.assemble(("   right   ", MUTED)) + shown.stylize("bold $accent"),
    ]


def _marked(text: str, other: str, style: str) -> Content:
    """Return a text in which the letters that `other` lacks have a style."""
    content = Content(text)
    matcher = SequenceMatcher(None, text.casefold(), other.casefold(), autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            content = content.stylize(style, start, end)
    return content


def _list_lines(question: Question, verdict: Verdict) -> list[Content | str]:
    rows: list[Content | str] = []
    for part in verdict.parts:
        sign, colour = ("✗", "$error") if part.verdict == "wrong" else ("✓", "$success")
        beside = f"   yours: {part.typed}" if part.verdict == "close" else ""
        beside = "   missing" if part.verdict == "wrong" else beside
        rows.append(Content.assemble((f"   {sign} ", colour), (part.text, "bold $accent"), (beside, MUTED)))
    rows += [Content.assemble(("   ✗ ", "$error"), f"{extra}.") for extra in verdict.extras]
    return rows


def _order_lines(question: Question, graded: GradedAnswer) -> list[Content | str]:
    """Return the items in the right order, each with its position in the learner's order."""
    names = list(question.expects.items) if isinstance(question.expects, OrderAnswer) else []
    yours = [names[item] for item in read_order(graded.typed, names, question.phrases.articles)]
    rows: list[Content | str] = []
    for place, (line, name) in enumerate(zip(question.answer, names, strict=True), 1):
        given = yours.index(name) + 1 if name in yours else None
        sign, colour = ("✓", "$success") if given == place else ("✗", "$error")
        beside = "" if given in (place, None) else f"   yours: {given}"
        rows.append(Content.assemble((f"   {sign} {place} ", colour), (line, "bold $accent"), (beside, MUTED)))
    return rows


def _choice_lines(prompt: Prompt, graded: GradedAnswer) -> list[Content | str]:
    rows: list[Content | str] = []
    for number, option in enumerate(prompt.options, 1):
        is_right = option == prompt.question.answer_line
        sign, colour = ("✓", "$success") if is_right else ("✗", "$error") if option == graded.typed else (" ", "")
        style = "bold $accent" if is_right else "" if option == graded.typed else MUTED
        rows.append(Content.assemble((f"   {sign} ", colour), (f"{number}  ", MUTED), (option, style)))
    return rows
