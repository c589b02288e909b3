"""Find deck files by name and stamp, and read and diagnose them on demand."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from aide_memoire.atomic_files import read_regular_file
from aide_memoire.core.file_names import portable_name
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.decks.folders import deck_names, list_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aide_memoire.decks.diagnostics import Diagnostic, Problem
    from aide_memoire.decks.parser import ParsedDeck

_TRY_AGAIN = "its disk did not answer: try again"
_LASTING = (0, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ELOOP, errno.ENOENT, errno.ENXIO, errno.ENODEV)
"""The errors of reading that come again until the file is another one. 0 is that of a file which is no ordinary one."""

_HEAD = 400  # bytes in which a file of UTF-16 has zeros
LARGEST_DECK = 32 * 1024 * 1024
"""The size limit in bytes. No deck written by a person is larger."""
_MOST_LINES = 1_500_000  # and commas: each takes memory where the place of a mistake is looked for


class DeckFile(NamedTuple):
    """A deck file as it is now; `stamp` changes whenever the file changes."""

    path: str
    stamp: str

    @property
    def key(self) -> str:
        """Return the sanitized path, to show and to store. A checksum distinguishes paths that would become equal."""
        shown = sanitize(self.path)
        if shown == self.path:
            return shown
        return f"{shown} ({crc32(self.path.encode(errors='surrogateescape')):08x})"

    @property
    def size(self) -> int:
        """Return the bytes of the file, or 0 if it cannot be read."""
        _, size, *rest = self.stamp.split()
        return int(size) if rest else 0


def find_deck_files(places: Iterable[str]) -> list[DeckFile]:
    """Return the deck files in these folders and their subfolders, each once.

    They are in the order of the folders; within one, its own files come before those of its subfolders.
    """
    found: dict[object, DeckFile] = {}
    for path in (path for place in places for path in _deck_paths(os.path.normpath(place))):
        try:
            status = os.stat(path)
        except OSError as error:
            found[path] = DeckFile(path, f"unreadable {error.errno}")
            continue
        stamp = f"{status.st_mtime_ns} {status.st_size} {status.st_ino} {status.st_ctime_ns}"
        identity = (status.st_dev, status.st_ino) if status.st_ino else path  # some file systems have no numbers
        found.setdefault(identity, DeckFile(path, stamp))
    return list(found.values())


def _deck_paths(place: str) -> Iterator[str]:
    """Yield the path of each deck in a folder and in its subfolders."""
    names, folders = list_folder(place)
    yield from (os.path.join(place, name) for name in deck_names(place, names))
    for path in (os.path.join(place, folder) for folder in folders):
        yield from (os.path.join(path, name) for name in deck_names(path, list_folder(path)[0]))


def stem_of(path: str) -> str:
    """Return the sanitized file name without its extension."""
    return sanitize_line(os.path.splitext(os.path.basename(path))[0])


def deck_name_for(path: str) -> str:
    """Return the file name for a deck that is made from a file, such as "rivers.toml" from "rivers.csv".

    It is never hidden: no deck is found under a name that begins with a dot.
    """
    return portable_name(f"{stem_of(path).lstrip('. ') or 'deck'}.toml")


def read_deck_file(path: str) -> tuple[ParsedDeck, str]:
    """Return the parsed deck and its text. Never raises: an unreadable file or bad content becomes a problem."""
    from aide_memoire.decks import diagnostics, parser  # noqa: PLC0415  `due` finds decks without reading them

    empty = parser.parse_deck("", stem_of(path))
    try:
        data = read_regular_file(path, LARGEST_DECK)
    except OSError as error:
        reason = sanitize(error.strerror or str(error))
        hint = "" if (error.errno or 0) in _LASTING else _TRY_AGAIN
        return _refused(empty, diagnostics.Problem("unreadable", f"cannot be read: {reason}", hint=hint))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:_HEAD]:
        hint = "save the file as UTF-8; some editors call UTF-16 “Unicode”"
        return _refused(empty, diagnostics.Problem("encoding", "not UTF-8, but UTF-16 or no text at all", hint=hint))
    if max(data.count(sign) for sign in (b"\n", b",")) > _MOST_LINES:
        message, hint = f"more than {_MOST_LINES:,} lines, or entries of lists", "part the deck into several"
        return _refused(empty, diagnostics.Problem("too-large", message, hint=hint))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        position = before.count(b"\n") + 1, len(before[line_start:].decode(errors="replace")) + 1
        problem = diagnostics.Problem(
            "encoding", "not UTF-8", hint="save the file as UTF-8", line=position[0], column=position[1]
        )
        reading = parser.parse_deck(text, stem_of(path))
        return reading._replace(problems=(problem, *reading.problems)), text
    return parser.parse_deck(text, stem_of(path)), text


def may_be_read_later(reading: ParsedDeck) -> bool:
    """Return whether a file could not be read for a reason that goes by itself, such as a disk that did not answer."""
    return any(problem.hint == _TRY_AGAIN for problem in reading.problems)


def _refused(empty: ParsedDeck, problem: Problem) -> tuple[ParsedDeck, str]:
    """Return the empty deck of a file that is not read at all, with the reason."""
    return empty._replace(problems=(problem._replace(line=1, column=1),)), ""


def diagnose_files(paths: Iterable[str], places: Sequence[str] = ()) -> list[Diagnostic]:
    """Return every mistake in these deck files with its place, also that another deck of the same id is studied.

    `places` are the folders that decks are studied from.
    """
    from aide_memoire.decks import lint, lint_files, locations  # noqa: PLC0415  advice and a second parser, for `check`

    parsed = {path: read_deck_file(path) for path in paths}
    beside = lint_files.lint_files({path: reading for path, (reading, _) in parsed.items()}, places)
    found: list[Diagnostic] = []
    for path in tuple(parsed):  # a deck's notes go before its text is parsed again: both take much memory
        reading, text = parsed.pop(path)
        problems = (*beside[path], *reading.problems, *lint.lint_deck(reading))
        del reading
        found += locations.locate_problems(path, text, problems)
    return found


def diagnose_file(path: str) -> list[Diagnostic]:
    """Return every mistake in one deck file with its place."""
    return diagnose_files([path])
