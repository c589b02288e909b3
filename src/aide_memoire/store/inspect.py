"""Check progress files: compare the projections with the log, summarize a file, find damage, copy a file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from aide_memoire.atomic_files import sync_file
from aide_memoire.core.errors import DamagedStoreError, NewerStoreError, StoreError
from aide_memoire.core.event import moment_of
from aide_memoire.store import projections
from aide_memoire.store.connection import CACHE, guard_log
from aide_memoire.store.errors import UNUSABLE_CODES, translate_errors
from aide_memoire.store.event_rows import FOLLOWED, mismatching_events
from aide_memoire.store.schema import PROJECTION_TABLES, REBUILT_BEFORE, VERSION, check_schema
from aide_memoire.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aide_memoire.core.callbacks import OnProgress


def differing_projections(
    db: sqlite3.Connection, on_progress: OnProgress | None = None, now: int | None = None
) -> list[str]:
    """Return the names of the projection tables that differ from a rebuild at the moment `now`. Changes nothing."""
    with translate_errors():
        db.execute("BEGIN IMMEDIATE")
        try:
            for table in PROJECTION_TABLES:
                db.execute(f"CREATE TEMP TABLE was_{table} AS SELECT * FROM main.{table}")
            projections.rebuild(db, on_progress, now)
            return [table for table in PROJECTION_TABLES if _differs(db, table)]
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


def rebuild_projections(db: sqlite3.Connection, on_progress: OnProgress | None = None, now: int | None = None) -> None:
    """Rebuild all projections from the log in one transaction, as they are at the moment `now`."""
    with transaction(db):
        projections.rebuild(db, on_progress, now)


def _differs(db: sqlite3.Connection, table: str) -> bool:
    """Return whether a table has other rows than before."""
    now, was = f"SELECT * FROM main.{table}", f"SELECT * FROM temp.was_{table}"
    found = db.execute(
        f"SELECT EXISTS (SELECT * FROM ({now} EXCEPT {was})) OR EXISTS (SELECT * FROM ({was} EXCEPT {now}))"
    ).fetchone()[0]
    return bool(found)


_WAIT = 0.25  # seconds
_WAIT_OF_A_LIST = 0.02  # seconds for each file: a list of profiles looks into all of them
_OFTEN = 20_000  # of SQLite's virtual machine, between two calls of `stopped`: some milliseconds
_MOST_FAULTS = 5

SQLITE_VERSION = sqlite3.sqlite_version
DatabaseError = sqlite3.Error


class Glance(NamedTuple):
    """A summary of a progress file."""

    events: int
    newest: int | None  # the time of the newest event, in milliseconds
    questions: int  # questions with progress; without a deck index, cards
    last_day: int | None  # the newest study day with a review


def look_into(path: str, library: str = "") -> Glance:
    """Return a summary of a file. `library` is the path of the deck index, which knows the questions of the cards.

    Raises StoreError if it is no progress file that this version can read.
    """
    with _reading(path, wait=_WAIT_OF_A_LIST) as db:
        events, newest = db.execute("SELECT count(*), max(id) FROM event").fetchone()
        begun, last_day = db.execute("SELECT count(*), max(last_day) FROM memory").fetchone()
        if os.path.exists(library):
            db.execute("ATTACH ? AS lib", (_uri(library),))
            begun = db.execute(
                "SELECT count(DISTINCT coalesce(c.question, m.card)) FROM memory m"
                " LEFT JOIN lib.card c ON c.id = m.card"
            ).fetchone()[0]
    return Glance(events, moment_of(newest) if newest else None, begun, last_day)


def last_event(path: str) -> tuple[int, str]:
    """Return the number of events of a file, and the id of the newest that it follows. Together they identify a log."""
    with _reading(path) as db:
        has_held = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'held'").fetchone()
        followed = f"WHERE {FOLLOWED}" if has_held else ""
        events = db.execute("SELECT count(*) FROM event").fetchone()[0]
        newest = db.execute(f"SELECT e.id FROM event e {followed} ORDER BY e.id DESC LIMIT 1").fetchone()
    return events, newest[0] if newest else ""


def last_study_day(path: str, latest: int) -> int | None:
    """Return the study day of the newest event of a file that is not after the day `latest`. None if it is empty.

    If all are after that day, it is the day of the newest one.
    """
    with _reading(path) as db:
        newest = "ORDER BY id DESC LIMIT 1"
        row = db.execute(f"SELECT day FROM event WHERE day <= ? {newest}", (latest,)).fetchone()
        row = row or db.execute(f"SELECT day FROM event {newest}").fetchone()
    return int(row[0]) if row else None


def find_faults(path: str, stopped: Callable[[], bool] | None = None, *, each_line: bool = False) -> list[str]:
    """Return some faults of a file, or an empty list if it is intact. `each_line` also compares the checksum of each
    event, which takes a second for 100,000.

    Raises StoreError if it is no progress file that this version can read, or if `stopped` returned true.
    """
    try:
        with _reading(path, stopped) as db:
            return integrity(db) or (_other_lines(db) if each_line else [])
    except DamagedStoreError as error:
        return [error.message]


def integrity(db: sqlite3.Connection) -> list[str]:
    """Return at most five faults of an open file, or an empty list if it is intact."""
    try:
        rows = db.execute(f"PRAGMA main.integrity_check({_MOST_FAULTS})").fetchall()
        unreadable = db.execute("SELECT count(*) FROM event WHERE NOT json_valid(data)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", -1) == sqlite3.SQLITE_INTERRUPT:
            raise
        return [str(error)]
    found = [] if rows == [("ok",)] else [str(row[0]).replace("\n", " ") for row in rows]
    return [*found, *([f"{unreadable} events in the log cannot be read"] if unreadable else [])]


def has_damage(path: str) -> bool:
    """Return whether a file is there and is no intact database of SQLite."""
    if not os.path.exists(path):
        return False
    try:
        with closing(sqlite3.connect(_uri(path), uri=True, timeout=_WAIT)) as db:
            return bool(db.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)])
    except sqlite3.Error as error:
        return is_damage(error)


def is_damage(error: DatabaseError) -> bool:
    """Return whether an error of SQLite says that a file is damaged or holds something else."""
    return getattr(error, "sqlite_errorcode", -1) & 0xFF in UNUSABLE_CODES


def _other_lines(db: sqlite3.Connection) -> list[str]:
    """Return a fault if events are not what was saved, where there are checksums."""
    if db.execute("PRAGMA user_version").fetchone()[0] < REBUILT_BEFORE:
        return []
    number = mismatching_events(db)
    verb = "event in the log is" if number == 1 else "events in the log are"
    return [f"{number} {verb} not what was saved"] if number else []


def copy_file(path: str, target: str, stopped: Callable[[], bool] | None = None) -> None:
    """Copy a progress file, which may be in use, into the empty file `target`, and flush it to the disk.

    Raises StoreError if that fails or `stopped` returned true; the caller must then delete `target`.
    """
    with _reading(path, stopped) as db:
        db.execute("VACUUM main INTO ?", (target,))
    with translate_errors():
        sync_file(target)


def sync_folder(path: str) -> None:
    """Flush the names in a folder to the disk, if the system supports it."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _reading(
    path: str, stopped: Callable[[], bool] | None = None, *, wait: float = _WAIT
) -> Iterator[sqlite3.Connection]:
    """Open a progress file read-only. SQLite interrupts a statement if `stopped` returns true."""
    guard_log(path)
    with (
        translate_errors(path),
        closing(sqlite3.connect(_uri(path), uri=True, timeout=wait, isolation_level=None)) as db,
    ):
        if stopped is not None:
            db.set_progress_handler(stopped, _OFTEN)
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute(f"PRAGMA cache_size = -{CACHE}")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise NewerStoreError(f"a later version of aide-memoire wrote {path}", "update aide-memoire to use it")
        if version == 0:
            raise StoreError(f"there is no progress in {path}")
        check_schema(db, path)
        yield db


def _uri(path: str) -> str:
    return f"file:{quote(os.path.abspath(path))}?mode=ro"
