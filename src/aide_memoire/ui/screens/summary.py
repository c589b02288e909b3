"""The screen after a session: the counts, what was missed or confused, and what is due next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from aide_memoire.core.event import Rating
from aide_memoire.formatting import counted, day_name, duration, interval
from aide_memoire.ui.screens.result import ResultScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key

if TYPE_CHECKING:
    from textual.binding import BindingType

    from aide_memoire.reports.dashboard import Dashboard
    from aide_memoire.study.answered import AnsweredQuestion
    from aide_memoire.study.session import StudySession


class SummaryScreen(ResultScreen):
    """The summary of a session. The result is "resume", "drill", or ""."""

    BINDINGS: ClassVar[list[BindingType]] = [("m", "drill", "Drill")]

    def __init__(self, session: StudySession, dashboard: Dashboard, lasted: int, back: str) -> None:
        keys = [Key("u", "undo the last answer", "app.undo")]
        if _mixed_up(session):
            keys.append(Key("m", "drill the mix-ups", "screen.drill"))
        super().__init__("This session", "", _text(session, dashboard, lasted), back, keys)
        self.session = session

    async def undo(self) -> None:
        """Undo the newest action. Its question comes back in the session."""
        await self._step(self.session.undo, "Nothing to undo", "Took back")

    async def redo(self) -> None:
        """Redo the action that was undone last."""
        await self._step(self.session.redo, "Nothing to redo", "Did again")

    async def show_changes(self) -> None:
        """Go back to the session, if an undo has given it a question."""
        if self.session.question is not None:
            self.close("resume")

    def action_drill(self) -> None:
        """Close with "drill" as the result."""
        self.close("drill")


def _text(session: StudySession, dashboard: Dashboard, lasted: int) -> Content:
    answered = session.answered
    parts: list[Content | str] = [_figures(answered, lasted), ""]
    missed = _missed(answered)
    if missed:
        parts.append(Content.assemble(("Missed", MUTED)))
        for each in missed:
            parts += [_row(each), ""]
    mixed = _mixed_up(session)
    if mixed:
        parts.append(Content.assemble(("Mixed up", MUTED)))
        parts += [*mixed, ""]
    fresh = list(dict.fromkeys(each.question.text for each in answered if each.was_new))
    if fresh:
        parts += [Content.assemble("New today: ", (counted(len(fresh), "question"), "bold"), "."), ""]
    parts.append(_when_next(dashboard))
    return Content("\n").join(parts)


def _figures(answered: list[AnsweredQuestion], lasted: int) -> Content:
    if not answered:
        return Content("No question was answered.")
    knew = sum(each.rating >= Rating.GOOD for each in answered)
    nearly = sum(each.rating == Rating.HARD or each.split for each in answered)
    missed = len(answered) - knew - nearly
    return Content.assemble(
        (f"{len(answered)} answered in {duration(lasted)}\n", "bold"),
        (f"✓ {knew} known", "$text-success"),
        "   ",
        (f"◐ {nearly} with trouble", "$text-warning"),
        "   ",
        (f"✗ {missed} missed", "$text-error"),
    )


def _missed(answered: list[AnsweredQuestion]) -> list[AnsweredQuestion]:
    """Return the last answer to each question that was missed at least once."""
    missed = {each.question.id for each in answered if each.rating == Rating.AGAIN}
    last = {each.question.id: each for each in answered}
    return [last[question] for question in dict.fromkeys(each.question.id for each in answered) if question in missed]


def _mixed_up(session: StudySession) -> list[Content]:
    """Return a row for each answer of this session that is right for another question."""
    rows = []
    for each in session.answered:
        other = each.graded.verdict.confused_with if each.graded else None
        if other is not None:
            rows.append(Content.assemble(each.question.text, ("  ↔  ", "$accent"), other.asks))
    return rows


def _row(each: AnsweredQuestion) -> Content:
    answer = each.question.answer_line
    return Content.assemble(
        f"{each.question.text}\n",
        (f"→ {answer}\n", "$accent"),
        (f"again in {interval(each.seconds, each.days)}{_leech(each)}", MUTED),
    )


def _leech(each: AnsweredQuestion) -> str:
    return f"; a leech, missed {each.lapses} times once learned" if each.lapses else ""


def _when_next(dashboard: Dashboard) -> Content:
    left = dashboard.due + dashboard.new
    if left:
        return Content.assemble("Left for today: ", (counted(left, "question"), "bold"), ".")
    if dashboard.next_day is None:
        return Content("Next: new questions tomorrow.")
    day, number = dashboard.next_day
    return Content.assemble("Next: ", (f"{day_name(day, dashboard.day)}, {counted(number, 'question')}", "bold"), ".")
