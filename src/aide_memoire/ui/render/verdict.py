"""A verdict as it stands on the page: what was answered, what is right, and why."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer
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
    """Return the question with what was answered, what is right and why, and what a teacher adds."""
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


def _text_lines(question: Question, message: GradedAnswer) -> list[Content | str]:
    if message.verdict.word == "right":
        return [answer_lines(question)]
    right = question.answer_line
    if not message.typed.strip():
        return [Content.assemble(("   right   ", MUTED), (right, "bold $accent"))]
    differ = not isinstance(question.expects, DateAnswer) and message.verdict.word == "close"
    yours = _marked(message.typed, right, "underline $error") if differ else Content(message.typed.strip())
    shown = _marked(right, message.typed, "underline") if differ else Content(right)
    return [
        Content.assemble(("   yours   ", MUTED)) + yours,
        Content.assemble(("   right   ", MUTED)) + shown.stylize("bold $accent"),
    ]


def _marked(text: str, other: str, style: str) -> Content:
    """Return a text with the letters marked that the other lacks."""
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


def _order_lines(question: Question, message: GradedAnswer) -> list[Content | str]:
    """Return the right order with its dates, each item with its place in the learner's."""
    yours = [line for line in message.typed.split("\n") if line]
    names = list(question.expects.items) if isinstance(question.expects, OrderAnswer) else []
    rows: list[Content | str] = []
    for place, (line, name) in enumerate(zip(question.answer, names, strict=True), 1):
        put = yours.index(name) + 1 if name in yours else None
        sign, colour = ("✓", "$success") if put == place else ("✗", "$error")
        beside = "" if put in (place, None) else f"   yours: {put}"
        rows.append(Content.assemble((f"   {sign} {place} ", colour), (line, "bold $accent"), (beside, MUTED)))
    return rows


def _choice_lines(put: Prompt, message: GradedAnswer) -> list[Content | str]:
    rows: list[Content | str] = []
    for number, option in enumerate(put.options, 1):
        is_right = option == put.question.answer_line
        sign, colour = ("✓", "$success") if is_right else ("✗", "$error") if option == message.typed else (" ", "")
        style = "bold $accent" if is_right else "" if option == message.typed else MUTED
        rows.append(Content.assemble((f"   {sign} ", colour), (f"{number}  ", MUTED), (option, style)))
    return rows
