"""Make the deck files the whole deck index. Only those that have changed are read."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from aide_memoire.decks.precedence import choose_deck
from aide_memoire.library.readers import deck_rows
from aide_memoire.store.deck_files import deck_files
from aide_memoire.store.deck_index import update_index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from aide_memoire.decks.files import DeckFile


def index_decks(db: sqlite3.Connection, found: Sequence[DeckFile], places: Sequence[str]) -> None:
    """Make these files the whole deck index."""
    paths = {file.key: file.path for file in found}
    stamps = {entry.path: entry.stamp for entry in deck_files(db)}
    with closing(deck_rows([file for file in found if stamps.get(file.key) != file.stamp])) as changed:
        update_index(db, list(paths), changed, partial(_choose, paths, places))


def _choose(
    paths: Mapping[str, str], places: Sequence[str], deck: str, keys: Sequence[str]
) -> tuple[str, Collection[str]]:
    """Return the file to study of those with one deck id, and those that it replaces. `paths`: the path of each key."""
    by_path = {paths[key]: key for key in keys}
    choice = choose_deck(deck, list(by_path), places)
    return by_path[choice.studied], [by_path[path] for path in choice.replaced]
