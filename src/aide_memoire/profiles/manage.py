"""List, create, rename and remove profiles. A profile is one learner with one progress file."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire import atomic_files
from aide_memoire.core.errors import AideMemoireError, NotFoundError, StoreError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.paths import DEFAULT_PROFILE, is_profile_name, profile_names
from aide_memoire.profiles import backups
from aide_memoire.store import inspect
from aide_memoire.store.connection import connect, fold_log_in, guard_log
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from aide_memoire.paths import Paths


class Profile(NamedTuple):
    """A profile and its progress."""

    name: str
    questions: int = 0  # with progress
    last_day: int | None = None  # the newest study day with an answer that counts
    trouble: str = ""  # why the file cannot be read, or ""


def names(paths: Paths) -> list[str]:
    """Return the names of all profiles in alphabetical order. `default` is always included: it is created when used."""
    return sorted({DEFAULT_PROFILE, *profile_names(paths)})


def listed(paths: Paths, places: Sequence[str]) -> list[Profile]:
    """Return all profiles with their progress in the decks of the folders `places`, in alphabetical order."""
    return [_with_progress(paths, name, paths.library(places)) for name in names(paths)]


def create(paths: Paths, name: str, places: Sequence[str], *, briefly: bool = False) -> None:
    """Create a profile. Its deck index is for the deck folders `places`; see `store/connection.py: connect`.

    It gets its name when it is whole. Raises AideMemoireError if the name is taken or invalid.
    """
    _check_new_name(paths, name)
    path = paths.profile(name)
    guard_log(path)
    with translate_errors(path):
        os.makedirs(paths.profiles, mode=0o700, exist_ok=True)
        with atomic_files.part_beside(path) as part:
            connect(part, paths.library(places), briefly=briefly).close()
            atomic_files.put_new(part, path)


def rename(paths: Paths, old: str, new: str) -> None:
    """Rename a profile, its backups, its settings and its saved searches.

    Raises NotFoundError if it does not exist, AideMemoireError if the new name is taken or invalid, BusyStoreError if
    it is open.
    """
    _check_exists(paths, old)
    _check_new_name(paths, new)
    fold_log_in(paths.profile(old))
    _move_backups(paths.backups(old), paths.backups(new))  # first: if this is interrupted, it can be repeated
    try:
        backups.move(paths.profile(old), paths.profile(new))
    except StoreError:
        _move_backups(paths.backups(new), paths.backups(old))
        raise
    _move_settings(paths.profile_settings(old), paths.profile_settings(new))
    _move_settings(paths.saved_searches(old), paths.saved_searches(new))


def remove(paths: Paths, name: str, now: datetime) -> str:
    """Move the file of a profile to the folder of removed profiles and return its new path. Its backups stay.

    Its settings and its saved searches go with it.

    Raises NotFoundError if the profile does not exist, BusyStoreError if it is open.
    """
    _check_exists(paths, name)
    fold_log_in(paths.profile(name))
    removed = backups.move_to_removed(paths, name, now)
    kept = removed.removesuffix(".sqlite")
    _move_settings(paths.profile_settings(name), f"{kept}.toml")
    _move_settings(paths.saved_searches(name), f"{kept}.searches.toml")
    return removed


def _with_progress(paths: Paths, name: str, library: str) -> Profile:
    path = paths.profile(name)
    if not os.path.exists(path):
        return Profile(name)
    try:
        summary = inspect.look_into(path, library)
    except StoreError as error:
        return Profile(name, trouble=error.message)
    return Profile(name, summary.questions, summary.last_day)


def _check_exists(paths: Paths, name: str) -> None:
    known = profile_names(paths)
    if name not in known:
        raise NotFoundError(
            f"there is no profile “{sanitize_line(name)}”", f"there is: {', '.join(known) or 'none yet'}"
        )


def _check_new_name(paths: Paths, name: str) -> None:
    if not is_profile_name(name):
        raise AideMemoireError(
            f"“{sanitize_line(name)}” cannot be a profile's name", "use small letters, digits and - (at most 63)"
        )
    if name in profile_names(paths):
        raise AideMemoireError(f"a profile “{name}” already exists")


def _move_settings(old: str, new: str) -> None:
    """Move a file of the settings, if there is one."""
    with translate_errors():
        if os.path.lexists(old):
            os.makedirs(os.path.dirname(new), exist_ok=True)
            atomic_files.move(old, new)


def _move_backups(old: str, new: str) -> None:
    """Move the backups of a profile. Backups that a removed profile left at the new path are renamed first."""
    with translate_errors():
        if not os.path.isdir(old):
            return
        if os.path.lexists(new):
            atomic_files.move(new, next(free for number in count(1) if not os.path.lexists(free := f"{new}.{number}")))
        atomic_files.move(old, new)
