"""The folder of the shipped decks, and what lies in a deck folder."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from aide_memoire.atomic_files import READING
from aide_memoire.core.file_names import spellings
from aide_memoire.decks.file_names import ORIGIN, is_deck

if TYPE_CHECKING:
    from collections.abc import Iterable

_RECORD_HEAD = 4096  # bytes
_FIGURES = re.compile("([0-9]+)")
_NO_DECKS = ("__pycache__", "__MACOSX", "node_modules")


def shipped_folder() -> str:
    """Return the folder of the decks that come with the program.

    In a source tree it is not normalized, as a folder that someone names is: `--decks decks` means decks of one's own.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    if any(name.endswith(".toml") for name in os.listdir(package)):
        return package
    return os.path.join(os.path.dirname(package), "..", "..", "decks")


def is_same_folder(one: str, other: str) -> bool:
    """Return whether two paths lead to one folder: also by a link, or in other letters where the system allows it."""
    try:
        return os.path.samefile(one, other)
    except OSError:  # one of them is not there
        return False


def path_beside(deck_path: str, name: str) -> str:
    """Return the path of a file that a note names, which may be there in the other form of Unicode."""
    folder = os.path.dirname(deck_path)
    paths = [os.path.join(folder, each) for each in spellings(name)]
    return next((path for path in paths if os.path.isfile(path)), paths[0])


def is_within(path: str, folder: str) -> bool:
    """Return whether a path is a folder or in it. Links are followed; the path may be on another drive."""
    above = os.path.realpath(path)
    while not is_same_folder(above, folder):
        if os.path.dirname(above) == above:
            return False
        above = os.path.dirname(above)
    return True


def deck_names(folder: str, names: Iterable[str]) -> list[str]:
    """Return the names of decks among the names of the files in a folder."""
    return [name for name in names if is_deck(name) and not (name == ORIGIN and _is_record(os.path.join(folder, name)))]


def _is_record(path: str) -> bool:
    """Return whether a file says where decks came from. `due` finds that out without parsing TOML."""
    try:
        handle = os.open(path, READING)
    except OSError:
        return False
    with open(handle, "rb") as file:
        try:
            return b"[origin]" in (file.read(_RECORD_HEAD) or b"")
        except OSError:
            return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder; a link that leads round in a circle is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def list_folder(path: str) -> tuple[list[str], list[str]]:
    """Return the names of the files and of the visible folders in a folder, in order; nothing if it cannot be read."""
    names: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if not _is_folder(entry):
                    names.append(entry.name)
                elif not entry.name.startswith(".") and entry.name not in _NO_DECKS:
                    folders.append(entry.name)
    except OSError:
        pass  # a missing folder has no decks; the command line checks `--decks` itself
    return sorted(names, key=_in_order), sorted(folders, key=_in_order)


def _in_order(name: str) -> tuple[list[str | int], str]:
    """Return what sorts names as people do: “unit-2” before “unit-10”."""
    parts = _FIGURES.split(name)
    return [int(part) if place % 2 else part for place, part in enumerate(parts)], name


def unreadable_folders(places: Iterable[str]) -> list[str]:
    """Return those of these folders, and of the visible folders in them, that are there but cannot be read."""
    found = []
    for place in map(os.path.normpath, places):
        if os.path.lexists(place) and not _can_be_listed(place):
            found.append(place)
        folders = (os.path.join(place, name) for name in list_folder(place)[1])
        found += [folder for folder in folders if not _can_be_listed(folder)]
    return found


def _can_be_listed(path: str) -> bool:
    try:
        with os.scandir(path):
            return os.access(path, os.X_OK)
    except OSError:
        return False
