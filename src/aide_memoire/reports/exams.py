"""The exams that are coming: what to expect on their days, what they take a day, and whether the limits allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.exam import limits_that_would_do, outlook, prospects
from aide_memoire.core.queue import Allowance
from aide_memoire.formatting import counted, percent
from aide_memoire.store.deck_files import deck_files
from aide_memoire.store.exams import coming_exams, exam_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.exam import Exam, Outlook
    from aide_memoire.workspace import Workspace


class ComingExam(NamedTuple):
    """An exam of today or later, with what to expect. `title` is that of its deck, or its id if it is not here."""

    exam: Exam
    title: str
    days: int
    outlook: Outlook


def list_exams(workspace: Workspace) -> list[ComingExam]:
    """Return the exams that are coming, the nearest first."""
    db, today, parameters = workspace.db, workspace.today(), workspace.parameters
    titles = {entry.deck: entry.title for entry in deck_files(db) if entry.live}
    return [
        ComingExam(
            exam,
            titles.get(exam.deck, exam.deck),
            exam.days_left(today),
            outlook(exam, prospects(exam, exam_cards(db, exam.deck), parameters), today, workspace.settings.weight_on),
        )
        for exam in coming_exams(db, today)
    ]


def describe_exam(coming: ComingExam) -> str:
    """Return an exam in one line: "CSTO: exam in 12 days · you would know 81 % · 14 a day"."""
    when = f"in {counted(coming.days, 'day')}" if coming.days else "today"
    pace = [f"{coming.outlook.per_day} a day"] if coming.days else []
    return " · ".join([f"{coming.title}: exam {when}", f"you would know {percent(coming.outlook.expected)}", *pace])


def tight_limits(workspace: Workspace, coming: Sequence[ComingExam]) -> list[str]:
    """Return a line for each limit of the day that is too low for the exams, with the figure that would do."""
    settings = workspace.settings
    limits = Allowance(settings.reviews_on(workspace.today()), settings.new_per_day)
    enough = limits_that_would_do([each.outlook for each in coming], limits)
    rows = [
        ("new questions a day", "your limit", limits.new, enough.new, "new_per_day", ""),
        ("reviews a day", "your limit", limits.reviews, enough.reviews, "reviews_per_day", ""),
    ]
    for each in coming:
        deck, needed = each.exam.deck, each.outlook.a_day.new
        own = settings.decks.get(deck, {}).get("new_per_day", needed)
        rows.append(
            (f"new questions a day of {each.title}", "its limit", own, needed, "new_per_day", f' in [decks."{deck}"]')
        )
    return [
        f"{needed} {what} are needed, and {whose} is {limit}: {key} = {needed}{where} would do"
        for what, whose, limit, needed, key, where in rows
        if needed > limit
    ]
