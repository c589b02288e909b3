"""Unpack Anki's .apkg and .colpkg: zip files with a collection, which may be compressed with zstd, and a media list."""

from __future__ import annotations

import os
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.exchange.anki import protobuf
from aide_memoire.exchange.anki.media import list_media
from aide_memoire.exchange.anki.temporary import temporary_folder
from aide_memoire.exchange.anki.zstd import decompressed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

_NEWEST = 3  # the newest known package version: legacy 1, legacy 2, latest 3
_PACKED = "collection.anki21b"
_COLLECTIONS = (_PACKED, "collection.anki21", "collection.anki2")  # the most complete first
_LARGEST = 2 * 2**30
"""The size limit of a collection in bytes, against decompression bombs."""
_DENSEST, _SMALL = 200, 32 * 2**20
"""No collection is packed so densely; one of so few bytes may be."""
_PIECE = 2**20


class Unpacked(NamedTuple):
    """A temporary collection file, and the entry of each picture and sound in its package, by name."""

    path: str
    media: Mapping[str, str]


@contextmanager
def unpacked(path: str, largest: int = _LARGEST) -> Iterator[Unpacked]:
    """Unpack the collection of a package into a temporary folder, which is deleted at the end.

    Raises AideMemoireError if it is not a package, was made by a later Anki, or has more than `largest` bytes.
    """
    with temporary_folder() as folder:
        try:
            with open(path, "rb") as file, zipfile.ZipFile(file) as package:
                found = _unpack(package, os.path.join(folder, "collection"), largest)
        except AideMemoireError:
            raise
        except OSError as error:
            raise AideMemoireError(f"cannot be unpacked: {error.strerror or error}") from None
        except Exception as error:  # zip and zstd raise various undocumented errors
            raise AideMemoireError(f"not a complete Anki package: {sanitize_line(str(error))}", _HINT) from None
        yield found


_HINT = "export it from Anki once more"


def _unpack(package: zipfile.ZipFile, target: str, largest: int) -> Unpacked:
    names = set(package.namelist())
    version = protobuf.number(_read_entry(package, "meta", 1024), 1) if "meta" in names else 0
    if version > _NEWEST:
        raise AideMemoireError("a later Anki made this package", "in Anki's export, tick “Support older Anki versions”")
    name = next((name for name in _COLLECTIONS if name in names), None)
    if name is None:
        raise AideMemoireError("not an Anki package: there is no collection in it")
    entry = package.getinfo(name)
    largest = min(largest, _SMALL + _DENSEST * entry.compress_size)
    if name != _PACKED and entry.file_size > largest:
        raise _too_large(largest)
    with package.open(name) as packed, open(target, "wb") as file:
        _copy(decompressed(packed) if name == _PACKED else packed, file, largest)
    return Unpacked(target, list_media(package))


def _copy(source: IO[bytes], target: IO[bytes], largest: int) -> None:
    """Copy in blocks. Raises AideMemoireError as soon as there are more than `largest` bytes."""
    written = 0
    while piece := source.read(_PIECE):
        written += len(piece)
        if written > largest:
            raise _too_large(largest)
        target.write(piece)


def _too_large(largest: int) -> AideMemoireError:
    return AideMemoireError(f"the collection in it has more than {largest // 2**20} MB", "export single decks")


def _read_entry(package: zipfile.ZipFile, name: str, largest: int) -> bytes:
    with package.open(name) as file:
        return file.read(largest)
