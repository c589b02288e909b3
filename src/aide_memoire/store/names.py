"""The names of notes, cards and tags by how they begin, for a shell that completes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_LAST = "\U0010ffff"  # no id has it


def notes_beginning(db: sqlite3.Connection, prefix: str, most: int) -> list[str]:
    """Return the ids of at most `most` notes that begin so, sorted."""
    return _beginning(db, "SELECT DISTINCT id FROM lib.note WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", prefix, most)


def cards_beginning(db: sqlite3.Connection, prefix: str, most: int) -> list[str]:
    """Return the ids of at most `most` cards that begin so, sorted."""
    return _beginning(db, "SELECT DISTINCT id FROM lib.card WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", prefix, most)


def tags(db: sqlite3.Connection) -> list[str]:
    """Return all tags, sorted."""
    rows = db.execute("SELECT DISTINCT tags FROM lib.card WHERE tags != ''")
    return sorted({tag for (together,) in rows for tag in together.split("\n") if tag})


def _beginning(db: sqlite3.Connection, sql: str, prefix: str, most: int) -> list[str]:
    return [name for (name,) in db.execute(sql, (prefix, prefix + _LAST, most))]
