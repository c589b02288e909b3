"""A question, its answer and a verdict, as they stand on the page: in words and signs, then in colour."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer
from aide_memoire.core.scheduler import DAY, retrievability
from aide_memoire.formatting import counted, day_name, interval

if TYPE_CHECKING:
    from aide_memoire.core.grading.verdict import Verdict
    from aide_memoire.core.question import Question
    from aide_memoire.reports.browser import CardLine
    from aide_memoire.study.prompts import GradedAnswer, Prompt

_SIGNS = {
    "right": ("✓", "$success"),
    "close": ("✓", "$success"),
    "partial": ("◐", "$warning"),
    "wrong": ("✗", "$error"),
}
_WORDS = {"right": "Right", "close": "Right, but for a slip", "partial": "Partly right", "wrong": "Not right"}
_MUTED = "$foreground 60%"


def asked(question: Question) -> Content:
    """Return the question alone."""
    return Content.assemble((question.text, "bold"))


def revealed(question: Question) -> Content:
    """Return the question with its answer, and below it what a teacher adds."""
    return Content("\n").join([asked(question), "", _right(question), *_beside(question)])


def judged(put: Prompt, told: GradedAnswer) -> Content:
    """Return the question with what was answered, what is right and why, and what a teacher adds."""
    question, verdict = put.question, told.verdict
    if isinstance(question.expects, ListAnswer):
        body = _judged_list(question, verdict)
    elif isinstance(question.expects, OrderAnswer):
        body = _judged_order(question, told)
    elif put.form == "choice":
        body = _judged_choice(put, told)
    else:
        body = _judged_words(question, told)
    return Content("\n").join([asked(question), "", _headline(verdict, told.typed), *body, *_beside(question)])


def due_word(line: CardLine, day: int, now: int) -> str:
    """Return when a card comes, in a word for a narrow column; of what is held back, that it is."""
    if line.suspended or line.buried:
        return "suspended" if line.suspended else "buried"
    if line.due_day is None:
        return "new"
    if line.due_at is not None:
        return "now" if line.due_at <= now else interval((line.due_at - now) // 1000, 0)
    if line.due_day <= day + 1:
        return "today" if line.due_day <= day else "tomorrow"
    return interval(None, line.due_day - day)


def value_word(line: CardLine, sort: str, day: int) -> str:
    """Return the figure that a list is sorted by, or "" where a card has none."""
    if line.stability is None or line.last_day is None:
        return "–"
    match sort:
        case "recall":
            return f"{retrievability(line.stability, day - line.last_day):.0%}".replace("%", " %")
        case "stability":
            return _stability(line.stability)
        case "difficulty":
            return f"{line.difficulty:.1f}"
        case "lapses":
            return str(line.lapses)
    return ""


def remembered(line: CardLine, day: int, now: int) -> Content:
    """Return what the learner's memory of a card is, in words, a line for each thing."""
    held = {"suspended": line.suspended, "buried until tomorrow": line.buried, "a leech": line.leech}
    rows = [("Member", line.answer)] if line.kind == "group" else []
    rows += [("State", ", ".join([line.state, *(word for word, is_so in held.items() if is_so)]))]
    if line.due_day is not None and line.last_day is not None and line.stability is not None:
        rows += [
            ("Due", _due(line, day, now)),
            ("Interval", interval(None, line.due_day - line.last_day) if line.due_at is None else "a learning step"),
            ("Stability", f"90 % after {_stability(line.stability)}"),
            ("Difficulty", f"{line.difficulty:.1f} of 10"),
            ("Recall now", value_word(line, "recall", day)),
        ]
    lapses = f", {counted(line.lapses, 'lapse')}" if line.lapses else ""
    rows.append(("Reviews", f"{line.reps or 'none yet'}{lapses}"))
    return Content("\n").join(Content.assemble((f"{head:<12}", _MUTED), told) for head, told in rows)


def _stability(days: float) -> str:
    return interval(None, round(days)) if days >= 1 else interval(round(days * DAY), 0)


def _due(line: CardLine, day: int, now: int) -> str:
    if line.due_at is not None:
        return "now" if line.due_at <= now else f"in {due_word(line._replace(suspended=False, buried=False), day, now)}"
    due = line.due_day or day
    return day_name(due, day) if due >= day else f"{interval(None, day - due)} ago"


