"""Recover events from a damaged file by reading its pages one by one, each independent of the others.

Events are never deleted from the log, so every event found in the file is valid, also one on an unused page. The layout
is that of https://www.sqlite.org/fileformat2.html: `event` has no rowid, so that its rows are the cells of index pages
(types 2 and 10), with the id first.
"""

from __future__ import annotations

import json
import os
import struct
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import Event, from_line, to_line
from aide_memoire.store.event_rows import COLUMNS, checksum

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from aide_memoire.core.callbacks import OnProgress

_MAGIC = b"SQLite format 3\0"
_WAL_MAGIC = (0x377F0682, 0x377F0683)
_WAL_HEAD, _FRAME_HEAD = 32, 24
_INTERIOR, _LEAF = 2, 10
_NUMBERS_OF_COLUMNS = (len(COLUMNS), len(COLUMNS) + 1)  # the checksum came with version 3
_LONGEST = 16 * 1024 * 1024
_ID = 13 + 2 * 36
"""The serial type of a text of 36 bytes, the length of an id."""
_INTEGERS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}
"""The size in bytes of each serial type that is an integer or NULL."""
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, struct.error)


class Recovered(NamedTuple):
    """The events that could be read, and the number of those that were found but whose content was damaged."""

    events: list[Event]
    damaged: int


def recover_events(
    path: str, known: Collection[str] = (), on_progress: OnProgress = lambda done, total: None
) -> Recovered:
    """Return each event that can be read from a file and its write-ahead log, except those with `known` ids.

    Reports (pages read, pages in all) to `on_progress`. Raises OSError if the file cannot be read.
    """
    main, frames = _pages(path)
    newest = {**main, **dict(frames)}
    found: dict[str, Event] = {}
    damaged: set[str] = set()
    pages = [*main.items(), *frames]
    for done, (number, page) in enumerate(pages):
        on_progress(done, len(pages))
        for row in _rows(page, number, newest):
            event = _event(row)
            if event is None:
                damaged.add(_id(row))
            elif event.id not in known:
                found.setdefault(event.id, event)
    return Recovered(list(found.values()), len(damaged.difference(found, known)))


def _pages(path: str) -> tuple[dict[int, bytes], list[tuple[int, bytes]]]:
    """Return the pages of the file by number, and (number, page) of its write-ahead log in the order of writing."""
    data, wal = _bytes(path), _bytes(f"{path}-wal")
    size = _page_size(data, wal)
    starts = range(0, len(data), size)
    main = {place: data[start : start + size].ljust(size, b"\0") for place, start in enumerate(starts, 1)}
    return main, list(_frames(wal, size))


def _bytes(path: str) -> bytes:
    if not os.path.exists(path):
        return b""
    with open(path, "rb") as file:
        return file.read()


def _page_size(data: bytes, wal: bytes) -> int:
    sizes = []
    if data.startswith(_MAGIC):
        sizes.append(int.from_bytes(data[16:18], "big"))
    if len(wal) >= _WAL_HEAD:
        sizes.append(int.from_bytes(wal[8:12], "big"))
    powers = [65_536 if size == 1 else size for size in sizes]
    return next((size for size in powers if 512 <= size <= 65_536 and not size & (size - 1)), 4096)


def _frames(wal: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, page) of the write-ahead log, up to the last committed transaction."""
    if len(wal) < _WAL_HEAD or int.from_bytes(wal[:4], "big") not in _WAL_MAGIC:
        return
    salts, waiting = wal[16:24], []
    for start in range(_WAL_HEAD, len(wal) - size - _FRAME_HEAD + 1, size + _FRAME_HEAD):
        number, pages_after = struct.unpack_from(">II", wal, start)
        if wal[start + 8 : start + 16] != salts:  # left over from before SQLite last restarted the log
            return
        waiting.append((number, wal[start + _FRAME_HEAD : start + _FRAME_HEAD + size]))
        if pages_after:
            yield from waiting
            waiting.clear()


class _Cell(NamedTuple):
    """The position of a record on its page, and its length, in bytes."""

    start: int
    length: int


def _rows(page: bytes, number: int, pages: dict[int, bytes]) -> Iterator[list[bytes | int | None]]:
    """Yield the rows of `event` on a page that can be read."""
    head = 100 if number == 1 else 0
    if len(page) < head + 12 or page[head] not in (_INTERIOR, _LEAF):
        return
    interior = page[head] == _INTERIOR
    first = head + (12 if interior else 8)
    for place in range(first, first + 2 * int.from_bytes(page[head + 3 : head + 5], "big"), 2):
        try:
            start = int.from_bytes(page[place : place + 2], "big") + (4 if interior else 0)
            length, start = _varint(page, start)
            row = _row(page, _Cell(start, length), pages)
        except _UNREADABLE:
            continue
        if row is not None:
            yield row


def _row(page: bytes, cell: _Cell, pages: dict[int, bytes]) -> list[bytes | int | None] | None:
    """Return the values of a record, or None if it is no row of `event`."""
    head_size, at = _varint(page, cell.start)
    if head_size > cell.length or _varint(page, at)[0] != _ID:
        return None
    types = []
    while at < cell.start + head_size:
        kind, at = _varint(page, at)
        types.append(kind)
    if len(types) not in _NUMBERS_OF_COLUMNS:
        return None
    record, at = _record(page, cell, pages), head_size
    values: list[bytes | int | None] = []
    for kind in types:
        size = (kind - 13) // 2 if kind >= 13 and kind % 2 else _INTEGERS[kind]
        piece, at = record[at : at + size], at + size
        if len(piece) != size:
            raise ValueError("cut short")
        number = int.from_bytes(piece, "big", signed=True)
        values.append(piece if kind >= 13 else {0: None, 8: 0, 9: 1}.get(kind, number))
    return values


def _record(page: bytes, cell: _Cell, pages: dict[int, bytes]) -> bytes:
    """Return the bytes of a record. A long record continues on overflow pages."""
    usable = len(page)
    most = (usable - 12) * 64 // 255 - 23
    if cell.length <= most:
        return page[cell.start : cell.start + cell.length]
    least = (usable - 12) * 32 // 255 - 23
    here = least + (cell.length - least) % (usable - 4)
    end = cell.start + (here if here <= most else least)
    if cell.length > _LONGEST:
        raise ValueError("no event is as long")
    record, following = page[cell.start : end], int.from_bytes(page[end : end + 4], "big")
    while len(record) < cell.length:
        more = pages[following]
        following = int.from_bytes(more[:4], "big")
        record += more[4 : 4 + cell.length - len(record)]
    return record


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """Return an integer of one to nine bytes, and the position after it."""
    value = page[at]
    if value < 0x80:
        return value, at + 1
    value &= 0x7F
    for place in range(at + 1, at + 8):
        value = value << 7 | page[place] & 0x7F
        if page[place] < 0x80:
            return value, place + 1
    return value << 8 | page[at + 8], at + 9


def _event(row: list[bytes | int | None]) -> Event | None:
    """Return the event of a row, or None if an import would reject it or its line is not the one that was saved."""
    try:
        values = [value.decode() if isinstance(value, bytes) else value for value in row]
        if values[len(COLUMNS) :] not in ([], [checksum(*values[: len(COLUMNS)])]):
            return None
        event = Event._make((*values[:8], json.loads(str(values[8]))))
        return event if from_line(to_line(event)).id == event.id else None
    except _UNREADABLE:
        return None


def _id(row: list[bytes | int | None]) -> str:
    return row[0].decode(errors="replace") if isinstance(row[0], bytes) else ""
