"""One deck as its page shows it: what its author says of it, how far it is learned, and its exam."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.decks.files import read_deck_file
from aide_memoire.reports.dashboard import load_dashboard, what_is_left
from aide_memoire.reports.exams import exam_of, forecast

if TYPE_CHECKING:
    from aide_memoire.core.exam_forecast import Forecast
    from aide_memoire.core.note import DeckHead
    from aide_memoire.reports.dashboard import DeckStatus
    from aide_memoire.reports.exams import ComingExam
    from aide_memoire.workspace import Workspace


class DeckPage(NamedTuple):
    """A deck: its head and its path, its progress, and its exam, if one is coming, with where study leads."""

    day: int
    head: DeckHead
    path: str
    status: DeckStatus
    exam: ComingExam | None
    forecast: Forecast | None


def load_deck_page(workspace: Workspace, deck: str) -> DeckPage:
    """Return the page of a deck. Raises NotFoundError if it is not there."""
    path = workspace.deck_path(deck)
    status = next((each for each in load_dashboard(workspace).decks if each.deck == deck), None)
    if status is None:
        raise NotFoundError(f"there is no deck “{sanitize_line(deck)}” any more")
    exam = exam_of(workspace, deck)
    head = read_deck_file(path)[0].head
    found = None if exam is None else forecast(workspace, exam)
    return DeckPage(workspace.today(), head, sanitize_line(path), status, exam, found)


def describe_today(page: DeckPage) -> str:
    """Return what the deck asks today: "6 to review, 4 new, about 3 min"."""
    plan = page.status.plan
    if plan.total:
        return f"{', '.join(what_is_left(plan))}, about {plan.minutes} min"
    return "new questions come on another day" if page.status.later else "nothing is due"
