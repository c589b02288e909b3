"""Check a profile and its environment, repair what can be repaired, and say what to do about the rest."""

from __future__ import annotations

import os
import platform
import shutil
import stat
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire import __version__
from aide_memoire.config.files import unknown_decks
from aide_memoire.config.themes import read_themes
from aide_memoire.core.errors import AideMemoireError, NewerStoreError, SettingsError, StoreError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.formatting import counted
from aide_memoire.library.mistakes import files_with_mistakes
from aide_memoire.library.trouble import describe_lost, folder_trouble, way_to_carry_over
from aide_memoire.paths import check_folders, find_profile, is_profile_name
from aide_memoire.profiles.backups import FILE_ENDINGS, backups, is_sound
from aide_memoire.profiles.check import ERROR, OK, WARNING, Check
from aide_memoire.profiles.damage import explain_failure
from aide_memoire.profiles.log_checks import check_log
from aide_memoire.profiles.sync_check import check_sync
from aide_memoire.store import deck_files, inspect, log
from aide_memoire.store.card_state import orphaned_cards
from aide_memoire.store.lost_decks import find_lost_decks
from aide_memoire.store.projections import UNREPLAYABLE
from aide_memoire.store.schema import VERSION
from aide_memoire.workspace import deck_folders, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from aide_memoire.core.callbacks import Clock, Entropy, OnProgress
    from aide_memoire.paths import Paths
    from aide_memoire.profiles.backups import Backup
    from aide_memoire.workspace import Workspace

    Watch = Callable[[str], AbstractContextManager[OnProgress]]

_LOW_SPACE = 100 * 1024 * 1024  # bytes of free disk space
_PARTS = ("textual", "fsrs")


class StoredBackup(NamedTuple):
    """A backup, and whether it can be used."""

    backup: Backup
    sound: bool


class Report(NamedTuple):
    """The results of all checks, with the paths, versions and backups of the profile."""

    checks: tuple[Check, ...]
    places: Mapping[str, str | list[str]]
    versions: Mapping[str, str | int]
    backups: tuple[StoredBackup, ...]


class Case(NamedTuple):
    """The profile to check, and the options."""

    paths: Paths
    profile: str
    decks: Sequence[str]
    clock: Clock
    entropy: Entropy
    restore: str  # the command that restores the newest sound backup
    fix: bool
    watch: Watch
    sure: bool = False  # that the clock is right, even if most of the log lies ahead of it

    @property
    def file(self) -> str:
        """Return the path of the progress file."""
        return self.paths.profile(self.profile)


def examine(case: Case) -> Report:
    """Run all checks. With `case.fix`, repair permissions, the projections of the log, and what a wrong clock left.

    Raises NotFoundError if the profile has neither a file nor a backup.
    """
    if not is_profile_name(case.profile):
        find_profile(case.paths, case.profile)
    permissions = list(_permissions(case))  # first, as the repair can make it possible to open the file
    stored = tuple(StoredBackup(each, is_sound(each)) for each in _backups_of(case))
    if not stored:
        find_profile(case.paths, case.profile)
    found = (*_progress(case, stored), *permissions, _disk_space(case))
    return Report(found, _places(case), _versions(), stored)


def _progress(case: Case, stored: Sequence[StoredBackup]) -> Iterator[Check]:
    """Check the progress file and, if it can be opened, its content."""
    try:
        check_folders(case.paths)
    except StoreError as error:
        yield Check("file", ERROR, error.message, error.hint)
        return
    if not any(os.path.exists(case.file + ending) for ending in FILE_ENDINGS):
        if stored:
            yield Check("file", ERROR, f"there is no progress file ({case.file})", _restore_hint(case, stored))
        else:
            yield Check("file", OK, "there is none yet: it is made when you begin")
        return
    try:
        found = inspect.find_faults(case.file, each_line=True)
        if found:
            yield Check("file", ERROR, f"the progress file is damaged: {found[0]}", _restore_hint(case, stored))
            return
        workspace = open_workspace(case.paths, case.profile, case.clock, case.entropy, case.decks)
    except NewerStoreError as error:
        yield Check("file", ERROR, error.message, f"{error.hint}; or: {_restore_hint(case, stored)}")
        return
    except SettingsError as error:
        yield Check("settings", ERROR, error.message, error.hint)
        return
    except AideMemoireError as error:
        damaged = isinstance(error, StoreError) and os.access(case.file, os.R_OK | os.W_OK)
        yield Check("file", ERROR, error.message, _restore_hint(case, stored) if damaged else error.hint)
        return
    try:
        yield Check("file", OK, f"{counted(log.event_count(workspace.db), 'event')} in the log, every page whole")
        yield from _settings(workspace)
        yield _projections(case, workspace, stored)
        yield from check_log(workspace, fix=case.fix, sure=case.sure)
        yield from check_sync(workspace)
        yield from _orphans(workspace)
        yield from _decks(workspace)
        yield _backups(case, workspace, stored)
    except Exception as error:
        told = explain_failure(case.paths, case.profile, workspace.places, error) or error
        if not isinstance(told, AideMemoireError):
            raise
        yield Check("file", ERROR, told.message, told.hint)
    finally:
        workspace.close()


