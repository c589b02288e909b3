"""Give each imported note an id that is written into its deck, so that a later edit does not orphan its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.cloze import cloze_text
from aide_memoire.core.ids import ID_LENGTH, is_id
from aide_memoire.core.note import CardNote, ClozeNote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aide_memoire.exchange.importer import ImportedDeck

    MakeId = Callable[[str, str], str]
    """(kind, text) → the id that a deck gives a note without an id."""


def with_ids(imported: ImportedDeck, make_id: MakeId) -> ImportedDeck:
    """Return the deck with a unique id for every note: the one from the file, else one made from its text."""
    taken = {note.shared.id for note in imported.notes}
    tries: dict[str, int] = {}
    return imported._replace(notes=tuple(_with_id(note, make_id, taken, tries) for note in imported.notes))


def _with_id(
    note: CardNote | ClozeNote, make_id: MakeId, taken: set[str], tries: dict[str, int]
) -> CardNote | ClozeNote:
    if note.shared.id:
        return note
    note_id = _free(_generated_id(note, make_id), taken, tries)
    taken.add(note_id)
    return note._replace(shared=note.shared._replace(id=note_id))


def _generated_id(note: CardNote | ClozeNote, make_id: MakeId) -> str:
    words = note.front.question if isinstance(note, CardNote) else cloze_text(note.pieces)
    generated = make_id(note.kind, words)
    return generated if is_id(generated) else note.kind


def _free(base: str, taken: Iterable[str], tries: dict[str, int]) -> str:
    """Return `base`, with the first number from 2 on if it is taken. `tries` caches the last number of each base."""
    number, free = tries.get(base, 1), base
    while free in taken:
        number += 1
        ending = f"-{number}"
        free = f"{base[: ID_LENGTH - len(ending)].rstrip('-')}{ending}"
    tries[base] = number
    return free
