"""What there is to study: the share of the day, and more for who wants to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.queue import Extra
from aide_memoire.store.queue import todays_queue
from aide_memoire.study.actions import find_cards
from aide_memoire.study.selection import items_for_confusions, items_for_missed, items_missed_on
from aide_memoire.study.session import StudySession

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aide_memoire.core.queue import QueueItem
    from aide_memoire.core.settings import WantedForm
    from aide_memoire.workspace import Workspace

MoreKind = Literal["today", "misses", "new", "ahead", "mix-ups", "own-curve"]

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
        More("misses", sum(_is_wanted(item, decks, None) for item in items_missed_on(db, day))),
        More("new", sum(item.was == "new" and item.question not in share for item in more_new)),
        _next_reviews(workspace, decks, share),
        More("mix-ups", len(items_for_confusions(db))),
    )
    return tuple(more for more in offers if more.number)


def begin_session(
    workspace: Workspace,
    kind: str = "today",
    decks: Sequence[str] = (),
    *,
    items: Sequence[QueueItem] | None = None,
    tags: Sequence[str] = (),
    ahead: int = 0,
    limit: int | None = None,
    form: WantedForm | None = None,
) -> StudySession:
    """Begin a session of an offer by its kind, or of `items`; of `decks` and notes with one of `tags` alone.

    The kind "missed" is of the newest day with misses. `ahead` is in days. Raises NotFoundError for an unknown tag.
    """
    notes = frozenset(card.partition("#")[0] for card in find_cards(workspace, (), tags)) if tags else None
    chosen = _items(workspace, kind) if items is None else items
    if chosen is not None:
        chosen = [each for each in chosen if _is_wanted(each, decks, notes)]
    if kind == "ahead":
        ahead = _next_reviews(workspace, decks).days
    extra = _MORE_NEW if kind == "new" else Extra(ahead=ahead)
    return StudySession(workspace, decks, limit, form, chosen, notes=notes, extra=extra)


def _items(workspace: Workspace, kind: str) -> Sequence[QueueItem] | None:
    """Return the questions of a kind that is not drawn from the queue, or None."""
    match kind:
        case "misses":
            return items_missed_on(workspace.db, workspace.today())
        case "missed":
            return items_for_missed(workspace.db, workspace.today())
        case "mix-ups":
            return items_for_confusions(workspace.db)
    return None


def _is_wanted(item: QueueItem, decks: Sequence[str], notes: Collection[str] | None) -> bool:
    return (not decks or item.deck in decks) and (notes is None or item.note in notes)


def _next_reviews(workspace: Workspace, decks: Sequence[str], share: Collection[str] = ()) -> More:
    """Return the reviews of the nearest days that have any, without the questions of `share`."""
    for days in _AHEAD:
        extra = Extra(ahead=days)
        found = todays_queue(workspace.db, workspace.today(), workspace.settings, decks, extra=extra).items
        number = sum(item.was == "review" and item.question not in share for item in found)
        if number:
            return More("ahead", number, days)
    return More("ahead", 0)
