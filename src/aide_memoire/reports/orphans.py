"""Cards whose history hangs on an id that their deck no longer has, and where it may go on."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.card_state import orphaned_cards, unseen_cards

if TYPE_CHECKING:
    from aide_memoire.workspace import Workspace


class Orphan(NamedTuple):
    """A card with progress that has left its deck, and the new card that it likely became."""

    card: str
    reps: int
    likely: str = ""


def find_orphans(workspace: Workspace) -> list[Orphan]:
    """Return the cards whose history hangs on an id that their deck no longer has."""
    found: list[Orphan] = []
    unseen: dict[str, list[str]] = {}
    for deck, card, reps in orphaned_cards(workspace.db):
        open_ids = unseen.setdefault(deck, unseen_cards(workspace.db, deck))
        part = card.partition("#")[2]
        alike = [each for each in open_ids if each.partition("#")[2] == part]
        likely = (difflib.get_close_matches(card, alike, n=1, cutoff=0.5) or (alike if len(alike) == 1 else [""]))[0]
        if likely:
            open_ids.remove(likely)
        found.append(Orphan(card, reps, likely))
    return found
