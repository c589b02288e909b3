"""Read many decks in several processes, each of which hands back the rows of its decks.

Nothing depends on them: a deck that no reader hands back is read here. A reader is a program of its own, which knows
nothing of the threads and the terminal of this one, and ends as soon as nobody takes what it has read.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from aide_memoire.decks.files import DeckFile
from aide_memoire.library.index_deck import deck_row
from aide_memoire.store.deck_index import DeckRow

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    Reader = subprocess.Popen[bytes]

WORTH_IT = 6_000_000
"""The bytes of decks, some 20,000 notes, from which on several processes are faster than one."""
_MOST = 4  # readers: putting their rows into the index takes a fourth of the time of reading them
_SERVE = "from aide_memoire.library.readers import serve; serve()"


def deck_rows(files: Sequence[DeckFile]) -> Generator[DeckRow, None, None]:
    """Yield the rows of each deck file, in order."""
    number = min(_MOST, len(files), os.cpu_count() or 1)
    if number == 1 or sum(file.size for file in files) < WORTH_IT:
        yield from map(deck_row, files)
        return
    with _started([files[first::number] for first in range(number)]) as readers:
        for place, file in enumerate(files):
            yield _received(readers[place % number], file) or deck_row(file)


@contextmanager
def _started(shares: Sequence[Sequence[DeckFile]]) -> Iterator[list[Reader | None]]:
    """Start a reader for each share of the files. All of them are ended afterwards, whatever happens."""
    readers: list[Reader | None] = []
    try:
        for _ in shares:
            readers.append(_start())
        for reader, share in zip(readers, shares, strict=True):
            _send(reader, share)
        yield readers
    finally:
        for reader in filter(None, readers):
            with reader:
                reader.kill()


def _start() -> Reader | None:
    """Start a reader, which imports nothing from the current folder. Returns None if the system allows no more."""
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    command = [sys.executable or "", "-P", "-c", _SERVE]
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)  # noqa: S603  this program itself
    except OSError:
        return None


def _send(reader: Reader | None, share: Sequence[DeckFile]) -> None:
    if reader and reader.stdin:
        with suppress(OSError), reader.stdin as to_read:  # it may have ended already
            to_read.write(json.dumps(share).encode())


def _received(reader: Reader | None, file: DeckFile) -> DeckRow | None:
    """Return the rows of a file as the reader hands them back, or None if it has ended, or is of another version."""
    with suppress(Exception):  # whatever is wrong with a reader, the file can be read here
        row = pickle.load(reader.stdout) if reader and reader.stdout else None  # noqa: S301  it is this program itself
        return row if isinstance(row, DeckRow) and row.path == file.key else None
    return None


def serve() -> None:
    """Read the decks that standard input names, and write the rows of each to standard output."""
    gc.disable()  # as in `refresh`
    for path, stamp in json.load(sys.stdin.buffer):
        pickle.dump(deck_row(DeckFile(path, stamp)), sys.stdout.buffer)
        sys.stdout.buffer.flush()
