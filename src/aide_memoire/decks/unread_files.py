"""The files in deck folders that are not studied, and why: conflict copies, backups, other endings, deeper folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.decks.file_names import file_kind, is_deck, original_name
from aide_memoire.decks.folders import list_folder, shipped_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_NAMED = 5
_REASONS = {
    "backup": "backups of an editor",
    "settings": "settings of other programs",
    "hidden": "hidden: the name begins with a dot",
    "other": "a deck's file ends in .toml; `aide-memoire import` reads files of other programs",
}


class UnreadFile(NamedTuple):
    """A file or folder that is not studied. `kind` is "deep" for a folder that lies too deep."""

    path: str
    kind: str
    reason: str


def find_unread_files(places: Iterable[str]) -> list[UnreadFile]:
    """Return the files in these folders and their subfolders that someone could take for decks.

    In the folder of the shipped decks, nothing is anyone's.
    """
    found: dict[str, UnreadFile] = {}
    for place in (os.path.normpath(place) for place in places if place != shipped_folder()):
        names, folders = list_folder(place)
        found |= {each.path: each for each in _unread(place, names)}
        for folder in (os.path.join(place, name) for name in folders):
            if not os.access(folder, os.R_OK | os.X_OK):
                found[folder] = UnreadFile(folder, "unreadable", "the folder's permissions do not allow it")
            names, deeper = list_folder(folder)
            found |= {each.path: each for each in _unread(folder, names)}
            found |= {each.path: each for each in _too_deep(folder, deeper)}
    return list(found.values())


def conflict_copies(places: Iterable[str]) -> list[UnreadFile]:
    """Return the conflict copies of decks in these folders."""
    return [each for each in find_unread_files(places) if each.kind == "conflict"]


def describe_unread(found: Sequence[UnreadFile]) -> list[str]:
    """Return lines for people: one for each conflict copy, and one for the other files of a kind in a folder."""
    lines = [f"not studied: {each.path} ({each.reason})" for each in found if each.kind == "conflict"]
    groups: dict[tuple[str, str], list[str]] = {}
    for each in found:
        if each.kind != "conflict":
            folder, name = os.path.split(each.path)
            groups.setdefault((folder, each.reason), []).append(name)
    for (folder, reason), names in groups.items():
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        lines.append(f"not read in {folder}: {', '.join(names[:_MOST_NAMED])}{more} ({reason})")
    return lines


def _unread(folder: str, names: Sequence[str]) -> Iterator[UnreadFile]:
    for name in names:
        kind, path = file_kind(name), os.path.join(folder, name)
        if kind == "conflict":
            yield UnreadFile(path, kind, _cure(original_name(name), names))
        elif kind in _REASONS:
            yield UnreadFile(path, kind, _REASONS[kind])


def _cure(original: str, names: Sequence[str]) -> str:
    """Return what to do with a conflict copy: nothing of it is lost if the original is no longer there."""
    if original in names:
        return f"a conflict copy: put what is missing into {original}, then delete the copy"
    return f"a conflict copy of {original}, which is not here: rename the copy to study it"


def _too_deep(folder: str, deeper: Iterable[str]) -> Iterator[UnreadFile]:
    for path in (os.path.join(folder, name) for name in deeper):
        if any(is_deck(name) for name in list_folder(path)[0]):
            yield UnreadFile(path, "deep", "folders are read one level deep: its decks lie deeper")
