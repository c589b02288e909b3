"""Update the deck index from the deck folders. Only changed files are read."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire.decks import files
from aide_memoire.store import deck_files

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence


def refresh(db: sqlite3.Connection, places: Sequence[str]) -> bool:
    """Update the deck index from the folders. Return whether anything had changed."""
    found = files.find_deck_files(places)
    if deck_files.is_current(db, [(file.key, file.stamp) for file in found]):
        return False
    from aide_memoire.library.update import index_decks  # noqa: PLC0415  only if a deck has changed

    with _garbage_collection_off():
        index_decks(db, found, places)
    return True


@contextmanager
def _garbage_collection_off() -> Iterator[None]:
    """Disable garbage collection: decks have many values and no cycles, and it took a fifth of the reading time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
