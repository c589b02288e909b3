"""Run durable transactions on a progress file, which may be deleted or replaced while it is open."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire.atomic_files import part_beside, put_new
from aide_memoire.core.errors import StoreError
from aide_memoire.store.errors import translate_errors

if TYPE_CHECKING:
    from collections.abc import Iterator


class ProfileConnection(sqlite3.Connection):
    """An open progress file with its path: if it was deleted or replaced, SQLite would write to the lost file."""

    place = ""
    identity: tuple[int, int] | None = None
    writes = 0
    """The number of writes to the log through this connection; see `log.log_revision`."""
    _was_put_back = False

    def check_place(self) -> None:
        """Raise StoreError if the open file is no longer the one at its path. A deleted file is first restored."""
        if self._was_put_back:
            raise StoreError(f"the progress file was deleted while it was open, and put back ({self.place})", _REOPEN)
        found = file_identity(self.place)
        if found == self.identity:
            return
        if found is not None:
            raise StoreError(f"another file was put in the place of the progress file ({self.place})", _REOPEN)
        self._put_back()
        message = (
            f"the progress file was deleted while it was open ({self.place}); it was put back, with all before this"
        )
        raise StoreError(message, _REOPEN)

    def _put_back(self) -> None:
        """Write everything that was saved to the path again."""
        os.makedirs(os.path.dirname(self.place), mode=0o700, exist_ok=True)
        # SQLite would apply the write-ahead log of the deleted file to the new file.
        if self.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise StoreError(f"the progress file was deleted while two programs had it open ({self.place})", _REOPEN)
        with part_beside(self.place) as part:
            self.execute("VACUUM main INTO ?", (part,))
            put_new(part, self.place)
        self._was_put_back = True


_REOPEN = "leave aide-memoire and open it again to go on"


def file_identity(path: str) -> tuple[int, int] | None:
    """Return a value that identifies the file at this path, or None if there is none."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """Run a transaction and increase the revision of the log."""
    with transaction(db):
        yield
    if isinstance(db, ProfileConnection):
        db.writes += 1


@contextmanager
def large_cache(db: sqlite3.Connection) -> Iterator[None]:
    """Let SQLite keep 64 MB of pages in memory, for work that goes through a whole file, and not in its order."""
    (before,) = db.execute("PRAGMA main.cache_size").fetchone()
    db.execute("PRAGMA main.cache_size = -65536")
    try:
        yield
    finally:
        db.execute(f"PRAGMA main.cache_size = {before}")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Run a transaction that is on the disk at the end, or rolled back. Raises StoreError if it cannot be saved."""
    with translate_errors(db.place if isinstance(db, ProfileConnection) else ""):
        if isinstance(db, ProfileConnection):
            db.check_place()
        try:
            db.execute("BEGIN IMMEDIATE")
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
