"""Grade the lures of a deck file: one that is right is a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.decks.lint import right_lures
from aide_memoire.library.load import questions
from aide_memoire.store import deck_index

if TYPE_CHECKING:
    import sqlite3


def count_right_lures(db: sqlite3.Connection, file: int) -> int:
    """Return how many lures of the deck file with this id in the index are right."""
    return sum(
        len(right_lures(question)) for note in deck_index.notes_with_lures(db, file) for question in questions(note)
    )
