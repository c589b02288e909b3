"""Orphans: cards with progress that their deck no longer has, and the new ids that they likely got."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.card_state import orphaned_cards, unseen_cards

if TYPE_CHECKING:
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
