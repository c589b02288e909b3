"""Unpack Anki's .apkg and .colpkg: zip files with a collection, which may be compressed with zstd, and a media list."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, cast

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.exchange.anki import protobuf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

_NEWEST = 3  # the newest known package version: legacy 1, legacy 2, latest 3
_PACKED = "collection.anki21b"
_COLLECTIONS = (_PACKED, "collection.anki21", "collection.anki2")  # the most complete first
_LARGEST = 2 * 2**30
"""The size limit of a collection in bytes, against decompression bombs."""
_LARGEST_LIST = 64 * 2**20  # size limit of the media list in bytes
_PIECE = 2**20
_WIDEST_WINDOW = 2**27  # memory limit of the zstd decoder in bytes


class Unpacked(NamedTuple):
    """A temporary collection file, and the number of images and sounds in its package."""

    path: str
    media: int


@contextmanager
def unpacked(path: str, largest: int = _LARGEST) -> Iterator[Unpacked]:
    """Unpack the collection of a package into a temporary folder, which is deleted at the end.

    Raises AideMemoireError if it is not a package, was made by a later Anki, or has more than `largest` bytes.
    """
    with tempfile.TemporaryDirectory(prefix="aide-memoire-") as folder:
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
    with package.open(name) as packed, open(target, "wb") as file:
        _copy(_decompressed(packed) if name == _PACKED else packed, file, largest)
    return Unpacked(target, _media(package, packed=name == _PACKED) if "media" in names else 0)


def _copy(source: IO[bytes], target: IO[bytes], largest: int) -> None:
    """Copy in blocks. Raises AideMemoireError as soon as there are more than `largest` bytes."""
    written = 0
    while piece := source.read(_PIECE):
        written += len(piece)
        if written > largest:
            raise AideMemoireError(f"the collection in it has more than {largest // 2**20} MB", "export single decks")
        target.write(piece)


def _decompressed(packed: IO[bytes]) -> IO[bytes]:
    """Return a decompressed stream. Python has its own zstd from 3.14 on."""
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415  other Pythons do not have it

        return zstd.ZstdFile(packed, options={zstd.DecompressionParameter.window_log_max: 27})
    import zstandard  # noqa: PLC0415  10 ms, and only some packages need it

    decompressor = zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW)
    return cast("IO[bytes]", decompressor.stream_reader(packed, read_across_frames=True))


def _media(package: zipfile.ZipFile, *, packed: bool) -> int:
    """Return the number of media in the list; 0 if it cannot be read, as media are not imported anyway."""
    try:
        if packed:
            with package.open("media") as file:
                data = _decompressed(file).read(_LARGEST_LIST)
            return sum(1 for number, _ in protobuf.fields(data) if number == 1)
        return len(json.loads(_read_entry(package, "media", _LARGEST_LIST)))
    except Exception:
        return 0


def _read_entry(package: zipfile.ZipFile, name: str, largest: int) -> bytes:
    with package.open(name) as file:
        return file.read(largest)
