"""Find deck files by name and stamp, and read and diagnose them on demand."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from aide_memoire.atomic_files import read_regular_file
from aide_memoire.core.sanitize import sanitize, sanitize_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aide_memoire.decks.diagnostics import Diagnostic
    from aide_memoire.decks.parser import ParsedDeck

LARGEST_DECK = 64 * 1024 * 1024
"""The size limit in bytes. No deck written by a person is larger."""


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


def shipped_folder() -> str:
    """Return the folder of the decks that come with the program."""
    package = os.path.dirname(os.path.abspath(__file__))
    if any(name.endswith(".toml") for name in os.listdir(package)):
        return package
    return os.path.join(os.path.dirname(package), "..", "..", "decks")  # a source tree


def find_deck_files(places: Iterable[str]) -> list[DeckFile]:
    """Return the deck files in these folders, in the order of the folders and then of the names."""
    found: list[DeckFile] = []
    for place in places:
        try:
            names = sorted(os.listdir(place))
        except OSError:
            continue  # a missing folder has no decks; the command line checks `--decks` itself
        for name in names:
            if name.endswith(".toml") and not name.startswith("."):
                path = os.path.join(os.path.normpath(place), name)
                found.append(DeckFile(path, _stamp(path)))
    return found


def _stamp(path: str) -> str:
    try:
        status = os.stat(path)
    except OSError as error:
        return f"unreadable {error.errno}"
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino} {status.st_ctime_ns}"


def stem_of(path: str) -> str:
    """Return the sanitized file name without its extension."""
    return sanitize_line(os.path.splitext(os.path.basename(path))[0])


def read_deck_file(path: str) -> tuple[ParsedDeck, str]:
    """Return the parsed deck and its text. Never raises: an unreadable file or bad content becomes a problem."""
    from aide_memoire.decks.diagnostics import Problem  # noqa: PLC0415  `due` finds decks without reading them
    from aide_memoire.decks.parser import parse_deck  # noqa: PLC0415  `due` parses no TOML

    try:
        data = read_regular_file(path, LARGEST_DECK)
    except OSError as error:
        reading = parse_deck("", stem_of(path))
        reason = sanitize(error.strerror or str(error))
        return reading._replace(problems=(Problem("unreadable", f"cannot be read: {reason}", line=1, column=1),)), ""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        position = before.count(b"\n") + 1, len(before[line_start:].decode(errors="replace")) + 1
        problem = Problem("encoding", "not UTF-8", hint="save the file as UTF-8", line=position[0], column=position[1])
        reading = parse_deck(text, stem_of(path))
        return reading._replace(problems=(problem, *reading.problems)), text
    return parse_deck(text, stem_of(path)), text


def diagnose_files(paths: Iterable[str]) -> list[Diagnostic]:
    """Return every mistake in these deck files with its place, also decks that share one id."""
    from aide_memoire.decks.lint import lint_deck  # noqa: PLC0415  only `check` needs it
    from aide_memoire.decks.lint_files import lint_files  # noqa: PLC0415  as above
    from aide_memoire.decks.locations import locate_problems  # noqa: PLC0415  a second parser, needed only for mistakes

    parsed = {path: read_deck_file(path) for path in paths}
    beside = lint_files({path: reading for path, (reading, _) in parsed.items()})
    found: list[Diagnostic] = []
    for path, (reading, text) in parsed.items():
        found += locate_problems(path, text, (*beside[path], *reading.problems, *lint_deck(reading)))
    return found


def diagnose_file(path: str) -> list[Diagnostic]:
    """Return every mistake in one deck file with its place."""
    return diagnose_files([path])
