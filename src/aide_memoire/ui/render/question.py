"""Render a question, its answer, and the notes below: explanation, caution, claim and sources.

Each function lays its text out for a width in cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import CAUTION_LABEL, LESSON_LINE
from aide_memoire.ui.render.layout import Row, cut, hang, lay_out
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.core.question import Question

_MORE = "  o more"


def render_question(question: Question) -> Content:
    """Return the question without its answer."""
    return Content.assemble((question.text, "bold"))


def render_answer(question: Question, width: int, *, unfolded: bool = False) -> Content:
    """Return the question with its answer and notes."""
    notes = teacher_lines(question, width, unfolded=unfolded)
    return Content("\n").join([render_question(question), "", *answer_lines(question, width), *notes])


def render_lesson(question: Question, width: int, *, unfolded: bool = False) -> Content:
    """Return a new question with its answer and what a teacher adds, under a line that says what it is."""
    lesson = render_answer(question, width, unfolded=unfolded)
    return Content("\n").join([Content.assemble((LESSON_LINE, MUTED)), "", lesson])


def answer_lines(question: Question, width: int) -> list[Content]:
    """Return the answer. Each member of a list and each step of a sequence has its own line."""
    if len(question.answer) == 1:
        return [hang(Row(Content.assemble(("→ ", MUTED)), _answer(question.answer[0])), width)]
    digits = len(str(len(question.answer)))
    rows = []
    for place, line in enumerate(question.answer, 1):
        mark = f"{place:>{digits}} " if question.numbered else "· "
        rows.append(Row(Content.assemble((mark, MUTED)), _answer(line)))
    return lay_out(rows, width)


def teacher_lines(question: Question, width: int, *, unfolded: bool = False) -> list[Content | str]:
    """Return the notes: explanation, content beyond the text, whose claim it is, date, and sources.

    The sources stand on one line that is cut where it is too long, unless `unfolded`.
    """
    lines: list[Content | str] = []
    if question.explanation:
        lines += ["", question.explanation]
    if question.caution:
        lines.append(Content.assemble((f"{CAUTION_LABEL}: ", f"bold {MUTED}"), question.caution))
    lines += [Content.assemble((aside, MUTED)) for aside in _asides(question)]
    lines += _source_lines(question, width, unfolded=unfolded)
    return lines if not lines or lines[0] == "" else ["", *lines]


def has_more(question: Question, width: int) -> bool:
    """Return whether the sources do not fit on their line."""
    return Content(_source_line(question)).cell_length > width


def _answer(text: str) -> Content:
    return Content.assemble((text, "bold"))


def _asides(question: Question) -> list[str]:
    asides = [f"A claim of {question.claim}, not an established fact."] if question.claim else []
    return [*asides, f"As of {question.as_of}; it may have changed since."] if question.as_of else asides


def _source_line(question: Question) -> str:
    return f"Source: {' · '.join(question.sources)}" if question.sources else ""


def _source_lines(question: Question, width: int, *, unfolded: bool) -> list[Content]:
    if not question.sources:
        return []
    if not has_more(question, width):
        return [Content.assemble((_source_line(question), MUTED))]
    if unfolded:
        return [Content.assemble((f"Source: {source}", MUTED)) for source in question.sources]
    short = cut(_source_line(question), width - len(_MORE))
    return [Content.assemble((short, MUTED), (_MORE[:3], "$accent"), (_MORE[3:], MUTED))]