def _settings(workspace: Workspace) -> Iterator[Check]:
    """Tell what of the settings cannot be used, and which no deck goes by, and what in themes."""
    known = [file.deck for file in deck_files.deck_files(workspace.db)]
    files = workspace.paths.settings_files(workspace.profile)
    themes = read_themes(workspace.paths.themes).problems
    for problem in (*workspace.setting_problems, *unknown_decks(files, known), *themes):
        yield Check("settings", WARNING, f"{problem.path}:{problem.line}: {problem.message}", problem.hint)


def _projections(case: Case, workspace: Workspace, stored: Sequence[StoredBackup]) -> Check:
    """Compare the projections with a replay of the log."""
    try:
        with case.watch("replaying the log") as on_progress:
            different = inspect.differing_projections(workspace.db, on_progress, workspace.now())
        if different and case.fix:
            with case.watch("replaying the log") as on_progress:
                inspect.rebuild_projections(workspace.db, on_progress, workspace.now())
    except UNREPLAYABLE as error:
        message = f"the log holds an event that cannot be replayed: {sanitize_line(str(error))}"
        return Check("memory", ERROR, message, _restore_hint(case, stored))
    if not different:
        return Check("memory", OK, "what is remembered of each card is what the log says")
    tables = ", ".join(different)
    if case.fix:
        return Check("memory", OK, f"made anew from the log, which said otherwise: {tables}")
    return Check("memory", ERROR, f"not what the log says: {tables}", "doctor --fix makes them anew from the log")


def _orphans(workspace: Workspace) -> Iterator[Check]:
    lost = find_lost_decks(workspace.db)
    for deck in lost:
        message = f"{deck.deck}: {describe_lost(deck)}"
        forget = "" if deck.is_empty else f"; aide-memoire reset {deck.deck} forgets it"
        yield Check("orphans", WARNING, message, way_to_carry_over(deck) + forget)
    gone = {deck.deck for deck in lost}
    orphans = sum(deck not in gone for deck, *_ in orphaned_cards(workspace.db))
    if orphans:
        verb = "has" if orphans == 1 else "have"
        message = f"{counted(orphans, 'card')} with a history {verb} left the deck"
        yield Check("orphans", WARNING, message, "aide-memoire orphans")
    elif not lost:
        yield Check("orphans", OK, "every card with a history is in its deck")


def _decks(workspace: Workspace) -> Iterator[Check]:
    files = files_with_mistakes(workspace.db)
    unreadable = list(folder_trouble(workspace.places))
    yield from (Check("decks", ERROR, each.message, each.hint) for each in unreadable)
    wrong = [file for file in files if file.errors]
    for file in wrong:
        yield Check("decks", WARNING, f"{counted(file.errors, 'mistake')} in {file.path}", "aide-memoire check")
    for file in files:
        if not (file.live or file in wrong):
            yield Check("decks", WARNING, f"another deck has the id of {file.path}", "aide-memoire decks")
    if not (wrong or unreadable) and all(file.live for file in files):
        yield Check("decks", OK, f"{counted(len(files), 'deck')} without a mistake")


