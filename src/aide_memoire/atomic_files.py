"""Read regular files with a size limit, and write files atomically without leftover temporary files.

What the operating systems do differently with files is decided here, once; docs/platforms.md lists it.
"""

from __future__ import annotations

import os
import re
import stat
import time
import zlib
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # Windows has none
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BLOCK = 2**20  # bytes
_BINARY = getattr(os, "O_BINARY", 0)  # Windows alone has it
READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY
"""The flags to open a file for reading: a pipe without a writer does not block."""

_PART_SUFFIXES = ("", "-journal", "-wal", "-shm")
_PART = re.compile(r"\.aide-memoire-(?P<machine>[0-9a-f]{8})-(?P<process>\d+)-[0-9a-f]{12}\.part(-journal|-wal|-shm)?")
_ABANDONED = 86_400  # seconds after which any temporary file is deleted
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.3)  # seconds between two tries on Windows: one in all


class UnusualFileError(OSError):
    """The path is not a regular file or is too large; `strerror` is the reason. Reading it could block or never end."""


def read_regular_file(path: str, largest: int) -> bytes:
    """Return the bytes of a file. Raises UnusualFileError if it is not a regular file of at most `largest` bytes."""
    _check(os.stat(path), largest)  # before it is opened, as opening some devices has side effects
    handle = os.open(path, READING)
    pieces: list[bytes] = []
    with open(handle, "rb", buffering=0) as file:
        _check(os.fstat(handle), largest)  # the file can have been replaced since
        left = largest
        while piece := file.read(_BLOCK):
            pieces.append(piece)
            left -= len(piece)
            if left < 0:  # the file grows
                raise UnusualFileError(0, _too_large(largest))
        if piece is None:  # some files in /proc claim to be regular, but block
            raise UnusualFileError(0, "not an ordinary file")
    return b"".join(pieces)


def replace_file(path: str, data: bytes, before: bytes | None = None) -> None:
    """Replace the content of a file by `data`, or create it. A symbolic link stays and its target is written.

    Raises OSError, and leaves the file as it was, if it cannot be written. Raises FileExistsError if its content is
    not `before`.
    """
    target = os.path.realpath(path)
    with suppress(FileNotFoundError):
        _check(os.stat(target), None)
    with part_beside(target, 0o666) as part:
        _write_whole(part, data)
        if os.name != "nt":  # the mode there is the read-only mark alone: nothing replaces a file that has it
            with suppress(FileNotFoundError):
                os.chmod(part, stat.S_IMODE(os.stat(target).st_mode))
        if before is not None and not _contains(target, before):
            raise FileExistsError(0, "changed by another program")
        move(part, target)


def _contains(path: str, data: bytes) -> bool:
    try:
        return read_regular_file(path, len(data)) == data
    except UnusualFileError:
        return False


def create_file(path: str, data: bytes, mode: int = 0o666, *, is_first: bool = True) -> None:
    """Write a new file. Raises FileExistsError where something is there already, OSError where it cannot be.

    Of many files in one folder, only the first has to look for those that killed processes have left.
    """
    _create(path, [data], mode, is_first=is_first)


def create_from_lines(path: str, lines: Iterable[str]) -> int:
    """Write a new file of these lines, for its owner alone. Returns how many; raises as `create_file` does."""
    return _create(path, (f"{line}\n".encode() for line in lines), 0o600)


def _create(path: str, pieces: Iterable[bytes], mode: int, *, is_first: bool = True) -> int:
    """Write a new file, whole or not at all. Returns how many pieces it has."""
    if os.path.lexists(path):
        raise FileExistsError(0, "there already", path)
    number = 0
    with part_beside(path, mode, is_first=is_first) as part:
        with open(part, "wb") as file:
            for number, piece in enumerate(pieces, 1):  # noqa: B007  it is returned
                file.write(piece)
            file.flush()
            sync(file.fileno())
        put_new(part, path)
    return number


def put_new(part: str, path: str) -> None:
    """Move a finished temporary file to a new path. Raises FileExistsError if the path exists already."""
    try:
        os.link(part, path)  # unlike a rename, it never replaces a file
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # this file system has no hard links
        if os.path.lexists(path):
            raise FileExistsError(0, "there already", path) from None
        move(part, path)


