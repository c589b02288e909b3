"""Orphans: cards with progress that their deck no longer has, and links to the new ids of such cards."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.event import EventDraft
from aide_memoire.core.sanitize import sanitize
from aide_memoire.store import deck_index, log
from aide_memoire.store.card_state import orphaned_cards, reviewed_cards, unseen_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.workspace import Workspace


class Orphan(NamedTuple):
    """A card with progress that its deck no longer has, and the new card that it likely became, or ""."""

    card: str
    reps: int
    likely: str = ""


def find_orphans(workspace: Workspace) -> list[Orphan]:
    """Return all orphans."""
    found: list[Orphan] = []
    unseen: dict[str, list[str]] = {}
    for deck, card, reps in orphaned_cards(workspace.db):
        unmatched = unseen.setdefault(deck, unseen_cards(workspace.db, deck))
        part = card.partition("#")[2]
        alike = [each for each in unmatched if each.partition("#")[2] == part]
        likely = (difflib.get_close_matches(card, alike, n=1, cutoff=0.5) or (alike if len(alike) == 1 else [""]))[0]
        if likely:
            unmatched.remove(likely)
        found.append(Orphan(card, reps, likely))
    return found


def link_cards(workspace: Workspace, pairs: Sequence[tuple[str, str]]) -> str:
    """Continue the history of each old card under its new id, as one action. Returns its id.

    Raises NotFoundError for an old card without progress, or a new card that no deck has.
    """
    for old, new in pairs:
        if not reviewed_cards(workspace.db, old):
            raise NotFoundError(
                f"no card “{sanitize(old)}” has any history", "aide-memoire orphans lists those that have"
            )
        if not deck_index.question_of(workspace.db, new):
            raise NotFoundError(f"no deck has a card “{sanitize(new)}”", "aide-memoire cards lists them")
    return log.append(
        workspace.db, [EventDraft("link", old, {"to": new}) for old, new in pairs], workspace.stamp(), workspace.entropy
    )
