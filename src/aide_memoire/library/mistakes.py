"""The mistakes of each deck file, as they stand beside it: those of its text, and lures that are right.

A lure is graded like an answer, which takes longer than reading its note. So a deck that is only studied waits for no
grading: the first that counts mistakes does it, once for each state of a file.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from aide_memoire.core.errors import StoreError
from aide_memoire.store import deck_files

if TYPE_CHECKING:
    import sqlite3

    from aide_memoire.store.deck_files import FileEntry


def files_with_mistakes(db: sqlite3.Connection) -> list[FileEntry]:
    """Return the deck files in their order, each with all errors that `check` tells of it alone."""
    return [entry if entry.graded else _grade(db, entry) for entry in deck_files.deck_files(db)]


def _grade(db: sqlite3.Connection, entry: FileEntry) -> FileEntry:
    from aide_memoire.library.lures import count_right_lures  # noqa: PLC0415  loads all graders, for a changed file only

    right = count_right_lures(db, entry.id)
    with suppress(StoreError):  # another program holds the file: whoever asks next grades them again
        deck_files.add_graded(db, entry, right)
    return entry._replace(errors=entry.errors + right, graded=True)
