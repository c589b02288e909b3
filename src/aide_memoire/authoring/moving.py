"""Move a note to another deck, with the sources that it cites; give a note its history under another id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.authoring.entries import NEW, Entry
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.ids import note_id
from aide_memoire.decks import edits
from aide_memoire.decks.block_keys import ids_in, with_ids
from aide_memoire.store.card_state import reviewed_cards

if TYPE_CHECKING:
    from aide_memoire.authoring.deck_editor import DeckEditor
    from aide_memoire.workspace import Workspace


def has_history(workspace: Workspace, deck: str, entry: Entry) -> bool:
    """Return whether the learner has answered a question of this note, or of a row of this table."""
    note = note_id(deck, entry.id)
    part = "." if entry.kind == "table" else "#"
    return any(card == note or card.startswith(f"{note}{part}") for card in reviewed_cards(workspace.db, deck))


def renamed(entry: Entry, new_id: str, text: str) -> str:
    """Return the text of a note that says which id it had before, so that its history goes on under the new one."""
    former = dict.fromkeys([*ids_in(text, "formerly"), entry.id])
    return with_ids(text, "formerly", [each for each in former if each != new_id])


def move_to_deck(editing: DeckEditor, entry: Entry, other: DeckEditor, *, keep_history: bool) -> Entry:
    """Move a note to another deck, and copy the sources there that it cites and that are missing. Return it.

    Raises AideMemoireError if the other deck has a note of this id, or if one of the two cannot be written.
    """
    if any(each.is_note and each.id == entry.id for each in other.entries()):
        raise AideMemoireError(f"that deck has a note “{entry.id}” already", "give one of the two another id first")
    text = entry.text
    deck = editing.reading.head.id
    for key in ("formerly", "bury_with"):
        if ids := ids_in(text, key):
            text = with_ids(text, key, [note_id(deck, each) for each in ids])
    if keep_history:
        text = with_ids(text, "formerly", [*ids_in(text, "formerly"), note_id(deck, entry.id)])
    note = Entry((NEW, entry.kind, 0), entry.id, text)
    editing.hand_over(entry, other, [*_missing_sources(editing, entry, other), note])
    return next(each for each in reversed(other.entries()) if each.is_note)


def _missing_sources(editing: DeckEditor, entry: Entry, other: DeckEditor) -> list[Entry]:
    """Return the sources that a note cites and that the other deck does not have, as new blocks."""
    notes = [parsed.note for parsed in editing.reading.notes if parsed.key_path == entry.key_path]
    cited = {citation.source for note in notes for citation in note.shared.citations}
    cited -= {each.id for each in other.entries() if each.kind == edits.SOURCE}
    sources = [each for each in editing.entries() if each.kind == edits.SOURCE and each.id in cited]
    return [Entry((NEW, edits.SOURCE, place), each.id, each.text) for place, each in enumerate(sources)]
