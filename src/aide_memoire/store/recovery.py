"""Recover events from a damaged file by reading its pages one by one, each independent of the others.

What is on no page then, because bytes were cut off or added or the head tells a wrong page size, is found by its id.
Events are never deleted from the log, so every event found in the file is valid, also one on an unused page. The layout
is that of https://www.sqlite.org/fileformat2.html: `event` has no rowid, so that its rows are the cells of index pages
(types 2 and 10), with the id first.
"""

from __future__ import annotations

import json
import os
import re
import struct
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import Event, from_line, to_line
from aide_memoire.store.event_rows import COLUMNS, checksum
from aide_memoire.store.log_pages import PAGE_SIZES, read_log

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from aide_memoire.core.callbacks import OnProgress

_MAGIC = b"SQLite format 3\0"
_INTERIOR, _LEAF = 2, 10
_NUMBERS_OF_COLUMNS = (len(COLUMNS), len(COLUMNS) + 1)  # the checksum came with version 3
_LONGEST = 16 * 1024 * 1024
_AN_ID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SAMPLE = 1000  # pages
_HEADS = range(len(COLUMNS) + 1, 2 * len(COLUMNS) + 4)
"""The sizes in bytes that the head of a record can have."""
_ID = 13 + 2 * 36
"""The serial type of a text of 36 bytes, the length of an id."""
_INTEGERS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}
"""The size in bytes of each serial type that is an integer or NULL."""
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, struct.error)


_Row = list[bytes | int | None]


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
    data, (size, log) = _bytes(path), read_log(_bytes(f"{path}-wal"))
    size = size or _page_size(data)
    newest = dict(log)
    found = _Found(known)
    numbers = range(1, -(-len(data) // size) + 1)
    pages = chain(((number, _page(data, size, number)) for number in numbers), log)
    for done, (number, page) in enumerate(pages):
        on_progress(done, len(numbers) + len(log))
        for row in _rows(page, number, lambda place: newest.get(place) or _page(data, size, place)):
            found.add(row)
    for other in PAGE_SIZES:
        for row in _rows_by_size(data, other, found) if other != size else ():
            found.add(row)
    for row in _rows_anywhere(data, found):
        found.add(row)
    return Recovered(list(found.events.values()), len(found.damaged.difference(found.events, known)))


class _Found:
    """The events that were found, and the ids of those whose content was damaged."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self.events: dict[str, Event] = {}
        self.damaged: set[str] = set()

    def __contains__(self, event_id: str) -> bool:
        return event_id in self.events or event_id in self._known

    def add(self, row: _Row) -> None:
        """Add the event of a row, if it is sound and not known."""
        event = _event(row)
        if event is None:
            self.damaged.add(_id(row))
        elif event.id not in self._known:
            self.events.setdefault(event.id, event)


def _bytes(path: str) -> bytes:
    if not os.path.exists(path):
        return b""
    with open(path, "rb") as file:
        return file.read()


def _page_size(data: bytes) -> int:
    """Return the page size that the head of a file tells, or the usual one."""
    told = int.from_bytes(data[16:18], "big") if data.startswith(_MAGIC) else 0
    return 65_536 if told == 1 else told if told in PAGE_SIZES else 4096


def _page(data: bytes, size: int, number: int) -> bytes:
    return data[(number - 1) * size : number * size].ljust(size, b"\0")


class _Cell(NamedTuple):
    """The position of a record on its page, and its length, in bytes."""

    start: int
    length: int


def _rows(page: bytes, number: int, page_at: Callable[[int], bytes]) -> Iterator[_Row]:
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
            types = _types(page, start)
            record = _record(page, _Cell(start, length), len(page), page_at) if types else b""
            row = _values(record, types)
        except _UNREADABLE:
            continue
        if row:
            yield row


def _rows_by_size(data: bytes, size: int, found: _Found) -> Iterator[_Row]:
    """Yield the sound rows on pages of another size than the file tells, if some of the first ones have any."""
    numbers = range(1, len(data) // size + 1)
    page_at = partial(_page, data, size)
    for some in (numbers[:_SAMPLE], numbers[_SAMPLE:]):
        rows = [row for number in some for row in _rows(page_at(number), number, page_at) if _id(row) not in found]
        sound = [row for row in rows if _event(row)]
        if not sound:
            return
        yield from sound


def _rows_anywhere(data: bytes, found: _Found) -> Iterator[_Row]:
    """Yield the rows of `event` that have an id which was not found yet, wherever in the file they begin."""
    for match in _AN_ID.finditer(data):
        if match[0].decode() in found:
            continue
        for head in _HEADS:
            start = match.start() - head
            if start >= 0 and data[start] == head and data[start + 1] == _ID:
                yield from (row for row in _attempts(data, start) if row[0] == match[0])


def _attempts(data: bytes, start: int) -> Iterator[_Row]:
    """Yield what the row at this position is, if it is in one piece, and if not, with pages of each size."""
    with suppress(*_UNREADABLE):
        types = _types(data, start)
        cell = _Cell(start, data[start] + sum(map(_size, types)))
        for size in (0, *PAGE_SIZES):
            with suppress(*_UNREADABLE):
                whole = data[start : start + cell.length]
                row = _values(_record(data, cell, size, partial(_page, data, size)) if size else whole, types)
                if row:
                    yield row
                if _event(row):
                    return


def _types(page: bytes, start: int) -> list[int]:
    """Return the serial types of the record at this position, or none if it is no row of `event`."""
    head_size, at = _varint(page, start)
    if _varint(page, at)[0] != _ID:
        return []
    types = []
    while at < start + head_size:
        kind, at = _varint(page, at)
        types.append(kind)
    return types if len(types) in _NUMBERS_OF_COLUMNS else []


def _size(kind: int) -> int:
    """Return the size in bytes of a value of this serial type."""
    return (kind - 13) // 2 if kind >= 13 and kind % 2 else _INTEGERS[kind]


def _values(record: bytes, types: list[int]) -> _Row:
    """Return the values of a record with these serial types."""
    at = record[0] if types else 0
    values: _Row = []
    for kind in types:
        piece, at = record[at : at + _size(kind)], at + _size(kind)
        if len(piece) != _size(kind):
            raise ValueError("cut short")
        number = int.from_bytes(piece, "big", signed=True)
        values.append(piece if kind >= 13 else {0: None, 8: 0, 9: 1}.get(kind, number))
    return values


def _record(page: bytes, cell: _Cell, usable: int, page_at: Callable[[int], bytes]) -> bytes:
    """Return the bytes of a record. A long record continues on overflow pages, with pages of `usable` bytes."""
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
        more = page_at(following)
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


def _event(row: _Row) -> Event | None:
    """Return the event of a row, or None if an import would reject it or its line is not the one that was saved."""
    try:
        values = [value.decode() if isinstance(value, bytes) else value for value in row]
        if values[len(COLUMNS) :] not in ([], [checksum(*values[: len(COLUMNS)])]):
            return None
        event = Event._make((*values[:8], json.loads(str(values[8]))))
        return event if from_line(to_line(event)).id == event.id else None
    except _UNREADABLE:
        return None


def _id(row: _Row) -> str:
    return row[0].decode(errors="replace") if isinstance(row[0], bytes) else ""
