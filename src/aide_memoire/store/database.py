"""Opening a profile's file, and the errors that SQLite gives while it is used.

One file holds one learner's log and what is derived from it. A second one, `lib`, holds the decks as they were
last read: it can be deleted at any time.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from aide_memoire.core.errors import BusyStoreError, DamagedStoreError, NewerStoreError, StoreError
from aide_memoire.core.sanitize import sanitize_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    OnProgress = Callable[[int, int], None]

VERSION = 2
LIB_VERSION = 5
_WAIT = 5.0  # seconds for another program to let go of the file
_PAGES_OF_LOG = 4000  # a long day's answers: they are folded in on leaving, not while someone waits for a question

_LOG = """
CREATE TABLE event (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL, offset TEXT NOT NULL,
  day INTEGER NOT NULL, device TEXT NOT NULL, card TEXT NOT NULL, data TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_action ON event (action);
CREATE INDEX event_card ON event (card);
CREATE INDEX event_link ON event (card) WHERE kind = 'link';
"""

_DERIVED = """
CREATE TABLE undone (action TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE memory (
  card TEXT PRIMARY KEY, note TEXT NOT NULL, deck TEXT NOT NULL, state TEXT NOT NULL, step INTEGER,
  stability REAL NOT NULL, difficulty REAL NOT NULL, last_day INTEGER NOT NULL, due_day INTEGER NOT NULL,
  due_at INTEGER, introduced INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_due ON memory (state, due_day, note);
CREATE INDEX memory_deck ON memory (deck, state, due_day, last_day, stability);
CREATE INDEX memory_note ON memory (note, due_day, state);
CREATE INDEX memory_last_day ON memory (last_day);
CREATE INDEX memory_introduced ON memory (introduced);
CREATE INDEX memory_lapses ON memory (lapses, difficulty);
CREATE TABLE hold (
  card TEXT PRIMARY KEY, suspended INTEGER NOT NULL, buried INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
  deck TEXT NOT NULL, day INTEGER NOT NULL, was TEXT NOT NULL, questions INTEGER NOT NULL,
  again INTEGER NOT NULL, hard INTEGER NOT NULL, good INTEGER NOT NULL, easy INTEGER NOT NULL,
  took INTEGER NOT NULL, PRIMARY KEY (deck, day, was)
) STRICT, WITHOUT ROWID;
"""

_DERIVED_1 = """
CREATE TABLE undone (action TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE memory (
  card TEXT PRIMARY KEY, note TEXT NOT NULL, deck TEXT NOT NULL, state TEXT NOT NULL, step INTEGER,
  stability REAL NOT NULL, difficulty REAL NOT NULL, last_day INTEGER NOT NULL, due_day INTEGER NOT NULL,
  due_at INTEGER, introduced INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_due ON memory (state, due_day);
CREATE INDEX memory_note ON memory (note);
CREATE INDEX memory_last_day ON memory (last_day);
CREATE INDEX memory_introduced ON memory (introduced);
CREATE TABLE hold (
  card TEXT PRIMARY KEY, suspended INTEGER NOT NULL, buried INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
  day INTEGER NOT NULL, deck TEXT NOT NULL, was TEXT NOT NULL, questions INTEGER NOT NULL,
  again INTEGER NOT NULL, hard INTEGER NOT NULL, good INTEGER NOT NULL, easy INTEGER NOT NULL,
  took INTEGER NOT NULL, PRIMARY KEY (day, deck, was)
) STRICT, WITHOUT ROWID;
"""
"""What version 1 derived from the same log, as it was: files of it are known by this, so it never changes."""

_LIB_SCHEMA = """
CREATE TABLE lib.file (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, position INTEGER NOT NULL,
  deck TEXT NOT NULL, title TEXT NOT NULL, head TEXT NOT NULL, notes INTEGER NOT NULL, cards INTEGER NOT NULL,
  errors INTEGER NOT NULL, warnings INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX lib.file_position ON file (position);
CREATE TABLE lib.note (
  file INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (id, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX lib.note_position ON note (file, position);
CREATE TABLE lib.card (
  number INTEGER PRIMARY KEY, file INTEGER NOT NULL, id TEXT NOT NULL, note TEXT NOT NULL, question TEXT NOT NULL,
  position INTEGER NOT NULL, mix INTEGER NOT NULL, bury_with TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
  answer TEXT NOT NULL, tags TEXT NOT NULL, search TEXT NOT NULL, UNIQUE (id, file)
) STRICT;
CREATE INDEX lib.card_position ON card (file, position);
CREATE TABLE lib.answer (
  file INTEGER NOT NULL, key TEXT NOT NULL, card TEXT NOT NULL, question TEXT NOT NULL, like TEXT NOT NULL,
  place INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE INDEX lib.answer_key ON answer (file, key);
CREATE INDEX lib.answer_question ON answer (question) WHERE like != '';
CREATE INDEX lib.answer_like ON answer (file, like, place);
CREATE TABLE lib.kept (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


def _statements(script: str) -> frozenset[str]:
    return frozenset(" ".join(statement.split()) for statement in script.split(";\n") if statement.strip())


_OURS = {1: _statements(_LOG + _DERIVED_1), VERSION: _statements(_LOG + _DERIVED)}
"""What a file of each version holds."""

_SQLITES_OWN = frozenset(
    ("CREATE TABLE sqlite_stat1(tbl,idx,stat)", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)")
)
"""What `ANALYZE` makes."""

RESTORE = "aide-memoire doctor --restore puts a copy in its place, with every review that can still be read"
"""What to do about a damaged file."""

_UNUSABLE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CODES = {
    sqlite3.SQLITE_BUSY: BusyStoreError("the progress file is in use by another program", "try again in a moment"),
    sqlite3.SQLITE_LOCKED: BusyStoreError("the progress file is in use by another program", "try again in a moment"),
    sqlite3.SQLITE_FULL: StoreError("the disk is full", "make room, then answer again: nothing is lost"),
    sqlite3.SQLITE_READONLY: StoreError("the progress file cannot be written", "check who owns it"),
    sqlite3.SQLITE_CORRUPT: DamagedStoreError("the progress file is damaged", RESTORE),
    sqlite3.SQLITE_NOTADB: DamagedStoreError("the progress file is no aide-memoire profile", RESTORE),
    sqlite3.SQLITE_IOERR: StoreError("the disk does not answer", "check it, then try again"),
    sqlite3.SQLITE_CANTOPEN: StoreError("the progress file cannot be opened", "check the folder's permissions"),
    sqlite3.SQLITE_PERM: StoreError("the progress file may not be used", "check who owns it"),
}  # fmt: skip


@contextmanager
def told(path: str = "") -> Iterator[None]:
    """Turn what SQLite or the system says into a `StoreError` that a person can do something about."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", -1) & 0xFF
        known = _CODES.get(code, StoreError(f"the progress file cannot be used: {error}"))
        raise type(known)(f"{known.message}{f' ({path})' if path else ''}", known.hint) from error
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise StoreError(f"{error.strerror or error}{where}", "check the folder's permissions") from error
    except UnicodeError as error:  # also where SQLite's own words are none
        where = f" ({path})" if path else ""
        raise DamagedStoreError(f"the progress file holds text that is none{where}", RESTORE) from error


class _OpenProfile(sqlite3.Connection):
    """An open progress file that knows where it lies: deleted or replaced, SQLite would go on writing into nothing."""

    place = ""
    identity: tuple[int, int] | None = None
    _was_put_back = False

    def check_place(self) -> None:
        """Raise StoreError where the file is no longer the one at its place; a deleted one is put back first."""
        if self._was_put_back:
            raise StoreError(f"the progress file was deleted while it was open, and put back ({self.place})", _REOPEN)
        found = _identity(self.place)
        if found == self.identity:
            return
        if found is not None:
            raise StoreError(f"another file was put in the place of the progress file ({self.place})", _REOPEN)
        self._put_back()
        told = f"the progress file was deleted while it was open ({self.place}); it was put back, with all before this"
        raise StoreError(told, _REOPEN)

    def _put_back(self) -> None:
        """Write all that was saved to where it belongs."""
        from aide_memoire.files import part_beside, put_new  # noqa: PLC0415  `due` writes no files

        os.makedirs(os.path.dirname(self.place), mode=0o700, exist_ok=True)
        # A log of the deleted file would be taken for one of the new file's.
        if self.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise StoreError(f"the progress file was deleted while two programs had it open ({self.place})", _REOPEN)
        with part_beside(self.place) as part:
            self.execute("VACUUM main INTO ?", (part,))
            put_new(part, self.place)
        self._was_put_back = True


_REOPEN = "leave aide-memoire and open it again to go on"


def _identity(path: str) -> tuple[int, int] | None:
    """Return what tells a file from any other that may come to its place; None where there is none."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def connect(path: str, lib_path: str) -> sqlite3.Connection:
    """Open a profile's file and the decks beside it, making both where they are not there.

    Raises StoreError where a file cannot be used, NewerStoreError where a later version wrote it.
    """
    with told(path):
        guard_log(path)
        _make_private(path)
        db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, factory=_OpenProfile)
        try:
            db.place, db.identity = path, _identity(path)
            _prepare(db, path)
            _attach(db, lib_path)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or nothing; on leaving, it is on the disk. Raises StoreError where it cannot be."""
    with told(db.place if isinstance(db, _OpenProfile) else ""):
        if isinstance(db, _OpenProfile):
            db.check_place()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def fold_log_in(path: str) -> None:
    """Move what SQLite's write-ahead log holds into the file itself, so that the file can be moved.

    Raises BusyStoreError where another program has it open, DamagedStoreError where it is no whole database.
    """
    guard_log(path)
    with told(path):
        db = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode = DELETE")  # unlike a checkpoint, only without any other connection
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _IN_USE:
                raise
            raise BusyStoreError(
                f"the profile is in use by another program ({path})", "close it there first"
            ) from error
        finally:
            db.close()


def check_schema(db: sqlite3.Connection, path: str, *, whole: bool = True) -> None:
    """Refuse a file with anything but our own tables: a view or a trigger in their place would do as it likes.

    A `whole` file has all of them. Raises DamagedStoreError.
    """
    found = {" ".join(sql.split()): name for name, sql in db.execute("SELECT name, sql FROM main.sqlite_master") if sql}
    ours = _OURS.get(db.execute("PRAGMA main.user_version").fetchone()[0], _OURS[VERSION])
    for sql in found.keys() - ours - _SQLITES_OWN:
        told = f"the progress file holds what aide-memoire never put there: {sanitize_line(found[sql])[:40]} ({path})"
        raise DamagedStoreError(told, RESTORE)
    if whole and (missing := ours - found.keys()):
        name = min(missing).split()[2]
        raise DamagedStoreError(f"the progress file lacks its {name} ({path})", RESTORE)


def guard_log(path: str) -> None:
    """Refuse what is no ordinary file, and an empty one with a write-ahead log beside it.

    The one could keep us waiting; of the other SQLite would delete the log, and the reviews in it.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise StoreError(f"the progress file is no ordinary file ({path})", "move it away, then try again")
    with suppress(FileNotFoundError):
        if os.path.getsize(f"{path}-wal") and not (os.path.exists(path) and os.path.getsize(path)):
            raise DamagedStoreError(f"the progress file is empty, its write-ahead log is not ({path})", RESTORE)


def _make_private(path: str) -> None:
    """Make the file readable by its owner alone before anything is in it."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    if not os.path.exists(path):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(db: sqlite3.Connection, path: str) -> None:
    db.execute("PRAGMA trusted_schema = OFF")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise NewerStoreError(
            f"a later version of aide-memoire wrote the progress file ({path})",
            "update aide-memoire to use it",
        )
    check_schema(db, path, whole=version > 0)
    db.execute("PRAGMA synchronous = FULL")
    db.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_OF_LOG}")
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":  # a new file, or a copy that was put in its place
        db.execute("PRAGMA journal_mode = WAL")
    if version < VERSION:
        _migrate(db)


def _migrate(db: sqlite3.Connection) -> None:
    """Make a new file, or make anew what an earlier version derived from the log, which stays as it is."""
    with transaction(db):
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            _run(db, _LOG + _DERIVED)
        elif version < VERSION:  # another process may have been faster
            from aide_memoire.store.derived import rebuild  # noqa: PLC0415  it builds on this module

            for table in ("undone", "memory", "hold", "tally"):
                db.execute(f"DROP TABLE {table}")
            _run(db, _DERIVED)
            rebuild(db)
        db.execute(f"PRAGMA user_version = {VERSION}")


def _attach(db: sqlite3.Connection, path: str) -> None:
    """Attach the decks' file; one of another version, or a damaged one, is made anew."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise StoreError(f"the decks' file is no ordinary file ({path})", "move it away, then try again")
    except FileNotFoundError:
        _make_private(path)
    try:
        _try_attach(db, path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_NOTADB) & 0xFF not in _UNUSABLE:
            raise
        _detach(db)
        remove_library(path)
        _make_private(path)
        _try_attach(db, path)


def remove_library(path: str) -> None:
    """Delete the decks as they were last read; they are read again the next time."""
    for ending in ("", "-journal"):
        if os.path.exists(path + ending):
            os.unlink(path + ending)


def _detach(db: sqlite3.Connection) -> None:
    """Let go of the decks' file, if it is attached."""
    if any(row[1] == "lib" for row in db.execute("PRAGMA database_list")):
        db.execute("DETACH lib")


def _try_attach(db: sqlite3.Connection, path: str) -> None:
    db.execute("ATTACH ? AS lib", (path,))
    db.execute("PRAGMA lib.synchronous = OFF")
    version = db.execute("PRAGMA lib.user_version").fetchone()[0]
    if version == LIB_VERSION:
        return
    if version:
        raise sqlite3.DatabaseError("another version")
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA lib.user_version").fetchone()[0] == 0:
        _run(db, _LIB_SCHEMA)
        db.execute(f"PRAGMA lib.user_version = {LIB_VERSION}")
    db.execute("COMMIT")


def _run(db: sqlite3.Connection, script: str) -> None:
    """Run several statements within the transaction, which `executescript` would commit first."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
