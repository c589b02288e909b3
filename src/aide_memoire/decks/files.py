"""Where decks lie on this machine, and what is there: found by name and stamp, read only when asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize, sanitize_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aide_memoire.decks.diagnostics import Diagnostic
    from aide_memoire.decks.parser import ParsedDeck

LARGEST_DECK = 64 * 1024 * 1024
"""Bytes: beyond it a file is no deck that someone wrote."""


class DeckFile(NamedTuple):
    """A deck's file as it lies there now; `stamp` changes whenever the file does."""

    path: str
    stamp: str

    @property
    def key(self) -> str:
        """Return the path as it is shown and kept; names that look alike once they are clean are told apart."""
        shown = sanitize(self.path)
        if shown == self.path:
            return shown
        from zlib import crc32  # noqa: PLC0415  few names have anything to clean

        return f"{shown} ({crc32(self.path.encode(errors='surrogateescape')):08x})"


def shipped_folder() -> str:
    """Return the folder of the decks that come with the program."""
    beside = os.path.dirname(os.path.abspath(__file__))
    if any(name.endswith(".toml") for name in os.listdir(beside)):
        return beside
    return os.path.join(os.path.dirname(beside), "..", "..", "decks")  # a source tree


def find_deck_files(places: Iterable[str]) -> list[DeckFile]:
    """Return the deck files in these folders, in order of the places and then of names."""
    found: list[DeckFile] = []
    for place in places:
        try:
            names = sorted(os.listdir(place))
        except OSError:
            continue  # a folder that is not there has no decks; `--decks` is checked where it is given
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
    """Return the file's name without its ending."""
    return sanitize_line(os.path.splitext(os.path.basename(path))[0])


def read_deck_file(path: str) -> tuple[ParsedDeck, str]:
    """Return what a deck file holds, and its text. Never raises for what lies there."""
    from aide_memoire.atomic_files import read_regular_file  # noqa: PLC0415
    from aide_memoire.decks.diagnostics import Problem  # noqa: PLC0415  `due` finds decks and reads none
    from aide_memoire.decks.parser import parse_deck  # noqa: PLC0415

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
        place = before.count(b"\n") + 1, len(before[line_start:].decode(errors="replace")) + 1
        problem = Problem("encoding", "not UTF-8", hint="save the file as UTF-8", line=place[0], column=place[1])
        reading = parse_deck(text, stem_of(path))
        return reading._replace(problems=(problem, *reading.problems)), text
    return parse_deck(text, stem_of(path)), text


def diagnose_files(paths: Iterable[str]) -> list[Diagnostic]:
    """Return every mistake of these deck files, with places; among them two decks with one id."""
    from aide_memoire.decks.diagnostics import Problem  # noqa: PLC0415
    from aide_memoire.decks.lint import lint_deck  # noqa: PLC0415  only `check` asks for it
    from aide_memoire.decks.locations import locate_problems  # noqa: PLC0415  a parser that only mistakes need

    parse_deck = {path: read_deck_file(path) for path in paths}
    lying: dict[str, list[str]] = {}
    for path, (reading, _) in parse_deck.items():
        lying.setdefault(reading.head.id, []).append(path)
    found: list[Diagnostic] = []
    for path, (reading, text) in parse_deck.items():
        others = ", ".join(sanitize(other) for other in lying[reading.head.id] if other != path)
        message = f"another deck has the id “{reading.head.id}”, so neither is studied: {others}"
        twice = (
            [Problem("deck-id-twice", message, ("deck", "id"), "give one of them an id of its own")] if others else []
        )
        found += locate_problems(path, text, (*twice, *reading.problems, *lint_deck(reading)))
    return found


def diagnose_file(path: str) -> list[Diagnostic]:
    """Return every mistake of one deck file, with places."""
    return diagnose_files([path])