def _headline(verdict: Verdict, typed: str) -> Content:
    sign, colour = _SIGNS[verdict.word]
    word = _WORDS[verdict.word] if typed.strip() else "Not known"
    reasons = "; ".join(reason for reason in verdict.reasons if reason)
    told = f"{word}: {reasons}." if reasons else f"{word}."
    return Content.assemble((f"{sign}  ", f"bold {colour}"), told)


def _judged_words(question: Question, told: GradedAnswer) -> list[Content | str]:
    if told.verdict.word == "right":
        return [_right(question)]
    right = question.answer_line
    if not told.typed.strip():
        return [Content.assemble(("   right   ", _MUTED), (right, "bold $accent"))]
    differ = not isinstance(question.expects, DateAnswer) and told.verdict.word == "close"
    yours = _marked(told.typed, right, "underline $error") if differ else Content(told.typed.strip())
    shown = _marked(right, told.typed, "underline") if differ else Content(right)
    return [
        Content.assemble(("   yours   ", _MUTED)) + yours,
        Content.assemble(("   right   ", _MUTED)) + shown.stylize("bold $accent"),
    ]


def _marked(text: str, other: str, style: str) -> Content:
    """Return a text with the letters marked that the other lacks."""
    content = Content(text)
    matcher = SequenceMatcher(None, text.casefold(), other.casefold(), autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            content = content.stylize(style, start, end)
    return content


def _judged_list(question: Question, verdict: Verdict) -> list[Content | str]:
    rows: list[Content | str] = []
    for part in verdict.parts:
        sign, colour = ("✗", "$error") if part.verdict == "wrong" else ("✓", "$success")
        beside = f"   yours: {part.typed}" if part.verdict == "close" else ""
        beside = "   missing" if part.verdict == "wrong" else beside
        rows.append(Content.assemble((f"   {sign} ", colour), (part.text, "bold $accent"), (beside, _MUTED)))
    rows += [Content.assemble(("   ✗ ", "$error"), f"{extra}.") for extra in verdict.extras]
    return rows


def _judged_order(question: Question, told: GradedAnswer) -> list[Content | str]:
    """Return the right order with its dates, each item with its place in the learner's."""
    yours = [line for line in told.typed.split("\n") if line]
    names = list(question.expects.items) if isinstance(question.expects, OrderAnswer) else []
    rows: list[Content | str] = []
    for place, (line, name) in enumerate(zip(question.answer, names, strict=True), 1):
        put = yours.index(name) + 1 if name in yours else None
        sign, colour = ("✓", "$success") if put == place else ("✗", "$error")
        beside = "" if put in (place, None) else f"   yours: {put}"
        rows.append(Content.assemble((f"   {sign} {place} ", colour), (line, "bold $accent"), (beside, _MUTED)))
    return rows


def _judged_choice(put: Prompt, told: GradedAnswer) -> list[Content | str]:
    rows: list[Content | str] = []
    for number, option in enumerate(put.options, 1):
        is_right = option == put.question.answer_line
        sign, colour = ("✓", "$success") if is_right else ("✗", "$error") if option == told.typed else (" ", "")
        style = "bold $accent" if is_right else "" if option == told.typed else _MUTED
        rows.append(Content.assemble((f"   {sign} ", colour), (f"{number}  ", _MUTED), (option, style)))
    return rows


def _right(question: Question) -> Content:
    """Return the answer itself; the members of a list and the steps of a sequence have lines of their own."""
    if len(question.answer) == 1:
        return Content.assemble(("→ ", "$accent"), (question.answer[0], "bold $accent"))
    width = len(str(len(question.answer)))
    rows = []
    for place, line in enumerate(question.answer, 1):
        mark = f"{place:>{width}} " if question.numbered else "· "
        rows.append(Content.assemble((mark, _MUTED), (line, "bold $accent")))
    return Content("\n").join(rows)


def _beside(question: Question) -> list[Content | str]:
    """Return what a teacher adds: why, what lies beyond the text, whose claim it is, and the source."""
    lines: list[Content | str] = []
    if question.explanation:
        lines += ["", question.explanation]
    if question.caution:
        lines += ["", Content.assemble(("Beyond the text  ", "$accent"), question.caution)]
    asides = []
    if question.claim:
        asides.append(f"A claim of {question.claim}, not an established fact.")
    if question.as_of:
        asides.append(f"As of {question.as_of}; it may have changed since.")
    asides += [f"Source: {source}" for source in question.sources]
    if asides:
        lines += ["", Content.assemble(("\n".join(asides), _MUTED))]
    return lines
