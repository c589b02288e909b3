"""Opening a learner's desk: their progress, and the decks of this machine as they are now.

`due` comes this way too, many times a day from a shell prompt: with unchanged decks nothing here reads TOML.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.errors import DamagedStoreError, NotFoundError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.settings import SettingProblem, Settings
from aide_memoire.core.study_day import Stamp, moment, offset_of, study_day, within_reach
from aide_memoire.decks import files
from aide_memoire.decks.folders import shipped_folder
from aide_memoire.library.refresh import refresh
from aide_memoire.paths import find_profile
from aide_memoire.store import deck_files
from aide_memoire.store.connection import connect, remove_library
from aide_memoire.store.horizon import is_settled
from aide_memoire.writer import writer_id

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
    setting_problems: tuple[SettingProblem, ...] = ()  # what of the settings files cannot be used

    def now(self) -> int:
        """Return the present moment."""
        return moment(within_reach(self.clock()))

    def today(self) -> int:
        """Return the present study day."""
        return study_day(self.clock(), self.settings.day_starts_at)

    def stamp(self, day: int | None = None) -> Stamp:
        """Return what an event of now says of itself; a session keeps the `day` on which it began."""
        now = within_reach(self.clock())
        day = study_day(now, self.settings.day_starts_at) if day is None else day
        return Stamp(moment(now), offset_of(now), day, self.device)

    @property
    def parameters(self) -> Parameters:
        """Return the parameters by which this learner's memory is predicted."""
        from aide_memoire.store.weights import parameters_in_force  # noqa: PLC0415  `due` needs no schedule

        return parameters_in_force(self.db)

    def with_setting(self, key: str, value: Any, deck: str = "") -> Workspace:
        """Set one setting of this learner, of all decks or of `deck`, on the disk too.

        Raises SettingsError where that cannot be.
        """
        from aide_memoire.config.files import write_setting  # noqa: PLC0415  a parser of TOML, for changes alone

        write_setting(self.paths.profile_settings(self.profile), key, value, deck)
        if deck:
            own = {**self.settings.decks.get(deck, {}), key: value}
            return self._replace(settings=self.settings._replace(decks={**self.settings.decks, deck: own}))
        return self._replace(settings=self.settings._replace(**{key: value}))

    def without_setting(self, key: str, deck: str = "") -> Workspace:
        """Let what stands behind the learner's own setting hold again. Raises SettingsError where that cannot be."""
        from aide_memoire.config.files import read_settings, remove_setting  # noqa: PLC0415  as above

        remove_setting(self.paths.profile_settings(self.profile), key, deck)
        settings, _ = read_settings(self.paths.settings_files(self.profile))
        if deck:
            return self._replace(settings=self.settings._replace(decks=settings.decks))
        return self._replace(settings=self.settings._replace(**{key: getattr(settings, key)}))

    def deck_path(self, deck: str) -> str:
        """Return the path of a deck's file, of several the one studied. Raises NotFoundError if no deck has this id."""
        entries = sorted(deck_files.deck_files(self.db), key=lambda entry: not entry.live)
        keys = [entry.path for entry in entries if entry.deck == deck]
        found = next((file.path for file in files.find_deck_files(self.places) if file.key in keys[:1]), None)
        if found or keys:
            return found or keys[0]
        known = ", ".join(entry.deck for entry in entries)
        raise NotFoundError(f"there is no deck “{sanitize(deck)}”", f"there is: {known or 'none yet'}")

    def reread(self) -> bool:
        """Read what changed on disk since the decks were last read. Returns whether anything had."""
        return refresh(self.db, self.places)

    def close(self) -> None:
        """Let go of the files; everything is saved already."""
        self.db.close()


def open_workspace(
    paths: Paths,
    profile: str,
    clock: Clock,
    entropy: Callable[[], int],
    decks: Sequence[str] = (),
    before_long_update: Callable[[], None] = lambda: None,
) -> Workspace:
    """Open a profile beside the decks of the folders `decks`, or of the usual places where none is given.

    Calls `before_long_update` if the file of an earlier version has to be updated and is large.
    Raises NotFoundError for a profile or folder that is not there, StoreError for files that cannot be used.
    """
    return _open(paths, profile, clock, entropy, deck_folders(paths, decks), before_long_update)


def open_other_profile(workspace: Workspace, profile: str, *, briefly: bool = False) -> Workspace:
    """Open another profile beside the same decks, by the same clock; see `store/connection.py: connect`."""
    return _open(workspace.paths, profile, workspace.clock, workspace.entropy, workspace.places, briefly=briefly)


def _open(
    paths: Paths,
    profile: str,
    clock: Clock,
    entropy: Entropy,
    places: tuple[str, ...],
    before_long_update: Callable[[], None] = lambda: None,
    *,
    briefly: bool = False,
) -> Workspace:
    profile_file, library_file = find_profile(paths, profile), paths.library(places)
    db = connect(profile_file, library_file, before_long_update, briefly=briefly)
    try:
        try:
            refresh(db, places)
        except DamagedStoreError:  # more likely the decks' file, which can be made anew, than the progress
            db.close()
            remove_library(library_file)
            db = connect(profile_file, library_file, briefly=briefly)
            refresh(db, places)
        settings, problems = _settings(db, paths, profile)
        device = writer_id(paths, entropy)
        _follow_clock(db, lambda: moment(within_reach(clock())))
    except BaseException:
        db.close()
        raise
    return Workspace(db, paths, profile, places, settings, device, clock, entropy, problems)


def _follow_clock(db: sqlite3.Connection, present: Callable[[], int]) -> None:
    if not is_settled(db, present):
        from aide_memoire.store.clock import follow_clock  # noqa: PLC0415  it loads the whole log, nearly never needed

        follow_clock(db, present())


def deck_folders(paths: Paths, decks: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the folders that decks come from: the given ones, else the shipped ones and the learner's own."""
    if not decks:
        return shipped_folder(), paths.decks
    for folder in decks:
        if not os.path.isdir(folder):
            raise NotFoundError(f"there is no folder {sanitize(folder)}", "--decks takes a folder of .toml files")
    return tuple(os.path.abspath(folder) for folder in decks)


def _settings(db: sqlite3.Connection, paths: Paths, profile: str) -> tuple[Settings, tuple[SettingProblem, ...]]:
    """Return the learner's settings, and what of them cannot be used.

    Their files are parsed only when one of them has changed.
    """
    files_of_settings = paths.settings_files(profile)
    stamp = " ".join(_stamp(path) for path in files_of_settings)
    if not stamp.strip():
        return Settings(), ()
    import json  # noqa: PLC0415  without settings, `due` does without it

    key = sanitize(files_of_settings[-1])
    cached = deck_files.cached_value(db, key, stamp)
    if cached is not None:
        values, problems = json.loads(cached)
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}  # JSON has no tuples
        return Settings(**{**values, **lists}), tuple(SettingProblem(*each) for each in problems)
    from aide_memoire.config.files import read_settings  # noqa: PLC0415  a parser of TOML, for changed settings alone

    settings, problems = read_settings(files_of_settings)
    deck_files.cache_value(db, key, stamp, json.dumps([settings._asdict(), problems]))
    return settings, problems


def _stamp(path: str) -> str:
    """Return what changes whenever a file does; "" where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino} {len(Settings._fields)}"
