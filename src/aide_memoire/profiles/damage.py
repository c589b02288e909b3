"""Find out whether a failure comes from a damaged file: its rows can break any command at any place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError, DamagedStoreError, StoreError
from aide_memoire.store import inspect
from aide_memoire.store.connection import remove_library
from aide_memoire.store.errors import RESTORE_HINT, translate_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.paths import Paths


def explain_failure(paths: Paths, profile: str, places: Sequence[str], error: Exception) -> AideMemoireError | None:
    """Return what to tell of an error that a damaged file has caused, or None if it has another cause.

    A damaged deck index is deleted: the next start makes it anew.
    """
    path = paths.profile(profile)
    if isinstance(error, AideMemoireError | OSError) and not _may_be_of(path, error):
        return None
    if isinstance(error, inspect.DatabaseError) and not inspect.is_damage(error):
        return _translated(error, path)
    if found := _faults(path):
        damage = DamagedStoreError(f"the progress file is damaged: {found[0]} ({path})", RESTORE_HINT)
        return error if isinstance(error, AideMemoireError) else damage
    library = paths.library(places)
    is_damage = isinstance(error, DamagedStoreError | inspect.DatabaseError)
    return _without_index(library) if os.path.exists(library) and (is_damage or inspect.has_damage(library)) else None


def _may_be_of(path: str, error: Exception) -> bool:
    """Return whether an error tells of damage and names no other file."""
    return isinstance(error, DamagedStoreError) and (path in error.message or ".sqlite" not in error.message)


def _faults(path: str) -> list[str]:
    try:
        return inspect.find_faults(path, each_line=True)
    except StoreError:  # there is none, or it cannot be read now
        return []


def _translated(error: inspect.DatabaseError, path: str) -> StoreError | None:
    try:
        with translate_errors(path):
            raise error
    except StoreError as translated:
        return translated


def _without_index(library: str) -> StoreError:
    try:
        with translate_errors(library):
            remove_library(library)
    except StoreError as trouble:
        return trouble
    message = f"the index of the decks was damaged, and is made anew ({library})"
    return StoreError(message, "start again: nothing is lost")
