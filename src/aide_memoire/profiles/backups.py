"""Back up a profile: one complete progress file per study day with changes; of older days, fewer are stored.

A backup is `backups/PROFILE/2026-11-21.sqlite`, beside the folder of the profiles.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import move as move_file
from aide_memoire.atomic_files import part_beside
from aide_memoire.core.errors import DamagedStoreError, StoreError
from aide_memoire.core.study_day import from_iso_day, iso_day
from aide_memoire.store import inspect
from aide_memoire.store.errors import RESTORE_HINT, translate_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import datetime

    from aide_memoire.paths import Paths
    from aide_memoire.workspace import Workspace

DAILY, WEEKLY, MONTHLY = 7, 4, 6
FILE_ENDINGS = ("", "-wal", "-shm")
"""The suffixes of a progress file and of the files that SQLite creates beside it."""

_DAYS_AHEAD = 2  # further ahead of today, a day is of a clock that was wrong
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)\.sqlite")


class Backup(NamedTuple):
    """One backup, and the study day on which it was made by the clock of then, which may have been wrong."""

    day: int
    path: str

    @property
    def name(self) -> str:
        """Return the ISO date that `doctor --restore` accepts."""
        return iso_day(self.day)


def backups(paths: Paths, profile: str) -> list[Backup]:
    """Return the backups of a profile, the newest first: by what they hold, whatever date is in their names.

    The log only grows, so the newest has the most events. Damaged ones come last.
    """
    folder = paths.backups(profile)
    with translate_errors():
        names = os.listdir(folder) if os.path.isdir(folder) else []
    found = [(match[1], name) for name in names if (match := _NAME.fullmatch(name))]
    valid = []
    for day, name in found:
        with suppress(ValueError):  # a name like 2026-13-01 is not from us
            valid.append(Backup(from_iso_day(day), os.path.join(folder, name)))
    return sorted(valid, key=lambda backup: (_log_of(backup), backup), reverse=True)


def newest_sound(paths: Paths, profile: str) -> Backup | None:
    """Return the newest undamaged backup, or None if there is none."""
    return next((backup for backup in backups(paths, profile) if is_sound(backup, each_line=True)), None)


def is_sound(backup: Backup, *, each_line: bool = False) -> bool:
    """Return whether a backup is undamaged and can be restored. `each_line`: also by the checksum of each event."""
    try:
        return not inspect.find_faults(backup.path, each_line=each_line)
    except StoreError:
        return False


def back_up(
    paths: Paths, profile: str, day: int, *, replace: bool = False, stopped: Callable[[], bool] | None = None
) -> Backup | None:
    """Back up the profile for study day `day` if the log has changed since the newest backup, and delete old backups.

    With `replace`, an earlier backup of the same day is replaced, unless the log has become shorter since. Return the
    backup, or None if none was needed. Raises StoreError if it cannot be made or `stopped` returned True.
    """
    path = paths.profile(profile)
    backup = Backup(day, os.path.join(paths.backups(profile), f"{iso_day(day)}.sqlite"))
    if not os.path.exists(path) or (os.path.exists(backup.path) and not replace):
        return None
    known = backups(paths, profile)
    state = inspect.last_event(path)
    if not state[0] or (known and _log_of(known[0]) == state) or (backup in known and _log_of(backup)[0] > state[0]):
        return None
    _write(path, backup, stopped)
    _prune(paths, profile, backup, day)
    return backup


def try_back_up(workspace: Workspace, *, replace: bool) -> str:
    """Back up an open profile, as `back_up` does. Returns why none was made, or ""."""
    try:
        back_up(workspace.paths, workspace.profile, workspace.today(), replace=replace)
    except StoreError as error:
        return f"no backup was made: {error.message}"
    return ""


def how_to_take_back(workspace: Workspace) -> str:
    """Return which backup takes back what follows, or "" if there is none yet."""
    newest = next(iter(backups(workspace.paths, workspace.profile)), None)
    if newest is None:
        return ""
    return f"aide-memoire doctor --restore {newest.name} --exactly takes it back, and all that comes after it"


def days_to_keep(days: Iterable[int]) -> set[int]:
    """Return the days whose backups are retained: the 7 newest, and the newest of each of 4 weeks and of 6 months."""
    newest_first = sorted(days, reverse=True)
    weeks = _newest_of(newest_first, lambda day: date.fromordinal(day).isocalendar()[:2], WEEKLY)
    months = _newest_of(newest_first, lambda day: iso_day(day)[:7], MONTHLY)
    return {*newest_first[:DAILY], *weeks, *months}


def move_to_removed(paths: Paths, profile: str, now: datetime) -> str:
    """Move the progress file and its SQLite files to the folder of removed profiles. Return the new path."""
    target = free_removed_path(paths, profile, now)
    move(paths.profile(profile), target)
    return target


def free_removed_path(paths: Paths, profile: str, now: datetime) -> str:
    """Return a free path in the folder of removed profiles, which is created if necessary."""
    path = os.path.join(paths.removed, f"{profile}-{now:%Y%m%d-%H%M%S}")
    with translate_errors():
        os.makedirs(paths.removed, mode=0o700, exist_ok=True)
    candidates = (f"{path}{suffix}.sqlite" for suffix in chain([""], (f"-{number}" for number in count(2))))
    return next(
        candidate for candidate in candidates if not any(os.path.lexists(candidate + ending) for ending in FILE_ENDINGS)
    )


def move(old: str, new: str) -> None:
    """Move a progress file and its SQLite files. No process may have it open."""
    with translate_errors():
        for ending in FILE_ENDINGS:
            if os.path.lexists(old + ending):
                move_file(old + ending, new + ending)
    inspect.sync_folder(os.path.dirname(new))


def _log_of(backup: Backup) -> tuple[int, str]:
    try:
        return inspect.last_event(backup.path)
    except StoreError:  # a damaged backup counts as empty, so that a new one is made
        return -1, ""


def _write(path: str, backup: Backup, stopped: Callable[[], bool] | None) -> None:
    """Write a backup atomically."""
    folder = os.path.dirname(backup.path)
    with translate_errors():
        for parent in (os.path.dirname(folder), folder):
            os.makedirs(parent, mode=0o700, exist_ok=True)
        with part_beside(backup.path) as part:
            inspect.copy_file(path, part, stopped)
            if found := inspect.find_faults(part, stopped):
                raise DamagedStoreError(f"the copy is not whole: {found[0]}", RESTORE_HINT)
            move_file(part, backup.path)
    inspect.sync_folder(folder)


def _prune(paths: Paths, profile: str, made: Backup, today: int) -> None:
    """Delete the backups that are too old, by the days of what they hold. What was `made` just now stays."""
    existing = backups(paths, profile)
    newest: dict[int, Backup] = {}
    for backup in existing:
        day = _day_of(backup, today)
        if day is not None:
            newest.setdefault(day, backup)
    wanted = {*existing[:DAILY], *(newest[day] for day in days_to_keep(newest)), made}
    with translate_errors():
        for backup in existing:
            if backup not in wanted:
                with suppress(PermissionError):  # on Windows, one that is open: it goes the next time
                    os.unlink(backup.path)


def _day_of(backup: Backup, today: int) -> int | None:
    """Return the last day of study in a backup, passing over days of a clock that was wrong; None if it is damaged."""
    try:
        return inspect.last_study_day(backup.path, today + _DAYS_AHEAD)
    except StoreError:
        return None


def _newest_of(newest_first: Iterable[int], period: Callable[[int], Hashable], most: int) -> list[int]:
    """Return the newest day of each of the `most` newest periods that contain a day."""
    newest: dict[Hashable, int] = {}
    for day in newest_first:
        newest.setdefault(period(day), day)
    return list(newest.values())[:most]
