"""Render a question, its answer, and the notes below: explanation, caution, claim and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import LESSON_LINE
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.core.question import Question


def render_question(question: Question) -> Content:
    """Return the question without its answer."""
    return Content.assemble((question.text, "bold"))


def render_answer(question: Question) -> Content:
    """Return the question with its answer and notes."""
    return Content("\n").join([render_question(question), "", answer_lines(question), *teacher_lines(question)])


def render_lesson(question: Question) -> Content:
    """Return a new question with its answer and what a teacher adds, under a line that says what it is."""
    return Content("\n").join([Content.assemble((LESSON_LINE, MUTED)), "", render_answer(question)])


def answer_lines(question: Question) -> Content:
    """Return the answer. Each member of a list and each step of a sequence has its own line."""
    if len(question.answer) == 1:
        return Content.assemble(("→ ", "$accent"), (question.answer[0], "bold $accent"))
    width = len(str(len(question.answer)))
    rows = []
    for place, line in enumerate(question.answer, 1):
        mark = f"{place:>{width}} " if question.numbered else "· "
        rows.append(Content.assemble((mark, MUTED), (line, "bold $accent")))
    return Content("\n").join(rows)


def teacher_lines(question: Question) -> list[Content | str]:
    """Return the notes: explanation, content beyond the text, whose claim it is, date, and sources."""
    lines: list[Content | str] = []
    if question.explanation:
        lines += ["", question.explanation]
    if question.caution:
        lines += ["", Content.assemble(("Context  ", "$accent"), question.caution)]
    asides = []
    if question.claim:
        asides.append(f"A claim of {question.claim}, not an established fact.")
    if question.as_of:
        asides.append(f"As of {question.as_of}; it may have changed since.")
    asides += [f"Source: {source}" for source in question.sources]
    if asides:
        lines += ["", Content.assemble(("\n".join(asides), MUTED))]
    return lines
