"""What there is to study: the share of the day, and more for who wants to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.queue import Extra
from aide_memoire.store.queue import todays_queue
from aide_memoire.study.selection import items_for_confusions, items_missed_on
from aide_memoire.study.session import StudySession

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aide_memoire.core.queue import QueueItem
    from aide_memoire.workspace import Workspace

MoreKind = Literal["today", "misses", "new", "ahead", "mix-ups"]

_MORE_NEW = Extra(new=5)
_AHEAD = (1, 3, 7)  # days


class More(NamedTuple):
    """Something to study, with its number of questions."""

    kind: MoreKind
    number: int
    days: int = 0  # how far ahead, for reviews that are not due yet


def find_more(workspace: Workspace, decks: Sequence[str] = ()) -> tuple[More, ...]:
    """Return what there is to study of all decks or of `decks`, first what is left of today; never an empty offer."""
    db, day, settings = workspace.db, workspace.today(), workspace.settings
    share = {item.question for item in todays_queue(db, day, settings, decks).items}
    more_new = todays_queue(db, day, settings, decks, extra=_MORE_NEW).items
    offers = (
        More("today", len(share)),
        More("misses", len(items_missed_on(db, day, decks))),
        More("new", sum(item.was == "new" and item.question not in share for item in more_new)),
        _next_reviews(workspace, decks, share),
        More("mix-ups", len(items_for_confusions(db))),
    )
    return tuple(more for more in offers if more.number)


def begin_session(
    workspace: Workspace, kind: str, decks: Sequence[str] = (), items: Sequence[QueueItem] | None = None
) -> StudySession:
    """Begin a session of an offer by its kind, or of `items`."""
    match kind:
        case "misses":
            items = items_missed_on(workspace.db, workspace.today(), decks)
        case "mix-ups":
            items = items_for_confusions(workspace.db)
        case "new":
            return StudySession(workspace, decks, extra=_MORE_NEW)
        case "ahead":
            return StudySession(workspace, decks, extra=Extra(ahead=_next_reviews(workspace, decks).days))
    return StudySession(workspace, decks, only=items)


def _next_reviews(workspace: Workspace, decks: Sequence[str], share: Collection[str] = ()) -> More:
    """Return the reviews of the nearest days that have any, without the questions of `share`."""
    for days in _AHEAD:
        extra = Extra(ahead=days)
        found = todays_queue(workspace.db, workspace.today(), workspace.settings, decks, extra=extra).items
        number = sum(item.was == "review" and item.question not in share for item in found)
        if number:
            return More("ahead", number, days)
    return More("ahead", 0)
