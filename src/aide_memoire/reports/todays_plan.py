"""The plan of a day: how many questions it asks, and how long they take. Home and the statistics both tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.dose import carry_over
from aide_memoire.core.exam import prospects
from aide_memoire.core.exam_forecast import planned_reviews
from aide_memoire.core.pace import pace
from aide_memoire.store.exams import coming_exams, exam_cards
from aide_memoire.store.forecast import due_by_day
from aide_memoire.store.question_counts import time_spent
from aide_memoire.store.queue import count_by_deck, todays_queue
from aide_memoire.store.statistics import studied_scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aide_memoire.core.pace import Pace
    from aide_memoire.store.queue import DeckToday
    from aide_memoire.store.statistics import Scope
    from aide_memoire.workspace import Workspace

_PACE_DAYS = 30


class Plan(NamedTuple):
    """What is left to ask on a day, in questions. `due` are all that are not new."""

    due: int = 0
    new: int = 0
    learning: int = 0  # those of `due` that are in a learning step
    minutes: int = 0

    @property
    def total(self) -> int:
        """Return the number of all questions."""
        return self.due + self.new


def current_pace(workspace: Workspace) -> Pace:
    """Return the learner's pace of the last thirty days."""
    return pace(time_spent(workspace.db, workspace.today() - _PACE_DAYS + 1))


def make_plan(decks: Iterable[DeckToday], pace: Pace) -> Plan:
    """Return the plan that follows from what is left of each deck."""
    counts = list(decks)
    due, new, steps = (sum(getattr(each, name) for each in counts) for name in ("due", "new", "learning"))
    return Plan(due, new, steps, pace.minutes(new=new, reviews=due - steps, steps=steps))


def left_on(workspace: Workspace, day: int) -> dict[str, DeckToday]:
    """Return what is left to ask of each deck on a day: today, or a later one as things stand."""
    return count_by_deck(todays_queue(workspace.db, day, workspace.settings))


def coming_days(workspace: Workspace, days: int, scope: Scope, left: Mapping[str, DeckToday]) -> list[tuple[int, int]]:
    """Return the reviews of each of `days` days from today on: (due on that day, carried over from the days before).

    What is asked of a deck with an exam follows its plan, not its due days alone.
    `left` is what is left today of each deck. What the limits leave over is carried to the next days.
    """
    db, day, settings = workspace.db, workspace.today(), workspace.settings
    asked = [_due(left, scope)]
    if not left:  # today is done, so what tomorrow will ask is known too
        asked.append(_due(left_on(workspace, day + 1), scope))
    due, late = due_by_day(db, day, days, scope)
    for exam in coming_exams(db, day):
        if scope.deck in ("", exam.deck):
            of_deck = studied_scope(db, exam.deck)
            found = prospects(exam, exam_cards(db, exam.deck), workspace.parameters, day)
            as_ever = due_by_day(db, day, days, of_deck)
            planned = planned_reviews(exam, found, day, days, settings.weight_on)
            due = [each - usual + own for each, usual, own in zip(due, as_ever.by_day, planned, strict=True)]
            late -= as_ever.late if exam.is_last_week(day) else 0
    late = min(late, asked[0])
    coming = carry_over(due, asked, [settings.reviews_on(each) for each in range(day, day + days)])
    return [(asked[0] - late, late), *coming[1:]]


def _due(left: Mapping[str, DeckToday], scope: Scope) -> int:
    return sum(each.due for each in left.values() if scope.deck in ("", each.deck))
