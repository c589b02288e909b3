"""A backup put in a progress file's place, with every review that can still be read of the file that was there."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import begin_part
from aide_memoire.atomic_files import discard as discard_part
from aide_memoire.core.errors import BusyStoreError, NotFoundError, StoreError
from aide_memoire.core.study_day import from_iso_day
from aide_memoire.profiles import backups
from aide_memoire.store import inspect, log, recovery
from aide_memoire.store.connection import connect, fold_log_in
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.paths import Paths
    from aide_memoire.profiles.backups import Backup

    Watch = Callable[[str], AbstractContextManager[OnProgress]]


class Restored(NamedTuple):
    """What a restored profile holds."""

    events: int
    salvaged: int  # of them: events that the backup did not have
    reviews: int  # of the salvaged ones: answers


def choose_backup(paths: Paths, profile: str, day: str) -> Backup | None:
    """Return the backup of a day, or the newest sound one where `day` is empty; None where there is none at all.

    Raises NotFoundError for a day without a backup, StoreError for one that is damaged.
    """
    if not day:
        return backups.newest_sound(paths, profile)
    kept = backups.backups(paths, profile)
    with suppress(ValueError):
        wanted = from_iso_day(day)
        for each in kept:
            if each.day == wanted:
                _check_sound(each)
                return each
    there = ", ".join(each.name for each in kept) or "none"
    raise NotFoundError(f"there is no backup of {day}", f"there is: {there}")


def prepare(
    paths: Paths, profile: str, places: Sequence[str], backup: Backup | None, watch: Watch
) -> tuple[str, Restored]:
    """Make what is to be put in the profile's place, beside it. Returns the file, and what it holds.

    It is the backup, or an empty log where there is none, with every event that can be read from the file in place.
    Raises BusyStoreError where another program has the profile open.
    """
    path = paths.profile(profile)
    if os.path.exists(path):
        try:
            fold_log_in(path)
        except BusyStoreError:
            raise
        except StoreError:
            pass  # it is damaged: its log is read as it lies there
    with translate_errors():
        os.makedirs(paths.profiles, mode=0o700, exist_ok=True)
        part = begin_part(path)
        try:
            if backup is not None:
                shutil.copyfile(backup.path, part)
            restored = _salvage(_cut_short(paths, path) or path, part, paths.library(places), watch)
            _sync(part)
        except BaseException:
            discard(part)
            raise
    return part, restored


def put_in_place(paths: Paths, profile: str, part: str, now: datetime) -> str:
    """Move the profile's file away and put `part` in its place. Returns where the file is kept, "" where none was."""
    path = paths.profile(profile)
    there = [ending for ending in backups.FILE_ENDINGS if os.path.lexists(path + ending)]
    if not there:
        backups.move(part, path)
        return ""
    kept = backups.free_aside(paths, profile, now)
    with translate_errors():
        for ending in there:
            _keep(path + ending, kept + ending, stays=not ending)
    try:
        backups.move(part, path)
    except StoreError:
        backups.move(kept, path)
        raise
    return kept


def _keep(path: str, kept: str, *, stays: bool) -> None:
    """Put a file among the removed. The progress itself `stays` until another takes its place, so it is never gone."""
    if not stays:
        os.replace(path, kept)
        return
    try:
        os.link(path, kept)
    except (OSError, AttributeError):  # no links on this disk
        shutil.copy2(path, kept)


def _cut_short(paths: Paths, path: str) -> str:
    """Return what a restore that was cut short has put aside of the file in place: beside it lies the file's log."""
    with suppress(OSError):
        for name in sorted(os.listdir(paths.removed), reverse=True):
            kept = os.path.join(paths.removed, name)
            if os.path.exists(f"{kept}-wal") and os.path.samefile(kept, path):
                return kept
    return ""


def discard(part: str) -> None:
    """Throw away what was prepared."""
    discard_part(part)


def _check_sound(backup: Backup) -> None:
    found = inspect.find_faults(backup.path)
    if found:
        raise StoreError(
            f"the backup of {backup.name} is damaged: {found[0]}", "--restore alone takes the newest sound one"
        )


def _salvage(path: str, part: str, library: str, watch: Watch) -> Restored:
    """Add to the prepared file what it lacks and the profile's file can still tell."""
    with closing(connect(part, library)) as db:
        with watch("reading the damaged file") as on_progress:
            found = list(recovery.recover_events(path, log.event_ids(db), on_progress))
        is_backup = log.event_count(db) > 0
        with watch("merging") as on_progress:
            log.merge(db, found, on_progress)
        if is_backup:  # what was derived in it may be why it is wanted
            with watch("replaying the log") as on_progress:
                inspect.rebuild_projections(db, on_progress)
        reviews = sum(event.kind == "review" for event in found)
        return Restored(log.event_count(db), len(found), reviews)


def _sync(path: str) -> None:
    with open(path, "rb") as file:
        os.fsync(file.fileno())
