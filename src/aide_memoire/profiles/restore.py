"""Restore a backup, with all events that can still be read from the current progress file."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import begin_part, move, sync_file
from aide_memoire.atomic_files import discard as discard_part
from aide_memoire.core.errors import BusyStoreError, NotFoundError, StoreError
from aide_memoire.core.study_day import from_iso_day
from aide_memoire.profiles import backups
from aide_memoire.store import inspect, log, recovery
from aide_memoire.store.connection import connect, fold_log_in
from aide_memoire.store.errors import translate_errors
from aide_memoire.writer import forget_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.paths import Paths
    from aide_memoire.profiles.backups import Backup

    Watch = Callable[[str], AbstractContextManager[OnProgress]]


class Restored(NamedTuple):
    """The counts of a restored profile."""

    events: int
    salvaged: int  # events that the backup did not have
    reviews: int  # answers among the salvaged events
    damaged: int  # events that were found, but left out because their content was damaged


def choose_backup(paths: Paths, profile: str, day: str) -> Backup | None:
    """Return the backup of an ISO date. If `day` is "", return the newest undamaged backup, or None if there is none.

    Raises NotFoundError if the day has no backup, StoreError if its backup is damaged.
    """
    if not day:
        return backups.newest_sound(paths, profile)
    existing = backups.backups(paths, profile)
    with suppress(ValueError):
        wanted = from_iso_day(day)
        for backup in existing:
            if backup.day == wanted:
                _check_sound(backup)
                return backup
    days = ", ".join(backup.name for backup in existing) or "none"
    raise NotFoundError(f"there is no backup of {day}", f"there is: {days}")


def prepare(
    paths: Paths, profile: str, places: Sequence[str], backup: Backup | None, watch: Watch, *, exactly: bool = False
) -> tuple[str, Restored]:
    """Write the restored profile to a temporary file in the same folder. Return its path and its counts.

    It is the backup (or an empty log without one), merged with all events that can be read from the current file; with
    `exactly`, without them, as one wants it who takes back an import.
    Raises BusyStoreError if another program has the profile open.
    """
    path = paths.profile(profile)
    if os.path.exists(path):
        try:
            fold_log_in(path)
        except BusyStoreError:
            raise
        except StoreError:
            pass  # it is damaged: its write-ahead log is read as it is
    with translate_errors():
        os.makedirs(paths.profiles, mode=0o700, exist_ok=True)
        part = begin_part(path)
        try:
            if backup is not None:
                shutil.copyfile(backup.path, part)
            current = "" if exactly else _from_interrupted_restore(paths, path) or path
            restored = _salvage(current, part, paths.library(places), watch)
            sync_file(part)
        except BaseException:
            discard(part)
            raise
    return part, restored


def put_in_place(paths: Paths, profile: str, part: str, now: datetime) -> str:
    """Replace the progress file by `part`. Return the new path of the old file, or "" if there was none.

    What is written from now on is of another writer: others may know events of this one that are lost here.
    """
    forget_writer(paths)
    path = paths.profile(profile)
    endings = [ending for ending in backups.FILE_ENDINGS if os.path.lexists(path + ending)]
    if not endings:
        backups.move(part, path)
        return ""
    old_file = backups.free_removed_path(paths, profile, now)
    with translate_errors():
        for ending in endings:
            _set_aside(path + ending, old_file + ending, stays=not ending)
    try:
        backups.move(part, path)
    except StoreError:
        backups.move(old_file, path)
        raise
    return old_file


def _set_aside(path: str, target: str, *, stays: bool) -> None:
    """Move a file to the removed ones. If it `stays`, link or copy it, so that the progress file is never missing."""
    if not stays:
        move(path, target)
        return
    try:
        os.link(path, target)
    except (OSError, AttributeError):  # this file system has no hard links
        shutil.copy2(path, target)


def _from_interrupted_restore(paths: Paths, path: str) -> str:
    """Return the link to the current file from an interrupted restore, or "". Its write-ahead log is beside it."""
    with suppress(OSError):
        for name in sorted(os.listdir(paths.removed), reverse=True):
            candidate = os.path.join(paths.removed, name)
            if os.path.exists(f"{candidate}-wal") and os.path.samefile(candidate, path):
                return candidate
    return ""


def discard(part: str) -> None:
    """Delete a prepared file."""
    discard_part(part)


def _check_sound(backup: Backup) -> None:
    found = inspect.find_faults(backup.path, each_line=True)
    if found:
        raise StoreError(
            f"the backup of {backup.name} is damaged: {found[0]}", "--restore alone takes the newest sound one"
        )


def _salvage(path: str, part: str, library: str, watch: Watch) -> Restored:
    """Merge the events that can still be read from `path`, if that is not "", into the prepared file."""
    with closing(connect(part, library)) as db:
        with watch("reading the damaged file") as on_progress:
            found = recovery.recover_events(path, log.event_ids(db), on_progress) if path else recovery.Recovered([], 0)
        is_backup = log.event_count(db) > 0
        with watch("merging") as on_progress:
            log.merge(db, found.events, on_progress)
        if is_backup:  # wrong projections in it can be the reason for the restore
            with watch("replaying the log") as on_progress:
                inspect.rebuild_projections(db, on_progress)
        reviews = sum(event.kind == "review" for event in found.events)
        return Restored(log.event_count(db), len(found.events), reviews, found.damaged)
