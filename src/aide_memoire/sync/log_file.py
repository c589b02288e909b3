"""Read on in a log of another device, which may grow, be cut short or be replaced between two readings."""

from __future__ import annotations

import json
import os
import stat
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple

from aide_memoire import __version__
from aide_memoire.atomic_files import READING
from aide_memoire.core.event import from_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.event import Event

_LONGEST = 4 * 1024 * 1024  # bytes of a line
_TAIL = 256  # bytes before the cursor that are compared
_SOME = 2000  # lines of a piece
_MOST_TOLD = 200
_BOM = b"\xef\xbb\xbf"

Stamp = tuple[int, int]
"""The size of a file, and the time of its last change in nanoseconds."""


class Cursor(NamedTuple):
    """How far a file was read: to the end of its last whole line, or to the first line that is no event.

    From there it is read again when it has changed, as what is broken may have arrived whole meanwhile, or may be of a
    newer version of the program. `tail` is the checksum of what stands before, `told` those of the broken lines.
    """

    offset: int = 0
    tail: int = 0
    stamp: Stamp = (0, 0)
    told: tuple[int, ...] = ()
    version: str = ""

    @classmethod
    def from_text(cls, text: str) -> Cursor:
        """Return the cursor of `text`, which is "" for the beginning."""
        if not text:
            return cls()
        offset, tail, stamp, told, version = json.loads(text)
        return cls(offset, tail, tuple(stamp), tuple(told), version)

    @property
    def text(self) -> str:
        """Return the cursor as a text."""
        return json.dumps(self, separators=(",", ":"))


class Piece(NamedTuple):
    """Some events of a file, the cursor after them, and the number of lines that are no event and not told yet."""

    events: Sequence[Event]
    cursor: Cursor
    unreadable: int


class Line(NamedTuple):
    """A whole line with its position and size. Of one that is far too long, `data` is the end; `event` may be None."""

    start: int
    size: int
    data: bytes
    event: Event | None


def stamp_of(path: str) -> Stamp:
    """Return the stamp of a file. Raises OSError if there is none."""
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns


def end_cursor(path: str) -> Cursor:
    """Return the cursor at the end of a file that this device has just written. Raises OSError."""
    with open_log(path) as file:
        status = os.fstat(file.fileno())
        return Cursor(status.st_size, _tail(file, status.st_size), (status.st_size, status.st_mtime_ns))


def read_on(path: str, cursor: Cursor) -> Iterator[Piece]:
    """Yield what a file has beyond the cursor, or all of it if what was read before has changed. Raises OSError.

    Nothing is yielded if the file has not changed.
    """
    stamp = stamp_of(path)
    if stamp == cursor.stamp and cursor.version in ("", __version__):
        return
    with open_log(path) as file:
        start = cursor.offset if _tail(file, cursor.offset) == cursor.tail else 0
        reader = _Reader(file, start, cursor.told)
        for line in read_lines(file, start):
            reader.take(line)
            if len(reader.events) >= _SOME:
                yield reader.piece((0, 0))
        yield reader.piece(stamp)


def read_lines(file: IO[bytes], start: int = 0) -> Iterator[Line]:
    """Yield the whole lines of a log from a position on. The last one, if it has no end yet, waits."""
    file.seek(start)
    while data := file.readline(_LONGEST):
        size = len(data)
        while not data.endswith(b"\n") and (more := file.readline(_LONGEST)):  # no event is as long
            size, data = size + len(more), more
        if not data.endswith(b"\n"):
            return
        event = _event(data.removeprefix(_BOM)) if size == len(data) else None
        yield Line(start, size, data, event)
        start += size


def open_log(path: str) -> IO[bytes]:
    """Open a log for reading. Raises OSError if it is no regular file."""
    file = open(os.open(path, READING), "rb")  # noqa: SIM115  the caller closes it
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise OSError(0, "not an ordinary file", path)


class _Reader:
    """Collects the events of lines, up to the next piece, and remembers the first line that is no event."""

    def __init__(self, file: IO[bytes], start: int, told: Sequence[int]) -> None:
        self.events: list[Event] = []
        self._file, self._safe, self._told = file, start, list(told)
        self._unreadable, self._is_broken = 0, False

    def take(self, line: Line) -> None:
        """Take the next line."""
        if line.event is not None:
            self.events.append(line.event)
        elif line.data.strip():
            self._is_broken = True
            self._tell(zlib.crc32(line.data))
        if not self._is_broken:
            self._safe = line.start + line.size

    def _tell(self, crc: int) -> None:
        if crc not in self._told and len(self._told) < _MOST_TOLD:
            self._told.append(crc)
            self._unreadable += 1

    def piece(self, stamp: Stamp) -> Piece:
        """Return what was taken since the last piece."""
        here = self._file.tell()
        tail = _tail(self._file, self._safe)
        self._file.seek(here)
        cursor = Cursor(self._safe, tail, stamp, tuple(self._told), __version__ if self._is_broken else "")
        piece = Piece(self.events, cursor, self._unreadable)
        self.events, self._unreadable = [], 0
        return piece


def _event(line: bytes) -> Event | None:
    try:
        return from_line(line.rstrip(b"\r\n").decode())  # a line end would make it slow: it is no printable character
    except ValueError:
        return None


def _tail(file: IO[bytes], offset: int) -> int:
    """Return the checksum of the bytes before a position."""
    start = max(offset - _TAIL, 0)
    file.seek(start)
    return zlib.crc32(file.read(offset - start))
