"""What is wrong between a deck and what lies beside it: other decks, and files that its notes name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.folders import path_beside
from aide_memoire.decks.precedence import find_clashes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aide_memoire.decks.parser import ParsedDeck, ParsedNote


def lint_files(decks: Mapping[str, ParsedDeck], places: Sequence[str]) -> dict[str, list[Problem]]:
    """Return the problems of each path of these decks that no deck shows by itself. `places` are the deck folders."""
    clashes = find_clashes({path: reading.head.id for path, reading in decks.items()}, places)
    notes = {reading.head.id: {parsed.note.shared.id for parsed in reading.notes} for reading in decks.values()}
    return {
        path: [
            *clashes.get(path, ()),
            *(problem for parsed in reading.notes for problem in _unknown_notes(parsed, notes)),
            *(problem for parsed in reading.notes for problem in _missing_media(parsed, path)),
        ]
        for path, reading in decks.items()
    }


def _unknown_notes(parsed: ParsedNote, notes: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Yield each note of another deck that `bury_with` names and that deck lacks; a deck not at hand may have it."""
    for place, sibling in enumerate(parsed.note.shared.bury_with):
        deck, slash, note = sibling.partition("/")
        if slash and note not in notes.get(deck, {note}):
            hint = did_you_mean(note, notes[deck])
            where = (*parsed.key_path, "bury_with", place)
            yield Problem("unknown-note", f"no note of “{deck}” has the id “{note}”", where, hint)


def _missing_media(parsed: ParsedNote, path: str) -> Iterator[Problem]:
    for place, name in enumerate(parsed.note.shared.media):
        if not os.path.isfile(path_beside(path, name)):
            where, cure = (*parsed.key_path, "media", place), "its place is the folder of the deck"
            yield Problem("missing-media", f"there is no file {name}", where, cure, "warning")
