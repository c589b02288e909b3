"""Backups of a profile: one a study day where anything has changed, the older the sparser, each a whole progress file.

They lie in `backups/PROFILE/2026-11-21.sqlite` beside the profiles.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import part_beside
from aide_memoire.core.errors import DamagedStoreError, StoreError
from aide_memoire.core.study_day import from_iso_day, iso_day
from aide_memoire.store import inspect
from aide_memoire.store.errors import RESTORE_HINT, translate_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import datetime

    from aide_memoire.paths import Paths

DAILY, WEEKLY, MONTHLY = 7, 4, 6
FILE_ENDINGS = ("", "-wal", "-shm")
"""What a progress file's name goes on with, for the files that SQLite lays beside it."""

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)\.sqlite")


class Backup(NamedTuple):
    """One backup, by the study day on which it was made."""

    day: int
    path: str

    @property
    def name(self) -> str:
        """Return the day as `doctor --restore` takes it."""
        return iso_day(self.day)


def backups(paths: Paths, profile: str) -> list[Backup]:
    """Return a profile's backups, the newest first."""
    folder = paths.backups(profile)
    with translate_errors():
        names = os.listdir(folder) if os.path.isdir(folder) else []
    found = [(match[1], name) for name in names if (match := _NAME.fullmatch(name))]
    kept = []
    for day, name in found:
        with suppress(ValueError):  # a name like 2026-13-01 is none of ours
            kept.append(Backup(from_iso_day(day), os.path.join(folder, name)))
    return sorted(kept, reverse=True)


def newest_sound(paths: Paths, profile: str) -> Backup | None:
    """Return the newest backup that is whole; None where none is."""
    return next((each for each in backups(paths, profile) if is_sound(each)), None)


def is_sound(backup: Backup) -> bool:
    """Return whether a backup could be put in the profile's place now."""
    try:
        return not inspect.find_faults(backup.path)
    except StoreError:
        return False


def back_up(
    paths: Paths, profile: str, day: int, *, anew: bool = False, stopped: Callable[[], bool] | None = None
) -> Backup | None:
    """Make the backup of study day `day` if the log has changed since the newest one, and throw away what is too old.

    With `anew`, one that was made earlier that day gives way, unless the log has become shorter since.
    Returns the backup, or None where none was needed. Raises StoreError where it cannot be made, or `stopped` said so.
    """
    path, kept = paths.profile(profile), backups(paths, profile)
    made = Backup(day, os.path.join(paths.backups(profile), f"{iso_day(day)}.sqlite"))
    if not os.path.exists(path) or (made in kept and not anew):
        return None
    now = inspect.last_event(path)
    if not now[0] or (kept and _log_of(kept[0]) == now) or (made in kept and _log_of(made)[0] > now[0]):
        return None
    _write(path, made, stopped)
    _prune(paths, profile, made)
    return made


def days_to_keep(days: Iterable[int]) -> set[int]:
    """Return which days' backups are kept: the 7 newest, and the newest of each of 4 weeks and of 6 months."""
    newest_first = sorted(days, reverse=True)
    weeks = _newest_of(newest_first, lambda day: date.fromordinal(day).isocalendar()[:2], WEEKLY)
    months = _newest_of(newest_first, lambda day: iso_day(day)[:7], MONTHLY)
    return {*newest_first[:DAILY], *weeks, *months}


def set_aside(paths: Paths, profile: str, now: datetime) -> str:
    """Move a profile's file, with what SQLite lays beside it, among the removed. Returns where it is kept."""
    kept = free_aside(paths, profile, now)
    move(paths.profile(profile), kept)
    return kept


def free_aside(paths: Paths, profile: str, now: datetime) -> str:
    """Return the name of a file among the removed that is not there yet."""
    path = os.path.join(paths.removed, f"{profile}-{now:%Y%m%d-%H%M%S}")
    with translate_errors():
        os.makedirs(paths.removed, mode=0o700, exist_ok=True)
    ways = (f"{path}{again}.sqlite" for again in chain([""], (f"-{number}" for number in count(2))))
    return next(way for way in ways if not any(os.path.lexists(way + ending) for ending in FILE_ENDINGS))


def move(old: str, new: str) -> None:
    """Move a progress file that nothing has open, with what SQLite lays beside it."""
    with translate_errors():
        for ending in FILE_ENDINGS:
            if os.path.lexists(old + ending):
                os.replace(old + ending, new + ending)
    inspect.sync_folder(os.path.dirname(new))


def _log_of(backup: Backup) -> tuple[int, str]:
    try:
        return inspect.last_event(backup.path)
    except StoreError:  # damaged: another one is wanted
        return -1, ""


def _write(path: str, made: Backup, stopped: Callable[[], bool] | None) -> None:
    """Write a backup: whole under its name, or not at all."""
    folder = os.path.dirname(made.path)
    with translate_errors():
        for each in (os.path.dirname(folder), folder):
            os.makedirs(each, mode=0o700, exist_ok=True)
        with part_beside(made.path) as part:
            inspect.copy_file(path, part, stopped)
            if found := inspect.find_faults(part, stopped):
                raise DamagedStoreError(f"the copy is not whole: {found[0]}", RESTORE_HINT)
            os.replace(part, made.path)
    inspect.sync_folder(folder)


def _prune(paths: Paths, profile: str, made: Backup) -> None:
    """Throw away the backups that are too old."""
    kept = backups(paths, profile)
    wanted = {*days_to_keep(each.day for each in kept), made.day}
    with translate_errors():
        for each in kept:
            if each.day not in wanted:
                os.unlink(each.path)


def _newest_of(newest_first: Iterable[int], period: Callable[[int], Hashable], most: int) -> list[int]:
    """Return the newest day of each of the `most` newest periods that have any."""
    newest: dict[Hashable, int] = {}
    for day in newest_first:
        newest.setdefault(period(day), day)
    return list(newest.values())[:most]
