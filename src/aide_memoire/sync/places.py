"""Find the transport for a place: a folder, or a server by its URL."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.sync.folder import Folder

if TYPE_CHECKING:
    from types import ModuleType

    from aide_memoire.sync.postgres import Server
    from aide_memoire.sync.postgres_schema import SetUp
    from aide_memoire.sync.transport import Transport

_URL = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_POSTGRES = ("postgresql", "postgres")


def is_url(place: str) -> bool:
    """Return whether a place is given as a URL, and not as a folder."""
    return _URL.match(place) is not None


def open_place(place: str) -> Transport:
    """Return the transport of a place. Raises SyncError if it does not answer, UsageError for another kind of URL."""
    return open_server(place) if is_url(place) else Folder(place)


def open_server(url: str) -> Server:
    """Return the transport of a PostgreSQL server. Raises as `open_place` does."""
    _check_scheme(url)
    server: Server = _postgres().Server(url)
    return server


def set_up_server(url: str) -> SetUp:
    """Make the tables on a server. Raises SyncError if it refuses, UsageError for what is no URL of one."""
    _check_scheme(url)
    done: SetUp = _postgres().set_up(url)
    return done


def _check_scheme(url: str) -> None:
    scheme = _URL.match(url)
    if scheme is None or scheme[1].lower() not in _POSTGRES:
        shown = f"{scheme[0]}…" if scheme else url
        raise UsageError(f"{sanitize_line(shown)} is no place to sync with", "as in postgresql://anna@host/school")


def _postgres() -> ModuleType:
    """Return the module for PostgreSQL. Raises AideMemoireError if psycopg is not installed."""
    try:
        return import_module("aide_memoire.sync.postgres")
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        raise AideMemoireError(
            "PostgreSQL needs one more part: psycopg", "install the extra: pip install 'aide-memoire[postgres]'"
        ) from None
    except ImportError as error:  # psycopg without libpq
        raise AideMemoireError(
            f"psycopg does not start: {sanitize_line(str(error))[:200]}", "pip install 'psycopg[binary]'"
        ) from None