def move(old: str, new: str) -> None:
    """Move a file over another one, or a folder to a free path. Raises OSError.

    On Windows, nothing can be moved while it is open. A virus scanner or a program that synchronizes folders opens
    new files for a moment: so this tries again for a second.
    """
    for seconds in _WAITS if os.name == "nt" else ():
        try:
            os.replace(old, new)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    os.replace(old, new)


def sync_file(path: str) -> None:
    """Flush a file to the disk. Windows flushes only what is open for writing."""
    with open(path, "rb+") as file:
        sync(file.fileno())


def sync(handle: int) -> None:
    """Flush an open file to the disk. On macOS, fsync leaves it in the disk's own memory, and F_FULLFSYNC does not."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:
        with suppress(OSError):  # some network folders do not have it
            fcntl.fcntl(handle, full)
            return
    os.fsync(handle)


@contextmanager
def prepared_files(files: Mapping[str, bytes]) -> Iterator[None]:
    """Write new files under other names; they get their own at the end of the block, unless it raises.

    A path that has the same bytes already is left as it is. Raises FileExistsError, with the path, for other bytes.
    """
    missing = {path: data for path, data in files.items() if not _is_written(path, data)}
    with ExitStack() as stack:
        parts = {
            path: stack.enter_context(part_beside(path, 0o666, is_first=place == 0))
            for place, path in enumerate(missing)
        }
        for path, part in parts.items():
            _write_whole(part, missing[path])
        yield
        for path, part in parts.items():
            put_new(part, path)


def _is_written(path: str, data: bytes) -> bool:
    if not os.path.lexists(path):
        return False
    if os.path.isfile(path) and _contains(path, data):
        return True
    raise FileExistsError(0, "there already", path)


def _write_whole(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        sync(file.fileno())


@contextmanager
def part_beside(path: str, mode: int = 0o600, *, is_first: bool = True) -> Iterator[str]:
    """Yield the path of an empty temporary file in the same folder, and delete it at the end if it still exists."""
    part = begin_part(path, mode, is_first=is_first)
    try:
        yield part
    finally:
        discard(part)


def begin_part(path: str, mode: int = 0o600, *, is_first: bool = True) -> str:
    """Create an empty temporary file in the same folder and return its path. Delete those of killed processes."""
    folder = os.path.dirname(path) or "."
    part = os.path.join(folder, f".aide-memoire-{machine()}-{os.getpid()}-{os.urandom(6).hex()}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | _BINARY, mode))
    if is_first:
        _sweep(folder, os.stat(part).st_mtime)
    return part


def discard(part: str) -> None:
    """Delete a temporary file and the files that SQLite creates beside it."""
    for ending in _PART_SUFFIXES:
        with suppress(OSError):
            os.unlink(part + ending)


def _sweep(folder: str, now: float) -> None:
    """Delete the temporary files of processes that no longer run."""
    with suppress(OSError):
        for name in os.listdir(folder):
            match = _PART.fullmatch(name)
            path = os.path.join(folder, name)
            with suppress(OSError):  # on Windows, that of another process is open
                if match and (is_gone(match) or now - os.stat(path).st_mtime > _ABANDONED):
                    os.unlink(path)


def is_gone(match: re.Match[str]) -> bool:
    """Return whether the process that created a temporary file certainly no longer runs."""
    if os.name == "nt" or match["machine"] != machine():  # on Windows, os.kill would end the process
        return False
    try:
        os.kill(int(match["process"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def machine() -> str:
    """Return a checksum that distinguishes this machine from others with the same network folder."""
    name = "" if os.name == "nt" else os.uname().nodename
    return f"{zlib.crc32(name.encode(errors='surrogateescape')):08x}"


def _check(status: os.stat_result, largest: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnusualFileError(0, "not an ordinary file")
    if largest is not None and status.st_size > largest:
        raise UnusualFileError(0, _too_large(largest))


def _too_large(largest: int) -> str:
    return f"larger than {largest // 2**20} MB" if largest >= 2**20 else f"larger than {largest:,} bytes"
