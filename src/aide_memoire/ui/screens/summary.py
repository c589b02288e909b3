"""The screen after a session: the counts, what was missed or confused, and what is due next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.event import Rating
from aide_memoire.formatting import counted, duration, interval
from aide_memoire.reports.dashboard import what_next
from aide_memoire.study.more import find_more
from aide_memoire.study.own_curve_offer import own_curve_offer
from aide_memoire.ui.render.layout import Row, hang
from aide_memoire.ui.screens.result import ResultScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key
from aide_memoire.ui.widgets.more_list import MoreList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from aide_memoire.reports.dashboard import Dashboard
    from aide_memoire.study.answered import AnsweredQuestion
    from aide_memoire.study.session import StudySession


class SummaryScreen(ResultScreen):
    """The summary of a session, and what else there is to study.

    The result is "resume", "quiz", the kind of an offer, or "".
    """

    def __init__(self, session: StudySession, dashboard: Dashboard, lasted: int, back: str) -> None:
        keys = [Key("u", "undo the last answer", "app.undo")]
        super().__init__("This session", "", partial(_text, session, dashboard, lasted), back, keys)
        self.session = session

    def compose_below(self) -> ComposeResult:
        """Yield the list of what to do next."""
        offers = (*find_more(self.workspace, self.session.decks), *own_curve_offer(self.workspace))
        yield MoreList(offers, self._back.capitalize())

    async def undo(self) -> None:
        """Undo the newest action. Its question comes back in the session."""
        await self._step(self.session.undo, "Nothing to undo", "undone")

    async def redo(self) -> None:
        """Redo the action that was undone last."""
        await self._step(self.session.redo, "Nothing to redo", "redone")

    async def show_changes(self) -> None:
        """Go back to the session, if an undo has given it a question."""
        if self.session.question is not None:
            self.close("resume")

    def on_more_list_chosen(self, message: MoreList.Chosen) -> None:
        """Close with what was chosen."""
        self.close(message.kind)


def _text(session: StudySession, dashboard: Dashboard, lasted: int, width: int) -> Content:
    answered = session.answered
    parts: list[Content | str] = [_figures(session, lasted), ""]
    parts += _section("Solid from today on", [hang(row, width) for row in _won(answered)])
    parts += _section("To see again", [hang(row, width) for each in _missed(answered) for row in _rows(each)])
    parts += _section("Mixed up", _mixed_up(session))
    parts.append(_when_next(dashboard))
    return Content("\n").join(parts)


def _section(head: str, rows: list[Content]) -> list[Content | str]:
    """Return the rows under their head, or nothing if there are none."""
    return [Content.assemble((head, MUTED)), *rows, ""] if rows else []


def _figures(session: StudySession, lasted: int) -> Content:
    """Return how many questions were answered, in which time, and how each went at first."""
    marks = session.marks
    if not marks:
        return Content("No question was answered.")
    counts = [f"{sign} {marks.count(mark)}" for mark, sign in (("right", "✓"), ("partial", "◐"), ("wrong", "✗"))]
    return Content.assemble(
        (f"Done: {counted(len(marks), 'question')} in {duration(lasted)}", "bold"),
        "     ",
        (counts[0], "$text-success"),
        "   ",
        (counts[1], "$text-warning"),
        "   ",
        (counts[2], "$text-error"),
    )


def _won(answered: list[AnsweredQuestion]) -> list[Row]:
    """Return a row for each question that became solid and was not missed afterwards."""
    last = {each.question.id: each for each in answered}
    won = [each for each in answered if each.became_solid and last[each.question.id].rating != Rating.AGAIN]
    return [Row(Content.assemble(("● ", "$success")), Content(each.question.text)) for each in won]


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


def _rows(each: AnsweredQuestion) -> list[Row]:
    """Return the question, and below it its answer and when it comes again."""
    is_tomorrow = each.put_off or (each.seconds is None and each.days == 1)
    when = "tomorrow" if is_tomorrow else interval(each.seconds, each.days)
    again = (f"   again {_in(when)}{_leech(each)}", MUTED)
    answer = Content.assemble(each.question.answer_line, again)
    return [Row(Content(""), Content(each.question.text)), Row(Content.assemble(("→ ", "$accent")), answer)]


def _in(when: str) -> str:
    return when if when == "tomorrow" else f"in {when}"


def _leech(each: AnsweredQuestion) -> str:
    return f"; a leech, missed {each.lapses} times once learned" if each.lapses else ""


def _when_next(dashboard: Dashboard) -> Content:
    if dashboard.plan.total:
        return Content("")  # what is left of today is the first offer below
    return Content(what_next(dashboard))
