"""`origin.toml`: where the decks in a folder came from, and what they were then. `decks add` writes it."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import rtoml
import tomli_w

from aide_memoire.atomic_files import read_regular_file
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.decks.file_names import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEADS_OUT = re.compile(r"^[/\\]|:|(^|[/\\])\.\.([/\\]|$)")
_LARGEST = 4 * 1024 * 1024  # bytes
_HEAD = "# Where these decks came from. To update them: aide-memoire decks add FOLDER|ZIP\n\n"


class Origin(NamedTuple):
    """The folder or zip that decks came from, the day of the last update, and the digest of each file then."""

    source: str
    day: str
    files: Mapping[str, str]


def read_origin(folder: str) -> Origin | None:
    """Return the origin of the decks in a folder, or None if it has no readable record."""
    path = os.path.join(folder, ORIGIN)
    if not os.path.lexists(path):
        return None
    try:
        return _origin(rtoml.loads(read_regular_file(path, _LARGEST).decode()))
    except (OSError, UnicodeDecodeError, rtoml.TomlParsingError):
        return None


def _origin(record: Mapping[str, Any]) -> Origin | None:
    """Return the origin in a parsed file, or None if it is something else: a deck may have the name, too."""
    origin, digests = record.get("origin"), record.get("files")
    if not isinstance(origin, dict) or not isinstance(digests, dict):
        return None
    known = {name: str(value) for name, value in digests.items() if not _LEADS_OUT.search(name)}
    return Origin(sanitize_line(str(origin.get("from", ""))), sanitize_line(str(origin.get("day", ""))), known)


def origin_text(origin: Origin) -> str:
    """Return the content of `origin.toml`."""
    record = {"origin": {"from": sanitize_line(origin.source), "day": origin.day}, "files": dict(origin.files)}
    return _HEAD + tomli_w.dumps(record)


def digest(data: bytes) -> str:
    """Return what identifies the content of a file."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
