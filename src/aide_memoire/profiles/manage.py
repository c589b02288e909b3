"""Who learns here: each profile is one learner, with one progress file. They are made, renamed and removed here."""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import AideMemoireError, NotFoundError, StoreError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.paths import DEFAULT_PROFILE, is_profile_name, profile_names
from aide_memoire.profiles import backups
from aide_memoire.store import inspect
from aide_memoire.store.connection import connect, fold_log_in
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from aide_memoire.paths import Paths


class Profile(NamedTuple):
    """A learner, with how far they are."""

    name: str
    cards: int = 0  # with progress
    last_day: int | None = None  # the newest study day with an answer that counts
    trouble: str = ""  # why the file cannot be looked into, where it cannot be


def names(paths: Paths) -> list[str]:
    """Return all profiles in alphabetical order; `default` is always there, because it makes itself."""
    return sorted({DEFAULT_PROFILE, *profile_names(paths)})


def listed(paths: Paths) -> list[Profile]:
    """Return all profiles in alphabetical order, each with how far its learner is."""
    return [_look(paths, name) for name in names(paths)]


def create(paths: Paths, name: str, places: Sequence[str]) -> None:
    """Make a profile, to be used with the decks of `places`.

    Raises AideMemoireError for a name that is taken, or that cannot be one.
    """
    _new_name(paths, name)
    connect(paths.profile(name), paths.library(places)).close()


def rename(paths: Paths, old: str, new: str) -> None:
    """Give a profile another name; its backups go along.

    Raises NotFoundError where there is none, AideMemoireError for a name that is taken or cannot be one,
    BusyStoreError where it is open.
    """
    _existing(paths, old)
    _new_name(paths, new)
    fold_log_in(paths.profile(old))
    _move_backups(paths.backups(old), paths.backups(new))  # first: where this is cut short, it can be called again
    try:
        backups.move(paths.profile(old), paths.profile(new))
    except StoreError:
        _move_backups(paths.backups(new), paths.backups(old))
        raise


def remove(paths: Paths, name: str, now: datetime) -> str:
    """Take a profile out of sight. Returns where its file is kept; its backups stay where they are.

    Raises NotFoundError where there is none, BusyStoreError where it is open.
    """
    _existing(paths, name)
    fold_log_in(paths.profile(name))
    return backups.set_aside(paths, name, now)


def _look(paths: Paths, name: str) -> Profile:
    path = paths.profile(name)
    if not os.path.exists(path):
        return Profile(name)
    try:
        seen = inspect.look_into(path)
    except StoreError as error:
        return Profile(name, trouble=error.message)
    return Profile(name, seen.cards, seen.last_day)


def _existing(paths: Paths, name: str) -> None:
    known = profile_names(paths)
    if name not in known:
        raise NotFoundError(
            f"there is no profile “{sanitize_line(name)}”", f"there is: {', '.join(known) or 'none yet'}"
        )


def _new_name(paths: Paths, name: str) -> None:
    if not is_profile_name(name):
        raise AideMemoireError(
            f"“{sanitize_line(name)}” cannot be a profile's name", "use small letters, digits and - (at most 63)"
        )
    if name in profile_names(paths):
        raise AideMemoireError(f"there is a profile “{name}” already")


def _move_backups(old: str, new: str) -> None:
    """Move a profile's backups; those that a removed profile of the new name has left stay, under another name."""
    with translate_errors():
        if not os.path.isdir(old):
            return
        if os.path.lexists(new):
            os.rename(new, next(way for number in count(1) if not os.path.lexists(way := f"{new}.{number}")))
        os.rename(old, new)
