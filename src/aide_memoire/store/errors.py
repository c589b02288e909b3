"""Translate the errors of SQLite and of the operating system into errors that a learner can act on."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire.core.errors import BusyStoreError, DamagedStoreError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


RESTORE_HINT = "aide-memoire doctor --restore puts a copy in its place, with every review that can still be read"
"""The hint for a damaged file."""

UNUSABLE_CODES = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)
"""What a damaged file can make of a statement. The last one: it lacks a table, or tells an unknown format."""

IN_USE_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CODES = {
    sqlite3.SQLITE_BUSY: BusyStoreError("the progress file is in use by another program", "try again in a moment"),
    sqlite3.SQLITE_LOCKED: BusyStoreError("the progress file is in use by another program", "try again in a moment"),
    sqlite3.SQLITE_FULL: StoreError("the disk is full", "make room, then answer again: nothing is lost"),
    sqlite3.SQLITE_READONLY: StoreError("the progress file cannot be written", "check who owns it"),
    sqlite3.SQLITE_CORRUPT: DamagedStoreError("the progress file is damaged", RESTORE_HINT),
    sqlite3.SQLITE_NOTADB: DamagedStoreError("the progress file is not an aide-memoire profile", RESTORE_HINT),
    sqlite3.SQLITE_IOERR: StoreError("the disk does not answer", "check it, then try again"),
    sqlite3.SQLITE_CANTOPEN: StoreError("the progress file cannot be opened", "check the folder's permissions"),
    sqlite3.SQLITE_PERM: StoreError("the progress file may not be used", "check who owns it"),
}  # fmt: skip


_LITTLE = 64 * 1024  # bytes: less than a transaction needs beside the file


def _has_no_room(path: str) -> bool:
    """Return whether the disk of the progress file is full, which SQLite calls an input or output error in places."""
    try:
        disk = os.statvfs(os.path.dirname(path))
    except (OSError, AttributeError):  # Windows has no such function
        return False
    return disk.f_bavail * disk.f_frsize < _LITTLE


@contextmanager
def translate_errors(path: str = "") -> Iterator[None]:
    """Raise the errors of SQLite and of the operating system as a `StoreError` with a hint."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", -1) & 0xFF
        if code == sqlite3.SQLITE_IOERR and path and _has_no_room(path):
            code = sqlite3.SQLITE_FULL
        unknown = f"the progress file cannot be used: {error}"
        kind = DamagedStoreError(unknown, RESTORE_HINT) if code == sqlite3.SQLITE_ERROR else StoreError(unknown)
        known = _CODES.get(code, kind)
        raise type(known)(f"{known.message}{f' ({path})' if path else ''}", known.hint) from error
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise StoreError(f"{error.strerror or error}{where}", "check the folder's permissions") from error
    except UnicodeError as error:  # also if the message of SQLite itself is no valid text
        where = f" ({path})" if path else ""
        raise DamagedStoreError(f"the progress file holds text that is none{where}", RESTORE_HINT) from error
