"""Opening a learner's desk: their progress, and the decks of this machine as they are now.

`due` comes this way too, many times a day from a shell prompt: with unchanged decks nothing here reads TOML.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import DamagedStoreError, NotFoundError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS
from aide_memoire.core.settings import Settings
from aide_memoire.core.study_day import Stamp, moment, offset_of, study_day
from aide_memoire.decks import files
from aide_memoire.library.refresh import refresh
from aide_memoire.paths import device_id, find_profile
from aide_memoire.store import deck_files
from aide_memoire.store.connection import connect, remove_library

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from aide_memoire.core.callbacks import Clock, Entropy
    from aide_memoire.core.scheduler import Parameters
    from aide_memoire.paths import Paths


class Workspace(NamedTuple):
    """One learner's progress beside the decks, open; with the clock and the chance it is to go by."""

    db: sqlite3.Connection
    paths: Paths
    profile: str
    places: tuple[str, ...]
    settings: Settings
    device: str
    clock: Clock
    entropy: Entropy

    def now(self) -> int:
        """Return the present moment."""
        return moment(self.clock())

    def today(self) -> int:
        """Return the present study day."""
        return study_day(self.clock(), self.settings.day_starts_at)

    def stamp(self, day: int | None = None) -> Stamp:
        """Return what an event of now says of itself; a session keeps the `day` on which it began."""
        now = self.clock()
        day = study_day(now, self.settings.day_starts_at) if day is None else day
        return Stamp(moment(now), offset_of(now), day, self.device)

    @property
    def parameters(self) -> Parameters:
        """Return the parameters by which this learner's memory is predicted."""
        return DEFAULT_PARAMETERS

    def reread(self) -> bool:
        """Read what changed on disk since the decks were last read. Returns whether anything had."""
        return refresh(self.db, self.places)

    def close(self) -> None:
        """Let go of the files; everything is saved already."""
        self.db.close()


def open_workspace(
    paths: Paths, profile: str, clock: Clock, entropy: Callable[[], int], decks: Sequence[str] = ()
) -> Workspace:
    """Open a profile beside the decks of the folders `decks`, or of the usual places where none is given.

    Raises NotFoundError for a profile or folder that is not there, StoreError for files that cannot be used.
    """
    return _open(paths, profile, clock, entropy, deck_folders(paths, decks))


def open_other_profile(workspace: Workspace, profile: str) -> Workspace:
    """Open another profile beside the same decks, by the same clock."""
    return _open(workspace.paths, profile, workspace.clock, workspace.entropy, workspace.places)


def _open(paths: Paths, profile: str, clock: Clock, entropy: Entropy, places: tuple[str, ...]) -> Workspace:
    profile_file, library_file = find_profile(paths, profile), paths.library(places)
    db = connect(profile_file, library_file)
    try:
        try:
            refresh(db, places)
        except DamagedStoreError:  # more likely the decks' file, which can be made anew, than the progress
            db.close()
            remove_library(library_file)
            db = connect(profile_file, library_file)
            refresh(db, places)
        settings = _settings(db, paths)
        device = device_id(paths, f"{entropy():019x}")
    except BaseException:
        db.close()
        raise
    return Workspace(db, paths, profile, places, settings, device, clock, entropy)


def deck_folders(paths: Paths, decks: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the folders that decks come from: the given ones, else the shipped ones and the learner's own."""
    if not decks:
        return files.shipped_folder(), paths.decks
    for folder in decks:
        if not os.path.isdir(folder):
            raise NotFoundError(f"there is no folder {sanitize(folder)}", "--decks takes a folder of .toml files")
    return tuple(os.path.abspath(folder) for folder in decks)


def _settings(db: sqlite3.Connection, paths: Paths) -> Settings:
    """Return the learner's settings; the file is parsed only when it has changed."""
    path = paths.settings
    try:
        status = os.stat(path)
    except OSError:
        return Settings()
    import json  # noqa: PLC0415

    stamp = f"{status.st_mtime_ns} {status.st_size} {status.st_ino}"
    cached = deck_files.cached_value(db, sanitize(path), stamp)
    if cached is None:
        from aide_memoire.config import read_settings  # noqa: PLC0415

        settings = read_settings(path)
        deck_files.cache_value(db, sanitize(path), stamp, json.dumps(settings))
        return settings
    return Settings(*json.loads(cached))
