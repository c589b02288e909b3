"""Render a verdict: the learner's answer, the right answer, and the reasons."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer
from aide_memoire.core.grading.order import read_order
from aide_memoire.formatting import verdict_reasons, verdict_word
from aide_memoire.ui.render.layout import Row, fill_lines, hang, lay_out
from aide_memoire.ui.render.question import render_question, teacher_lines
from aide_memoire.ui.themes import MUTED, VERDICT_SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.grading.verdict import Verdict, VerdictWord
    from aide_memoire.core.question import Question
    from aide_memoire.study.prompts import GradedAnswer, Prompt

_GROUNDS: dict[VerdictWord, str] = {"right": "success", "close": "success", "partial": "warning", "wrong": "error"}
_DIFFERENT = "underline"


def render_verdict(prompt: Prompt, graded: GradedAnswer, width: int, *, unfolded: bool = False) -> Content:
    """Return the question with the learner's answer, the right answer, the reasons and the notes."""
    question = prompt.question
    lines = [
        render_question(question),
        "",
        _band(question, graded, width),
        *_body(prompt, graded, width),
        *teacher_lines(question, width, unfolded=unfolded),
    ]
    return Content("\n").join(lines)


def _body(prompt: Prompt, graded: GradedAnswer, width: int) -> list[Content]:
    question, verdict = prompt.question, graded.verdict
    if isinstance(question.expects, ListAnswer):
        return _list_lines(verdict, width)
    if isinstance(question.expects, OrderAnswer):
        return [hang(row, width) for row in _order_rows(question, graded)]
    if prompt.form == "choice":
        return [hang(row, width) for row in _choice_rows(prompt, graded)]
    return [hang(row, width) for row in _text_rows(question, graded)]


def _band(question: Question, graded: GradedAnswer, width: int) -> Content:
    """Return the verdict as a band of its colour: the sign and the word, and beside them why."""
    verdict = graded.verdict
    sign, ground = VERDICT_SIGNS[verdict.word][0], _GROUNDS[verdict.word]
    word = Content.assemble((f" {sign} {verdict_word(verdict, graded.typed)}  ", f"bold $text-{ground}"))
    reasons = (
        _named(question.expects, verdict) if isinstance(question.expects, ListAnswer) else verdict_reasons(verdict)
    )
    return fill_lines(hang(Row(word, Content(reasons)), width), width, f"on ${ground}-muted")


def _named(expects: ListAnswer, verdict: Verdict) -> str:
    """Return how many of a list were named. Which ones stands below."""
    named = sum(part.verdict != "wrong" for part in verdict.parts)
    needed = min(expects.any_of, len(verdict.parts)) or len(verdict.parts)
    return f"{named} of {needed}" if 0 < named < needed or verdict.extras else ""


def _text_rows(question: Question, graded: GradedAnswer) -> list[Row]:
    """Return the learner's answer above the right one, with what differs underlined."""
    typed, right = graded.typed.strip(), question.answer_line
    answer = Row(_label("answer"), Content.assemble((right, "bold")))
    if not typed or (graded.verdict.word == "right" and typed.casefold() == right.casefold()):
        return [answer]
    yours = Content(typed)
    if graded.verdict.word in ("close", "partial"):
        by_words = isinstance(question.expects, DateAnswer)
        yours, shown = _marked(typed, right, by_words=by_words), _marked(right, typed, by_words=by_words)
        answer = answer._replace(text=shown.stylize("bold"))
    return [Row(_label("you"), yours), answer]


def _label(word: str) -> Content:
    return Content.assemble((f"   {word:<8}", MUTED))


def _marked(text: str, other: str, *, by_words: bool) -> Content:
    """Return a text in which the letters, or the words, that `other` lacks are underlined."""
    content = Content(text)
    here, there = (_pieces(each, by_words=by_words) for each in (text, other))
    ends = [0]
    for piece in here:
        ends.append(ends[-1] + len(piece))
    folded = [[piece.casefold() for piece in pieces] for pieces in (here, there)]
    matcher = SequenceMatcher(None, folded[0], folded[1], autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            content = content.stylize(_DIFFERENT, ends[start], ends[end])
    return content


def _pieces(text: str, *, by_words: bool) -> Sequence[str]:
    return text if not by_words else [piece for word in text.split(" ") for piece in (word, " ")][:-1]


def _list_lines(verdict: Verdict, width: int) -> list[Content]:
    rows = []
    for part in verdict.parts:
        beside = f"  you: {part.typed}" if part.verdict == "close" else ""
        style = "bold" if part.verdict == "wrong" else ""
        rows.append(Row(_mark(part.verdict), Content.assemble((part.text, style), (beside, MUTED))))
    extras = [hang(Row(_mark("wrong"), Content(f"{extra}.")), width) for extra in verdict.extras]
    return [*lay_out(rows, width), *extras]


def _order_rows(question: Question, graded: GradedAnswer) -> list[Row]:
    """Return the items in the right order: what stands in its order, and for the others the learner's place."""
    names = list(question.expects.items) if isinstance(question.expects, OrderAnswer) else []
    yours = [names[item] for item in read_order(graded.typed, names, question.phrases.articles)]
    parts = graded.verdict.parts
    rows = []
    for place, (line, name) in enumerate(zip(question.answer, names, strict=True)):
        word: VerdictWord = parts[place].verdict if parts else "wrong"
        given = f"  you: {yours.index(name) + 1}" if word == "wrong" and name in yours else ""
        mark = Content.assemble(_mark(word), f"{place + 1:>{len(str(len(names)))}} ")
        rows.append(Row(mark, Content.assemble((line, "bold"), (given, MUTED))))
    return rows


def _choice_rows(prompt: Prompt, graded: GradedAnswer) -> list[Row]:
    rows = []
    for number, option in enumerate(prompt.options, 1):
        is_right, is_chosen = option == prompt.question.answer_line, option == graded.typed
        mark = _mark("right" if is_right else "wrong") if is_right or is_chosen else Content("     ")
        style = "bold" if is_right else "" if is_chosen else MUTED
        rows.append(Row(mark + Content.assemble((f"{number}  ", MUTED)), Content.assemble((option, style))))
    return rows


def _mark(word: VerdictWord) -> Content:
    sign, colour = VERDICT_SIGNS[word]
    return Content.assemble((f"   {sign} ", colour))
