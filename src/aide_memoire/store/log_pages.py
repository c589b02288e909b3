"""Read the pages of SQLite's write-ahead log, past frames that are damaged."""

from __future__ import annotations

import struct
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


PAGE_SIZES = tuple(512 << power for power in range(8))
_HEAD, _FRAME_HEAD = 32, 24


def read_log(log: bytes) -> tuple[int, list[tuple[int, bytes]]]:
    """Return the size of the pages of a write-ahead log, 0 if it has none, and (number, page) as they were written."""
    told = int.from_bytes(log[8:12], "big")
    salts = log[16:24]
    if not any(salts) or log.find(salts, _HEAD) < 0:  # its head is damaged
        salts = _usual_salts(log)
    first = log.find(salts, _HEAD)
    apart = log.find(salts, first + 8) - first - _FRAME_HEAD
    size = next((each for each in (apart, told) if each in PAGE_SIZES), 0)
    return size, list(_frames(log, size, salts)) if size and first >= 0 else []


def _usual_salts(log: bytes) -> bytes:
    """Return the salts that most frames have, if they are of any one size."""
    found = [(0, b"no frame")]
    for size in PAGE_SIZES:
        heads = range(_HEAD + 8, len(log) - size, size + _FRAME_HEAD)
        common = Counter(salts for start in heads if any(salts := log[start : start + 8])).most_common(1)
        found += ((count, salts) for salts, count in common if 2 * count > len(heads))
    return max(found)[1]


def _frames(log: bytes, size: int, salts: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (number, page) of the write-ahead log, up to the last committed transaction.

    Frames with other salts are passed over: they are damaged, or left over from before SQLite began the log anew.
    """
    waiting, whole = [], size + _FRAME_HEAD
    start = log.find(salts, _HEAD) - 8
    while start >= _HEAD and start + whole <= len(log):
        following = log.find(salts, start + 16) - 8
        if following < 0 or following >= start + whole:  # else bytes of this frame are missing
            number, pages_after = struct.unpack_from(">II", log, start)
            waiting.append((number, log[start + _FRAME_HEAD : start + whole]))
            if pages_after:
                yield from waiting
                waiting.clear()
        start = following
