"""Translate the errors of SQLite and of the operating system into errors that a learner can act on."""

from __future__ import annotations

import errno
import os
import sqlite3

from aide_memoire.core.errors import BusyStoreError, DamagedStoreError, StoreError

RESTORE_HINT = "aide-memoire doctor --restore puts a copy in its place, with every review that can still be read"
"""The hint for a damaged file."""

UNUSABLE_CODES = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)
"""What a damaged file can make of a statement. The last one: it lacks a table, or tells an unknown format."""

IN_USE_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_MORE = (
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
)
"""What a full disk may be too: SQLite knows one error of such a disk, and neither a quota nor a limit of a size."""

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
    **dict.fromkeys(
        _NO_MORE,
        StoreError("the disk is full, or fails", "make room, or have your quota raised: nothing is lost"),
    ),
}  # fmt: skip
_ROOM = "make room, or have your quota raised, then try again"
_HINTS = {
    errno.ENOSPC: _ROOM,
    errno.EFBIG: _ROOM,
    getattr(errno, "EDQUOT", errno.ENOSPC): _ROOM,  # Windows has no quota of that name
    errno.EIO: "check the disk, then try again",
    errno.ENAMETOOLONG: "choose a shorter path",
}

_LITTLE = 64 * 1024  # bytes: less than a transaction needs beside the file


def _has_no_room(path: str) -> bool:
    """Return whether the disk of the progress file is full, which SQLite calls an input or output error in places."""
    try:
        disk = os.statvfs(os.path.dirname(path))
    except (OSError, AttributeError):  # Windows has no such function
        return False
    return disk.f_bavail * disk.f_frsize < _LITTLE


def _unknown(error: sqlite3.Error, code: int) -> StoreError:
    message = f"the progress file cannot be used: {error}"
    return DamagedStoreError(message, RESTORE_HINT) if code == sqlite3.SQLITE_ERROR else StoreError(message)


class translate_errors:  # noqa: N801  it reads as `suppress` does, and takes half as long as a generator
    """Raise the errors of SQLite and of the operating system as a `StoreError` with a hint."""

    def __init__(self, path: str = "") -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin the block whose errors are translated."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise the translation of the error that the block ended with, if there is one."""
        translated = _translated(error, self._path) if error else None
        if translated:
            raise translated from error


def _translated(error: BaseException, path: str) -> StoreError | None:
    """Return what an error means to the learner, or None for one of another kind."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", -1)
        if code & 0xFF == sqlite3.SQLITE_IOERR and path and _has_no_room(path):
            code = sqlite3.SQLITE_FULL
        known = _CODES.get(code) or _CODES.get(code & 0xFF) or _unknown(error, code & 0xFF)
        return type(known)(f"{known.message}{f' ({path})' if path else ''}", known.hint)
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        hint = _HINTS.get(error.errno or 0, "check the folder's permissions")
        return StoreError(f"{error.strerror or error}{where}", hint)
    if isinstance(error, UnicodeError):  # also if the message of SQLite itself is no valid text
        where = f" ({path})" if path else ""
        return DamagedStoreError(f"the progress file holds text that is none{where}", RESTORE_HINT)
    return None
