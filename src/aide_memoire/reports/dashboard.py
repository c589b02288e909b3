"""The dashboard: the questions of today, the week, the coming days, and the progress of each deck."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.standing import QuestionCounts, sum_counts
from aide_memoire.decks.unread_files import conflict_copies
from aide_memoire.formatting import counted, day_name
from aide_memoire.library.mistakes import files_with_mistakes
from aide_memoire.library.trouble import folder_trouble, lost_decks_to_tell
from aide_memoire.reports.dose import load_dose
from aide_memoire.reports.exams import list_exams
from aide_memoire.reports.settings import own_settings
from aide_memoire.reports.todays_plan import coming_days, current_pace, left_on, make_plan
from aide_memoire.store.forecast import next_due
from aide_memoire.store.held import held_events
from aide_memoire.store.question_counts import question_counts
from aide_memoire.store.queue import DeckToday, count_by_deck, todays_queue
from aide_memoire.store.statistics import NO_STANDING, deck_standings, seen_and_solid, studied_scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aide_memoire.core.pace import Pace
    from aide_memoire.reports.dose import Dose
    from aide_memoire.reports.exams import ComingExam
    from aide_memoire.reports.todays_plan import Plan
    from aide_memoire.store.deck_files import FileEntry
    from aide_memoire.store.lost_decks import LostDeck
    from aide_memoire.store.statistics import Scope
    from aide_memoire.workspace import Workspace

FORECAST_DAYS = 14


class DeckStatus(NamedTuple):
    """The progress of one deck. Its plan is what a session of this deck asks today."""

    deck: str
    title: str
    folder: str  # the name of the folder that holds it below a place of decks, or ""
    cards: int
    plan: Plan
    counts: QuestionCounts
    later: bool  # its new questions come on another day
    suspended: int
    own: str  # what is set for this deck alone, in words
    errors: int
    clash: bool  # another file has the same id and is studied instead


class Dashboard(NamedTuple):
    """The content of the home screen."""

    day: int
    decks: tuple[DeckStatus, ...]
    plan: Plan  # what is left today
    tomorrow: Plan | None  # what tomorrow will ask, if nothing is left today
    next_day: tuple[int, int] | None  # the next day on which something is due, and how many questions
    coming: tuple[tuple[int, int], ...]  # of each day from today on: questions due then, and carried over until then
    off: tuple[int, ...]  # those of the coming days that are off, by their places
    limit: int  # the most reviews of today
    dose: Dose
    exams: tuple[ComingExam, ...]  # the nearest first
    began: bool  # whether anything was ever answered
    answered_today: int  # questions, each counted once
    done: int  # those of them that do not come again today
    conflict_copies: int  # of decks; they are not studied
    held: int  # events that lie ahead of the clock, which is wrong or was; they do not count
    setting_problems: tuple[str, ...]  # what of the settings cannot be used
    unreadable: tuple[str, ...]  # a line for each folder of decks that cannot be read
    lost: tuple[LostDeck, ...]  # decks with a history that are studied no more, as far as they are told each day

    @property
    def on_days_off(self) -> int:
        """Return how many of the coming questions fall on days off."""
        return sum(sum(self.coming[place]) for place in self.off)

    @property
    def counts(self) -> QuestionCounts:
        """Return how many questions of all studied decks are new, learning and solid."""
        return sum_counts(line.counts for line in self.decks)


def load_dashboard(workspace: Workspace) -> Dashboard:
    """Return the current dashboard."""
    db, day = workspace.db, workspace.today()
    scope, pace, left = studied_scope(db), current_pace(workspace), left_on(workspace, day)
    plan = make_plan(left.values(), pace)
    decks = tuple(_decks(workspace, left, scope, pace))
    dose = load_dose(workspace, scope, plan.due)
    return Dashboard(
        day=day,
        decks=decks,
        plan=plan,
        tomorrow=None if plan.total else make_plan(left_on(workspace, day + 1).values(), pace),
        next_day=next_due(db, day),
        coming=tuple(coming_days(workspace, FORECAST_DAYS, scope, left)),
        off=tuple(n for n in range(FORECAST_DAYS) if not workspace.settings.weight_on(day + n)),
        limit=workspace.settings.reviews_on(day),
        dose=dose,
        exams=tuple(list_exams(workspace)),
        began=any(line.counts.new < line.counts.total for line in decks),
        answered_today=dose.today.questions,
        done=max(dose.today.questions - plan.learning, 0),
        conflict_copies=len(conflict_copies(workspace.places)),
        held=held_events(db).number,
        setting_problems=tuple(each.text for each in workspace.setting_problems),
        unreadable=tuple(each.message for each in folder_trouble(workspace.places)),
        lost=tuple(lost_decks_to_tell(db)),
    )


def plan_of(workspace: Workspace, decks: Sequence[str]) -> Plan:
    """Return what a session of these decks would ask now. It may be new questions of a later day."""
    queue = todays_queue(workspace.db, workspace.today(), workspace.settings, decks)
    return make_plan(count_by_deck(queue).values(), current_pace(workspace))


def what_next(dashboard: Dashboard) -> str:
    """Return when questions come again, once nothing is left today: "Tomorrow: 6 to review + 10 new, about 4 min."."""
    tomorrow = dashboard.tomorrow
    if tomorrow is not None and tomorrow.total:
        return f"Tomorrow: {' + '.join(what_is_left(tomorrow))}, about {tomorrow.minutes} min."
    if dashboard.next_day is None:
        return "Nothing more comes: every question is solid, or suspended." if dashboard.began else ""
    day, number = dashboard.next_day
    return f"Next: {day_name(day, dashboard.day)}, {counted(number, 'question')}."


def what_is_left(plan: Plan) -> list[str]:
    """Return the parts of a plan: "6 to review", "10 new"."""
    parts = f"{plan.due} to review" if plan.due else "", f"{plan.new} new" if plan.new else ""
    return [part for part in parts if part]


def _decks(workspace: Workspace, left: Mapping[str, DeckToday], scope: Scope, pace: Pace) -> Iterator[DeckStatus]:
    standings = deck_standings(workspace.db, workspace.today(), scope, workspace.parameters)
    counts = question_counts(workspace.db, scope, seen_and_solid(standings))
    for entry in files_with_mistakes(workspace.db):
        if entry.replaced:
            continue
        today = left.get(entry.deck, DeckToday(entry.deck)) if entry.live else DeckToday(entry.deck)
        standing = standings.get(entry.deck, NO_STANDING) if entry.live else NO_STANDING
        unseen = entry.cards - standing.seen - standing.suspended_new if entry.live else 0
        yield DeckStatus(
            deck=entry.deck,
            title=entry.title,
            folder=_folder(workspace, entry),
            cards=entry.cards,
            plan=make_plan([today], pace),
            counts=counts.get(entry.deck, QuestionCounts()) if entry.live else QuestionCounts(),
            later=unseen > 0 and not today.new and workspace.settings.of_deck(entry.deck).new_per_day > 0,
            suspended=standing.suspended,
            own=own_settings(workspace.settings, entry.deck),
            errors=entry.errors,
            clash=entry.clash,
        )


def _folder(workspace: Workspace, entry: FileEntry) -> str:
    """Return the name of the folder that holds a deck, or "" if it is a place of decks itself."""
    folder = os.path.dirname(entry.path)
    return "" if folder in map(os.path.normpath, workspace.places) else os.path.basename(folder)
