"""The screens of a quiz and of its result."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import KINDS, counted
from aide_memoire.ui.render.layout import Row, hang
from aide_memoire.ui.screens.question import QuestionScreen
from aide_memoire.ui.screens.result import ResultScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, Ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.study.quiz import Quiz, QuizAnswer, Score

_LEAVE = Key("Esc", "leave", "screen.leave")
_OPEN = (_LEAVE, Key("F1", "keys", "app.help"))
_ASKING = {
    "choice": (Key("1–4", "choose", "screen.nothing"), Key("0", "don't know", "screen.pass"), *_OPEN),
    "typed": (Key("Enter", "answer", "screen.go_on"), *_OPEN),
    "recite": (Key("Enter", "answer", "screen.go_on"), *_OPEN),
    "list": (Key("Enter", "add; empty: done", "screen.go_on"), *_OPEN),
    "order": (Key("Enter", "answer", "screen.go_on"), Key("Space", "hold and move", "screen.nothing"), *_OPEN),
}
_NOTHING_SAVED = "A quiz saves nothing, so there is nothing to undo"


class QuizScreen(QuestionScreen):
    """The screen of a quiz. Nothing that is answered here goes into the learner's progress."""

    def __init__(self, quiz: Quiz) -> None:
        super().__init__(quiz)
        self._quiz = quiz

    def action_leave(self) -> None:
        """Leave the quiz. A verdict that is shown counts."""
        self.save_open()
        self.close()

    def save_open(self) -> bool:
        """Count a verdict that is shown."""
        with self.app.report_errors():
            self._quiz.go_on()
            return True
        return False

    async def undo(self) -> None:
        """Show that there is nothing to undo."""
        self.app.notify(_NOTHING_SAVED)

    async def redo(self) -> None:
        """Show that there is nothing to redo."""
        self.app.notify(_NOTHING_SAVED)

    @property
    def _ticks(self) -> Ticks:
        done, total = self._quiz.position
        return Ticks(tuple(each.graded.verdict.word for each in self._quiz.answers), done, total)

    def _asking_keys(self, form: str) -> Sequence[Key]:
        return _ASKING[form]

    def _answered_keys(self) -> Sequence[Key]:
        done, total = self._quiz.position
        does = "next" if done + 1 < total else "the score"
        return (Key("Space", does, "screen.go_on"), _LEAVE, Key("?", "keys", "app.help"))

    async def _next(self) -> None:
        if self.save_open():
            await self.show()

    def _end(self) -> None:
        self.close()


class QuizResultScreen(ResultScreen):
    """The score by kind of question, and every mistake with the right answer."""

    def __init__(self, quiz: Quiz, back: str) -> None:
        super().__init__("This quiz", f"seed {quiz.seed}", partial(_text, quiz), back)

    async def undo(self) -> None:
        """Show that there is nothing to undo."""
        self.app.notify(_NOTHING_SAVED)

    async def redo(self) -> None:
        """Show that there is nothing to redo."""
        self.app.notify(_NOTHING_SAVED)


def _text(quiz: Quiz, width: int) -> Content:
    score = quiz.score()
    unanswered = f"   {score.unanswered} not answered" if score.unanswered else ""
    parts: list[Content | str] = [
        Content.assemble(
            (f"{score.right} of {score.total} right", "bold"), f"   {score.points:.1f} points{unanswered}"
        ),
        Content("   ").join([_kind(kind, part) for kind, part in quiz.by_kind().items()]),
        "",
    ]
    mistakes = quiz.mistakes()
    if mistakes:
        parts.append(Content.assemble((counted(len(mistakes), "mistake"), MUTED)))
    for each in mistakes:
        parts += [*(hang(row, width) for row in _mistake(each)), ""]
    if not mistakes and not score.unanswered:
        parts.append(Content.assemble(("✓ ", "$success"), "Nothing was missed."))
    return Content("\n").join(parts)


def _kind(kind: str, score: Score) -> Content:
    return Content.assemble((f"{KINDS[kind]} ", MUTED), f"{score.right} of {score.total}")


def _mistake(each: QuizAnswer) -> list[Row]:
    question, typed = each.prompt.question, each.graded.typed
    sign = "◐" if each.graded.verdict.word == "partial" else "✗"
    yours = "; ".join(typed.splitlines()) or "nothing"
    return [
        Row(Content.assemble((f"{sign} ", "$error")), Content(question.text)),
        Row(Content.assemble(("  yours   ", MUTED)), Content(yours)),
        Row(Content.assemble(("  right   ", MUTED)), Content.assemble((question.answer_line, "$accent"))),
        *(Row(Content("  "), Content.assemble((source, MUTED))) for source in question.sources),
    ]
