"""Notes that say by `formerly` which ids they had: the histories of their cards go on under the new ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.store import deck_index, log
from aide_memoire.store.card_state import cards_of_note_with_progress
from aide_memoire.study.actions import link_cards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.workspace import Workspace


def link_renamed(workspace: Workspace) -> str:
    """Link the cards of renamed notes to their new ids, as one action. Returns its id, or "" if there was none.

    A card is linked only if it has a history, no deck has it any more, and it was never linked before: an undo of the
    link stays undone.
    """
    pairs = list(_pairs(workspace))
    return link_cards(workspace, pairs) if pairs else ""


def _pairs(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the cards to link, each with its new id."""
    db = workspace.db
    for old_note, note in deck_index.renamed_notes(db):
        for card in cards_of_note_with_progress(db, old_note):
            new = note + card.removeprefix(old_note)
            is_open = deck_index.question_of(db, new) and not deck_index.question_of(db, card)
            if is_open and not any(event.kind == "link" for event in log.events(db, card)):
                yield card, new
