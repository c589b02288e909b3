"""Which deck file is studied where several have the same deck id, and which deck files are someone else's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.folders import is_same_folder, shipped_folder
from aide_memoire.decks.origin import read_origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Choice(NamedTuple):
    """The file that is studied of those with one deck id, and the others.

    Those that are `replaced` belong to someone else and have an own copy before them; those that are `clashing` are
    a mistake.
    """

    studied: str
    replaced: tuple[str, ...]
    clashing: tuple[str, ...]


def choose_deck(deck: str, paths: Sequence[str], places: Sequence[str]) -> Choice:
    """Choose the file to study of those that have the deck id `deck`. `places` are the deck folders.

    One's own go before those of others, a later folder before an earlier one, a folder before its subfolders, then
    the file that is named as the deck, then the shortest name.
    """
    foreign = {path: is_foreign(path, places) for path in paths}
    ranks = {path: (foreign[path], *_nearness(path, places), *_likeness(path, deck)) for path in paths}
    studied, *others = sorted(paths, key=ranks.__getitem__)
    replaced = [
        path
        for path in others
        if foreign[path] and (not foreign[studied] or _is_shipped(os.path.dirname(path), places))
    ]
    return Choice(studied, tuple(replaced), tuple(path for path in others if path not in replaced))


def find_clashes(ids: Mapping[str, str], places: Sequence[str]) -> dict[str, tuple[Problem]]:
    """Return a problem for each deck file that clashes with another one. `ids` has the deck id of each file."""
    paths_by_id: dict[str, list[str]] = {}
    for path, deck in ids.items():
        paths_by_id.setdefault(deck, []).append(path)
    found: dict[str, tuple[Problem]] = {}
    for deck, paths in ((deck, paths) for deck, paths in paths_by_id.items() if len(paths) > 1):
        choice = choose_deck(deck, paths, places)
        message = f"another deck has the id “{deck}” and is studied instead: {sanitize(choice.studied)}"
        problem = Problem("deck-id-twice", message, ("deck", "id"), "give this one an id of its own, or delete it")
        found |= dict.fromkeys(choice.clashing, (problem,))
    return found


def is_foreign(path: str, places: Sequence[str]) -> bool:
    """Return whether a deck file must not be written to: it is shipped, came by `decks add`, or is not writable."""
    real = os.path.realpath(path)
    return is_foreign_folder(os.path.dirname(real), places) or not os.access(real, os.W_OK)


def is_foreign_folder(folder: str, places: Sequence[str]) -> bool:
    """Return whether all decks in a folder are someone else's. One that is not there yet is not."""
    if _is_shipped(folder, places) or read_origin(folder) is not None:
        return True
    return os.path.exists(folder) and not os.access(folder, os.W_OK)


def _is_shipped(folder: str, places: Sequence[str]) -> bool:
    """Return whether decks came with the program. In a source tree these are one's own if their folder was named."""
    shipped = shipped_folder()
    if not is_same_folder(folder, shipped):
        return False
    return shipped in places or os.path.realpath(shipped) == os.path.dirname(os.path.realpath(__file__))


def _nearness(path: str, places: Sequence[str]) -> tuple[int, int]:
    """Return a lower value for a file of a later folder, and for one that is in no subfolder."""
    folder = os.path.dirname(os.path.abspath(path))
    roots = [os.path.abspath(place) for place in places]
    number = max((at for at, root in enumerate(roots) if root in (folder, os.path.dirname(folder))), default=-1)
    return -number, int(folder not in roots)


def _likeness(path: str, deck: str) -> tuple[bool, int, str]:
    """Return a lower value for a file that is named as the deck, and for a shorter name: "x.toml" before "x 2.toml"."""
    name = os.path.basename(path)
    return os.path.splitext(name)[0] != deck, len(name), path
