"""Each imported note gets an id of its own, pinned in its deck, so that no later edit orphans its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.cloze import cloze_text
from aide_memoire.core.ids import ID_LENGTH, is_id
from aide_memoire.core.note import CardNote, ClozeNote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aide_memoire.exchange.importer import ImportedDeck

    MakeId = Callable[[str, str], str]
    """(kind, words) → the id that a deck gives a note without one."""


def with_ids(imported: ImportedDeck, make_id: MakeId) -> ImportedDeck:
    """Return the same with an id for every note: the file's own, else one made of its words, and never one twice."""
    taken = {note.shared.id for note in imported.notes}
    tries: dict[str, int] = {}
    return imported._replace(notes=tuple(_with_id(note, make_id, taken, tries) for note in imported.notes))


def _with_id(
    note: CardNote | ClozeNote, make_id: MakeId, taken: set[str], tries: dict[str, int]
) -> CardNote | ClozeNote:
    if note.shared.id:
        return note
    made = _free(_made(note, make_id), taken, tries)
    taken.add(made)
    return note._replace(shared=note.shared._replace(id=made))


def _made(note: CardNote | ClozeNote, make_id: MakeId) -> str:
    words = note.front.question if isinstance(note, CardNote) else cloze_text(note.pieces)
    made = make_id(note.kind, words)
    return made if is_id(made) else note.kind


def _free(made: str, taken: Iterable[str], tries: dict[str, int]) -> str:
    """Return the id, with the first number from 2 on that makes it new; `tries` saves counting up each time."""
    number, free = tries.get(made, 1), made
    while free in taken:
        number += 1
        ending = f"-{number}"
        free = f"{made[: ID_LENGTH - len(ending)].rstrip('-')}{ending}"
    tries[made] = number
    return free
