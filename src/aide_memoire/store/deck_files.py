"""The deck files in the deck index, and whether they have changed. Their notes and cards are in `deck_index.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


class FileEntry(NamedTuple):
    """The row of a deck file, without its notes and cards."""

    id: int
    path: str
    stamp: str
    deck: str
    title: str
    notes: int
    cards: int
    errors: int
    warnings: int
    graded: bool  # whether the errors count its lures that are right: see `library/mistakes.py`
    live: bool  # false if another file has the same deck id and goes before this one
    replaced: bool  # not live as it is someone else's and the learner has an own copy: this is no mistake

    @property
    def clash(self) -> bool:
        """Return whether the deck is not studied because of a mistake."""
        return not (self.live or self.replaced)


_FILE = "id, path, stamp, deck, title, notes, cards, errors, warnings, graded, live, replaced"


def deck_files(db: sqlite3.Connection) -> list[FileEntry]:
    """Return the deck files in the deck index, in their order."""
    with translate_errors():
        rows = db.execute(f"SELECT {_FILE} FROM lib.file ORDER BY position").fetchall()
    return [FileEntry(*row[:9], *map(bool, row[9:])) for row in rows]


def add_graded(db: sqlite3.Connection, entry: FileEntry, errors: int) -> None:
    """Add the errors among the lures of a file, which have been graded, unless it was read anew meanwhile."""
    with translate_errors():
        db.execute(
            "UPDATE lib.file SET errors = errors + ?, graded = 1 WHERE id = ? AND stamp = ? AND NOT graded",
            (errors, entry.id, entry.stamp),
        )


def count_drafts(db: sqlite3.Connection) -> dict[int, int]:
    """Return how many drafts each deck file has, by the id of the file: notes that have no card yet."""
    notes = "SELECT file, id FROM lib.note EXCEPT SELECT file, note FROM lib.card"
    with translate_errors():
        return dict(db.execute(f"SELECT file, count(*) FROM ({notes}) GROUP BY file").fetchall())


def is_current(db: sqlite3.Connection, stamps: Sequence[tuple[str, str]]) -> bool:
    """Return whether the deck index has exactly these (path, stamp), in this order."""
    with translate_errors():
        return db.execute("SELECT path, stamp FROM lib.file ORDER BY position").fetchall() == list(stamps)


def cached_value(db: sqlite3.Connection, path: str, stamp: str) -> str | None:
    """Return the cached value of a file that is no deck, or None if the file has changed."""
    with translate_errors():
        row = db.execute("SELECT value FROM lib.cached_value WHERE path = ? AND stamp = ?", (path, stamp)).fetchone()
    return str(row[0]) if row else None


def cache_value(db: sqlite3.Connection, path: str, stamp: str, value: str) -> None:
    """Cache a value for a file that is no deck."""
    with translate_errors():
        db.execute(
            "INSERT OR REPLACE INTO lib.cached_value (path, stamp, value) VALUES (?, ?, ?)", (path, stamp, value)
        )
