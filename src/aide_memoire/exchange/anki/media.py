"""The pictures and sounds of an Anki package: a list of their names, and each in an entry of the zip file.

The list is JSON, or in newer packages a message of Protocol Buffers, where the files are compressed with zstd too.
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
from itertools import islice
from typing import TYPE_CHECKING

from aide_memoire.exchange.anki import protobuf
from aide_memoire.exchange.anki.zstd import decompressed, is_compressed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

_LARGEST_LIST = 8 * 2**20  # bytes
_MOST = 50_000  # names in the list
_LARGEST_FILE = 64 * 2**20
_LARGEST_ALL = 2 * 2**30
_PIECE = 2**20


def list_media(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the entry of the zip file for each name in the media list; none if it cannot be read or is too long."""
    if "media" not in package.namelist():
        return {}
    try:
        data = _read(package, "media", _LARGEST_LIST)
        named = dict(islice(_named(data), _MOST))
    except Exception:  # zip, zstd and JSON raise various undocumented errors; a deck is complete without
        return {}
    return {media_name(name): entry for entry, name in named.items()}


def media_name(name: str) -> str:
    """Return a name as it is compared: Anki has NFC, and old packages what a Mac made of it."""
    return unicodedata.normalize("NFC", name)


def unpack_media(path: str, entries: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of the entries by name, but for those that are damaged, missing or too large.

    Raises OSError, or BadZipFile, if the package cannot be opened any more.
    """
    left = _LARGEST_ALL
    with open(path, "rb") as file, zipfile.ZipFile(file) as package:
        for name, entry in entries.items():
            try:
                data = _read(package, entry, min(_LARGEST_FILE, left))
            except Exception:  # noqa: S112  as above; whoever asks counts those that are lacking
                continue
            left -= len(data)
            yield name, data


def _named(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (entry, name). The entries of a newer list are numbered by their place."""
    if data[:1] in (b"{", b""):
        listed = json.loads(data or b"{}")
        yield from ((entry, name) for entry, name in listed.items() if isinstance(name, str))
        return
    for place, (number, value) in enumerate(islice(protobuf.fields(data), _MOST)):
        if number == 1 and isinstance(value, bytes):
            yield str(place), protobuf.text(value, 1)


def _read(package: zipfile.ZipFile, entry: str, largest: int) -> bytes:
    """Return the content of an entry. Raises ValueError if it has more than `largest` bytes, packed or unpacked."""
    if package.getinfo(entry).file_size > largest:
        raise ValueError("too large")
    with package.open(entry) as file:
        start = file.read(4)
    with package.open(entry) as file:
        return _read_at_most(decompressed(file) if is_compressed(start) else file, largest)


def _read_at_most(source: IO[bytes], largest: int) -> bytes:
    pieces, size = [], 0
    while piece := source.read(min(_PIECE, largest - size + 1)):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise ValueError("too large")
    return b"".join(pieces)
