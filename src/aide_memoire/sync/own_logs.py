"""Write the logs of this device in a folder: lines are added at the end, and nothing that stands there is changed."""

from __future__ import annotations

import json
import os
import re
import stat
import zlib
from collections import defaultdict
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import sync
from aide_memoire.core.study_day import iso_moment
from aide_memoire.store.inspect import sync_folder
from aide_memoire.sync.log_file import end_cursor, open_log, read_lines, stamp_of
from aide_memoire.sync.transport import Pushed, WriterTakenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aide_memoire.store.outbox import Outbox, Outgoing
    from aide_memoire.sync.log_file import Stamp

_OWN = re.compile(r"\d{4}-\d\d\.jsonl", re.ASCII)
_SOME = 20_000  # lines that are written at once
_MONTH = len("2026-11")
_COARSE = 2_000_000_000  # nanoseconds: on some disks a time is rounded to two seconds
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Sent(NamedTuple):
    """The number in the outbox up to which all was sent, and the stamps of the files after that."""

    seq: int = 0
    stamps: Mapping[str, Stamp] = {}

    @classmethod
    def from_text(cls, text: str) -> Sent:
        """Return what was sent by `text`; "" is nothing."""
        if not text:
            return cls()
        seq, stamps = json.loads(text)
        return cls(seq, {name: (size, time) for name, (size, time) in stamps.items()})

    @property
    def text(self) -> str:
        """Return it as a text."""
        return json.dumps(self, separators=(",", ":"))


def push_to(folder: str, outbox: Outbox, sent: str) -> Pushed:
    """Add the lines of the outbox that the logs in this writer's folder lack. Raises OSError.

    What was sent before is only looked for if a file has changed since. Raises WriterTakenError if there are events
    that this outbox does not have.
    """
    was, last = Sent.from_text(sent), outbox.last()
    new = outbox.after(was.seq) if _are_as_left(folder, was.stamps) else _lacking(folder, outbox)
    lines = takewhile(lambda each: each.seq <= last, new)
    number, touched = 0, set()
    while some := list(islice(lines, _SOME)):
        touched |= _append(folder, some)
        number += len(some)
    if touched:
        sync_folder(folder)
    cursors = {name: end_cursor(os.path.join(folder, name)).text for name in touched}
    return Pushed(number, Sent(last, _stamps(folder)).text, cursors)


def is_own_log(name: str) -> bool:
    """Return whether a file in a writer's folder is one that it writes itself: `2026-11.jsonl`."""
    return _OWN.fullmatch(name) is not None


def _stamps(folder: str) -> dict[str, Stamp]:
    return {name: stamp_of(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if is_own_log(name)}


def _are_as_left(folder: str, stamps: Mapping[str, Stamp]) -> bool:
    now = _stamps(folder)
    return now.keys() == stamps.keys() and all(
        now[name][0] == size and abs(now[name][1] - time) <= _COARSE for name, (size, time) in stamps.items()
    )


def _lacking(folder: str, outbox: Outbox) -> Iterator[Outgoing]:
    """Yield the lines of the outbox that are not in the folder. One with other content for its id counts as none."""
    present = set(_present(folder))
    if not {event_id for event_id, _ in present} <= outbox.ids():
        raise WriterTakenError("another device writes under the id of this one")
    for line in outbox.after(0):
        if (line.id, line.crc) not in present:
            present.add((line.id, line.crc))
            yield line


def _present(folder: str) -> Iterator[tuple[str, int]]:
    """Yield the id and the checksum of each line that is whole in this writer's logs."""
    for name in _stamps(folder):
        with open_log(os.path.join(folder, name)) as file:
            for line in read_lines(file):
                if line.event is not None:
                    yield line.event.id, zlib.crc32(line.data.rstrip(b"\r\n"))


def _append(folder: str, lines: Sequence[Outgoing]) -> set[str]:
    """Add lines to the logs of their months. Returns the names of these."""
    logs: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        logs[f"{iso_moment(line.at)[:_MONTH]}.jsonl"].append(line.line)
    for name, texts in logs.items():
        _write(os.path.join(folder, name), "".join(f"{text}\n" for text in texts).encode())
    return set(logs)


def _write(path: str, data: bytes) -> None:
    """Add whole lines to a file, after ending a half one, and wait until they are on the disk."""
    handle = os.open(path, _APPEND | _CAREFULLY, 0o600)
    with open(handle, "r+b", buffering=0) as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "not an ordinary file", path)
        if status.st_size:
            file.seek(-1, os.SEEK_END)
            data = data if file.read(1) == b"\n" else b"\n" + data
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        sync(handle)
