"""Notes that say by `formerly` which ids they had: the histories of their cards go on under the new ids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aide_memoire.core.ids import note_id, split_card_id
from aide_memoire.store import deck_index, log
from aide_memoire.store.card_state import orphaned_cards
from aide_memoire.study.actions import link_cards

if TYPE_CHECKING:
    from aide_memoire.workspace import Workspace


def link_renamed(workspace: Workspace) -> str:
    """Link the cards of renamed notes to their new ids, as one action. Returns its id, or "" if there was none.

    A card is linked only if it has a history and no deck has it any more, its new id has no history, and it was never
    linked before: an undo of the link stays undone.
    """
    orphans = [card for _, card, _ in orphaned_cards(workspace.db)]
    if not orphans:
        return ""
    renamed = _renamed_notes(workspace)
    pairs = []
    for old in orphans:
        deck, note, part = split_card_id(old)
        new_note = renamed.get(note_id(deck, note))
        new = f"{new_note}#{part}" if part else new_note
        if new_note and new and deck_index.question_of(workspace.db, new) and not _was_linked(workspace, old):
            pairs.append((old, new))
    return link_cards(workspace, pairs) if pairs else ""


def _renamed_notes(workspace: Workspace) -> dict[str, str]:
    """Return the full id of each renamed note by its former full ids."""
    found = {}
    for note in deck_index.cached_notes(workspace.db):
        if '"formerly"' not in note.body:
            continue
        table = json.loads(note.body)
        former = table.get("formerly")
        for old in former if isinstance(former, list) else ():
            if isinstance(old, str) and isinstance(table.get("id"), str):
                found[note_id(note.deck, old)] = note_id(note.deck, table["id"])
    return found


def _was_linked(workspace: Workspace, card: str) -> bool:
    return any(event.kind == "link" for event in log.events(workspace.db, card))
