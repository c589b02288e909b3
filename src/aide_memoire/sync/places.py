"""Find the transport for a place: a folder, or a server by its URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.sync.folder import Folder

if TYPE_CHECKING:
    from aide_memoire.sync.transport import Transport

_URL = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_POSTGRES = ("postgresql", "postgres")


def open_place(place: str) -> Transport:
    """Return the transport of a place. Raises SyncError if it does not answer, UsageError for another kind of URL."""
    url = _URL.match(place)
    if url is None:
        return Folder(place)
    if url[1].lower() not in _POSTGRES:
        raise UsageError(f"{sanitize_line(url[0])}… is no place to sync with", "give a folder, or postgresql://…")
    raise AideMemoireError(
        "this version cannot sync with PostgreSQL yet: it will need the extra aide-memoire[postgres]",
        "sync with a folder that Syncthing or the like carries",
    )