def _backups(case: Case, workspace: Workspace, stored: Sequence[StoredBackup]) -> Check:
    damaged = [each.backup.name for each in stored if not each.sound]
    newest = next((each.backup for each in stored if each.sound), None)
    events = log.event_count(workspace.db)
    if newest is not None:
        backup_events = inspect.last_event(newest.path)[0]
        if backup_events > events:
            message = f"the backup of {newest.name} has {counted(backup_events, 'event')}, the log only {events}"
            return Check("backups", WARNING, message, _restore_hint(case, stored))
    if damaged:
        return Check("backups", WARNING, f"damaged: {', '.join(damaged)}", "the others are whole; these are of no use")
    if newest is None:
        message = "none yet" if events else "nothing to keep yet"
        return Check("backups", OK, f"{message}: the app makes one on each day of study")
    return Check("backups", OK, f"{counted(len(stored), 'backup')}, the newest of {newest.name}")


def _restore_hint(case: Case, stored: Sequence[StoredBackup]) -> str:
    """Return the hint with the command that restores the profile, and the backup that it uses."""
    newest = next((each.backup for each in stored if each.sound), None)
    if newest is None:
        return f"{case.restore} (there is no sound backup: it keeps what can still be read)"
    return f"{case.restore} (the newest sound backup is of {newest.name})"


def _permissions(case: Case) -> Iterator[Check]:
    """Check that only the owner can read the progress, and that the owner can use it."""
    if os.name == "nt":
        return
    repaired = wrong = 0
    for path, wanted in _private(case):
        if case.fix and _mode(path) != wanted:
            with suppress(OSError):
                os.chmod(path, wanted)
                repaired += 1
        message = _wrong_permissions(path, wanted, "check who owns it" if case.fix else "doctor --fix mends it")
        if message is not None:
            wrong += 1
            yield message
    if not wrong:
        prefix = f"mended for {counted(repaired, 'path')}: " if repaired else ""
        yield Check("permissions", OK, f"{prefix}for you alone to read")


def _wrong_permissions(path: str, wanted: int, hint: str) -> Check | None:
    usable = os.access(path, os.R_OK | os.W_OK | (os.X_OK if os.path.isdir(path) else 0))
    if _mode(path) != wanted:
        message = f"{path} is {_mode(path):04o}, not {wanted:04o}"
        return Check("permissions", WARNING if usable else ERROR, message, hint)
    return None if usable else Check("permissions", ERROR, f"{path} cannot be used", "check who owns it")


def _mode(path: str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def _private(case: Case) -> Iterator[tuple[str, int]]:
    """Yield each existing private path with the mode that it should have, folders first."""
    folder = case.paths.backups(case.profile)
    for path in (case.paths.profiles, os.path.dirname(folder), folder, case.paths.removed):
        if os.path.exists(path):
            yield path, 0o700
    for path in (*(case.file + ending for ending in FILE_ENDINGS), *(each.path for each in _backups_of(case))):
        if os.path.exists(path):
            yield path, 0o600


def _backups_of(case: Case) -> list[Backup]:
    """Return the backups, or none if their folder cannot be read, which `_permissions` reports."""
    try:
        return backups(case.paths, case.profile)
    except StoreError:
        return []


def _disk_space(case: Case) -> Check:
    place = case.paths.data
    while not os.path.exists(place) and place != os.path.dirname(place):
        place = os.path.dirname(place)
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:  # on Windows, there may be no such drive
        return Check("space", ERROR, f"{place} cannot be used: {error.strerror}", "choose another with --data-dir")
    message = f"{free // 2**20:,} MB free for progress"
    if free < _LOW_SPACE:
        return Check("space", WARNING, f"only {message}", "make room: an answer that cannot be saved is not taken")
    return Check("space", OK, message)


def _places(case: Case) -> dict[str, str | list[str]]:
    paths = case.paths
    try:
        decks = [os.path.normpath(place) for place in deck_folders(paths, case.decks)]
    except AideMemoireError:
        decks = list(case.decks)
    return {
        "progress": case.file,
        "backups": paths.backups(case.profile),
        "removed": paths.removed,
        "config": list(paths.settings_files(case.profile)),
        "decks": decks,
        "cache": paths.cache,
    }


def _versions() -> dict[str, str | int]:
    versions: dict[str, str | int] = {
        "aide-memoire": __version__,
        "python": platform.python_version(),
        "sqlite": inspect.SQLITE_VERSION,
    }
    for part in _PARTS:
        with suppress(PackageNotFoundError):
            versions[part] = version(part)
    return {**versions, "progress": VERSION}
