"""Let one sync run at a time in a data folder: two could write the same lines."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from aide_memoire.core.errors import BusyStoreError, StoreError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aide_memoire.paths import Paths


@contextmanager
def syncing(paths: Paths) -> Iterator[None]:
    """Hold the lock, which the system releases if the process ends. Raises BusyStoreError if another one has it."""
    path = os.path.join(paths.data, "sync.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
    except OSError as error:
        raise StoreError(f"{error.strerror} ({path})", "check its permissions, or move it away") from error
    try:
        if not _lock(handle):
            raise BusyStoreError("another sync is under way", "try again in a moment")
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Lock an open file. Returns False if another process has. A disk that knows no locks is taken as free."""
    if sys.platform == "win32":
        take: Callable[[], None] = partial(msvcrt.locking, handle, msvcrt.LK_NBLCK, 1)
    else:
        take = partial(fcntl.flock, handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        take()
    except (BlockingIOError, PermissionError):  # the second is how Windows says it
        return False
    except OSError:
        return True
    return True
