"""Say by a hash what a deck contains, so that two machines can tell whether theirs is the same."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store import deck_files, deck_index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


class DeckContent(NamedTuple):
    """A studied deck by its id and title, and the hash of what it contains."""

    deck: str
    title: str
    hash: str


def deck_contents(db: sqlite3.Connection, decks: Sequence[str] = ()) -> list[DeckContent]:
    """Return the content of these studied decks, or of all of them, by their ids."""
    titles = {entry.deck: entry.title for entry in deck_files.deck_files(db) if entry.live}
    return [DeckContent(deck, titles[deck], _hash(db, deck)) for deck in sorted(titles) if not decks or deck in decks]


def _hash(db: sqlite3.Connection, deck: str) -> str:
    """Return the hash of a deck's head and notes: the same whatever its file is called, and how its lines end."""
    digest = hashlib.sha256(deck.encode())
    for note in deck_index.cached_notes(db, deck):
        digest.update("\0".join(("", note.head, note.kind, note.body)).encode())
    return f"sha256:{digest.hexdigest()}"
