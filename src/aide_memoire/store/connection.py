"""Open the SQLite files of a profile.

The progress file contains the log of one learner and its projections. A second file, attached as `lib`, contains the
deck index: it is a cache and can be deleted at any time.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from aide_memoire.core.errors import BusyStoreError, DamagedStoreError, NewerStoreError, StoreError
from aide_memoire.store.errors import IN_USE_CODES, RESTORE_HINT, UNUSABLE_CODES, translate_errors
from aide_memoire.store.schema import LIBRARY_TABLES, LIBRARY_VERSION, REBUILT_BEFORE, VERSION, check_schema, run_script
from aide_memoire.store.transaction import ProfileConnection, file_identity

if TYPE_CHECKING:
    from collections.abc import Callable

_WAIT = 5.0  # seconds to wait for another program that has locked the file
_BRIEF_WAIT = 0.25  # the same on a screen, where no key is answered meanwhile
_LARGE = 4 * 1024 * 1024  # bytes: the update of a larger file takes longer than a second
CACHE = 500  # KiB of pages of each file: what more would hold, the system's own cache has
_PAGES_OF_LOG = 4000  # the answers of a long day: the checkpoint runs at exit, not while a learner waits for a question


def connect(
    path: str, lib_path: str, before_long_update: Callable[[], None] = lambda: None, *, briefly: bool = False
) -> sqlite3.Connection:
    """Open the progress file of a profile and its deck index. Creates the files that do not exist.

    Calls `before_long_update` if the file is of an earlier version and so large that its update takes a while.
    `briefly`: another program that has locked it is not waited for longer than a learner at a screen does.
    Raises StoreError if a file cannot be used, NewerStoreError if a later version of the program wrote it.
    """
    with translate_errors(path):
        guard_log(path)
        _make_private(path)
        wait = min(_WAIT, _BRIEF_WAIT) if briefly else _WAIT
        db = sqlite3.connect(path, timeout=wait, isolation_level=None, factory=ProfileConnection)
        try:
            db.place, db.identity = path, file_identity(path)
            _prepare(db, path, before_long_update)
            _attach(db, lib_path)
        except BaseException:
            db.close()
            raise
    return db


def wait_briefly(db: sqlite3.Connection) -> None:
    """Wait only a moment from now on for another program that has locked a file: the learner is told."""
    _set_wait(db, min(_WAIT, _BRIEF_WAIT))


def wait_no_longer(db: sqlite3.Connection) -> None:
    """Wait no more for another program that has locked a file, until `wait_briefly`: the learner has waited already."""
    _set_wait(db, 0)


def _set_wait(db: sqlite3.Connection, seconds: float) -> None:
    with suppress(sqlite3.ProgrammingError):  # it is closed
        db.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def fold_log_in(path: str) -> None:
    """Move the content of SQLite's write-ahead log into the file, so that the file can be moved.

    Raises BusyStoreError if another program has it open, DamagedStoreError if it is no valid database.
    """
    guard_log(path)
    with translate_errors(path):
        db = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode = DELETE")  # unlike a checkpoint, it fails if there is another connection
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in IN_USE_CODES:
                raise
            raise BusyStoreError(
                f"the profile is in use by another program ({path})", "close it there first"
            ) from error
        finally:
            db.close()


def guard_log(path: str) -> None:
    """Raise StoreError if the path is no regular file, or an empty file with a write-ahead log beside it.

    Opening a pipe or a device could block. Beside an empty file, SQLite would delete the log and the reviews in it.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise StoreError(f"the progress file is not a regular file ({path})", "move it away, then try again")
    with suppress(FileNotFoundError):
        if os.path.getsize(f"{path}-wal") and not (os.path.exists(path) and os.path.getsize(path)):
            raise DamagedStoreError(f"the progress file is empty, its write-ahead log is not ({path})", RESTORE_HINT)


def _make_private(path: str) -> None:
    """Create an empty file that only its owner can read, if there is none."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    if not os.path.exists(path):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(db: sqlite3.Connection, path: str, before_long_update: Callable[[], None]) -> None:
    db.execute("PRAGMA trusted_schema = OFF")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise NewerStoreError(
            f"a later version of aide-memoire wrote the progress file ({path})",
            "update aide-memoire to use it",
        )
    check_schema(db, path, whole=version > 0)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA fullfsync = ON")  # of macOS alone, see `atomic_files.sync`
    db.execute(f"PRAGMA main.cache_size = -{CACHE}")
    db.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_OF_LOG}")
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":  # a new file, or a restored copy
        db.execute("PRAGMA journal_mode = WAL")
    if version < VERSION:
        from aide_memoire.store.migrations import migrate  # noqa: PLC0415  `due` opens files that are up to date

        if 0 < version < REBUILT_BEFORE and os.path.getsize(path) >= _LARGE:
            before_long_update()
        migrate(db)


def _attach(db: sqlite3.Connection, path: str) -> None:
    """Attach the deck index. If it is damaged or of another version, it is deleted and created again."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise StoreError(f"the decks' file is not a regular file ({path})", "move it away, then try again")
    except FileNotFoundError:
        _make_private(path)
    try:
        _try_attach(db, path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_NOTADB) & 0xFF not in UNUSABLE_CODES:
            raise
        _detach(db)
        remove_library(path)
        _make_private(path)
        _try_attach(db, path)


def remove_library(path: str) -> None:
    """Delete the deck index. The next start builds it again from the deck files."""
    for ending in ("", "-journal"):
        if os.path.exists(path + ending):
            os.unlink(path + ending)


def _detach(db: sqlite3.Connection) -> None:
    """Detach the deck index, if it is attached."""
    if any(row[1] == "lib" for row in db.execute("PRAGMA database_list")):
        db.execute("DETACH lib")


def _try_attach(db: sqlite3.Connection, path: str) -> None:
    db.execute("ATTACH ? AS lib", (path,))
    db.execute("PRAGMA lib.synchronous = OFF")
    db.execute(f"PRAGMA lib.cache_size = -{CACHE}")
    version = db.execute("PRAGMA lib.user_version").fetchone()[0]
    if version == LIBRARY_VERSION:
        return
    if version:
        raise sqlite3.DatabaseError("another version")
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA lib.user_version").fetchone()[0] == 0:
        run_script(db, LIBRARY_TABLES)
        db.execute(f"PRAGMA lib.user_version = {LIBRARY_VERSION}")
    db.execute("COMMIT")
