"""The dashboard: the questions of today, the forecast, and the progress of each deck."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.decks.unread_files import conflict_copies
from aide_memoire.store import deck_files
from aide_memoire.store.queue import (
    FIRST_ANSWER_TIME,
    DeckToday,
    answered_count,
    count_by_deck,
    mean_answer_time,
    next_due,
    todays_queue,
    upcoming,
)
from aide_memoire.store.statistics import NO_STANDING, deck_standings, studied_scope

if TYPE_CHECKING:
    from aide_memoire.workspace import Workspace

FORECAST_DAYS = 14


class DeckStatus(NamedTuple):
    """The progress of one deck.

    `known` is the current mean probability of recall over all its cards; new cards and cards in learning count as 0.
    """

    deck: str
    title: str
    cards: int
    due: int
    new: int
    known: float
    seen: int  # cards that were reviewed at least once
    unseen: int  # new cards that are not suspended, also those of later days
    suspended: int
    errors: int
    clash: bool  # another file has the same id and is studied instead


class Dashboard(NamedTuple):
    """The content of the home screen."""

    day: int
    decks: tuple[DeckStatus, ...]
    due: int
    new: int
    minutes: int
    coming: tuple[int, ...]  # questions due on each of the next days, from tomorrow
    next_day: tuple[int, int] | None  # the next day on which something is due, and how many questions
    began: bool  # whether anything was ever answered
    answered_today: int
    conflict_copies: int  # of decks; they are not studied


def load_dashboard(workspace: Workspace) -> Dashboard:
    """Return the current dashboard."""
    day = workspace.today()
    queue = todays_queue(workspace.db, day, workspace.settings)
    left = count_by_deck(queue)
    standings = deck_standings(workspace.db, day, studied_scope(workspace.db), workspace.parameters)
    lines = []
    for entry in [entry for entry in deck_files.deck_files(workspace.db) if not entry.replaced]:
        deck_today = left.get(entry.deck, DeckToday(entry.deck)) if entry.live else DeckToday(entry.deck)
        standing = standings.get(entry.deck, NO_STANDING) if entry.live else NO_STANDING
        lines.append(
            DeckStatus(
                deck=entry.deck,
                title=entry.title,
                cards=entry.cards,
                due=deck_today.due,
                new=deck_today.new,
                known=standing.recall / entry.cards if entry.cards else 0.0,
                seen=standing.seen,
                unseen=entry.cards - standing.seen - standing.suspended_new if entry.live else 0,
                suspended=standing.suspended,
                errors=entry.errors,
                clash=entry.clash,
            )
        )
    new = sum(item.was == "new" for item in queue.items)
    pace = mean_answer_time(workspace.db) or FIRST_ANSWER_TIME
    return Dashboard(
        day=day,
        decks=tuple(lines),
        due=len(queue.items) - new,
        new=new,
        minutes=max(round(len(queue.items) * pace / 60_000), 1) if queue.items else 0,
        coming=tuple(upcoming(workspace.db, day, FORECAST_DAYS)),
        next_day=next_due(workspace.db, day),
        began=any(line.seen for line in lines),
        answered_today=answered_count(workspace.db, day),
        conflict_copies=len(conflict_copies(workspace.places)),
    )


def count_left(workspace: Workspace, deck: str) -> int:
    """Return how many questions a session of one deck would ask now. They may be new ones of a later day."""
    return len(todays_queue(workspace.db, workspace.today(), workspace.settings, [deck]).items)
