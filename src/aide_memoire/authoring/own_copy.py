"""Own copies: a deck of someone else is never written to; an edit of it makes a copy in the learner's deck folder.

The copy has the same deck id and goes before the other one, so every history goes on. A record beside the copies says
what the other one was when it was copied.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire import atomic_files
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.file_names import portable_name
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.decks import files
from aide_memoire.decks.file_names import ENDING
from aide_memoire.decks.origin import digest
from aide_memoire.decks.pin_ids import pin_ids
from aide_memoire.decks.precedence import is_foreign, is_foreign_folder
from aide_memoire.decks.write import UNWRITABLE_HINT
from aide_memoire.library.media import find_media
from aide_memoire.store import deck_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aide_memoire.decks.parser import ParsedDeck
    from aide_memoire.workspace import Workspace

_RECORD = ".own-copies.json"
_LARGEST_RECORD = 4 * 1024 * 1024  # bytes
_MOST_COPIES = 100  # of one deck


class Copied(NamedTuple):
    """What was copied: the digest of the other file then, and the day."""

    digest: str
    day: str


class OwnCopy(NamedTuple):
    """An own copy, and the file that it goes before. `changed_since` is "" unless the other file has changed."""

    path: str
    other: str
    changed_since: str
    is_same: bool


def editable_path(workspace: Workspace, path: str) -> str:
    """Return the path that an edit of a deck is written to: the deck's own, or that of an own copy, made now.

    This is the one place that decides it. Raises AideMemoireError if the copy cannot be written.
    """
    if not is_foreign(path, workspace.places):
        return path
    return copy_deck(workspace, path)


def editable_paths(workspace: Workspace) -> Callable[[str], str]:
    """Return `editable_path` for the decks of a workspace."""
    return partial(editable_path, workspace)


def copy_deck(workspace: Workspace, path: str, original: Copied | None = None) -> str:
    """Copy a deck into the learner's deck folder, and return the path of the copy.

    `original` is what the deck was when it was taken over, if it has been changed since. Raises AideMemoireError.
    """
    folder = own_folder(workspace)
    reading, text = files.read_deck_file(path)
    _check_other_copy(workspace, folder, reading.head.id)
    try:
        data = atomic_files.read_regular_file(path, files.LARGEST_DECK)
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be copied: {error.strerror}", UNWRITABLE_HINT) from error
    target = _free_path(folder, reading.head.id)
    if files.stem_of(target) != reading.head.id and "id" not in reading.tables["deck"]:
        data = pin_ids(text, reading).encode()  # else the deck would have the id of its new name
    try:
        atomic_files.create_file(target, data)
    except OSError as error:
        hint = f"{sanitize(path)} is not yours to change, and your own decks lie there: {UNWRITABLE_HINT}"
        raise AideMemoireError(f"{sanitize(target)} cannot be written: {error.strerror}", hint) from error
    _copy_media(path, target, reading)
    _remember(folder, reading.head.id, original or Copied(digest(data), workspace.clock().date().isoformat()))
    return target


def own_folder(workspace: Workspace) -> str:
    """Return the folder that own copies are written to: that of the learner's decks, if the last one is not theirs."""
    last = workspace.places[-1]
    return workspace.paths.decks if is_foreign_folder(last, workspace.places) else last


def _check_other_copy(workspace: Workspace, folder: str, deck: str) -> None:
    """Raise AideMemoireError if there is an own copy already, in a folder that is not among those of `--decks`."""
    path = os.path.join(folder, f"{deck}{ENDING}")
    if folder not in workspace.places and os.path.lexists(path) and files.read_deck_file(path)[0].head.id == deck:
        raise AideMemoireError(
            f"you have your own copy of this deck: {sanitize(path)}", "edit that one, without --decks"
        )


def _copy_media(path: str, copy: str, reading: ParsedDeck) -> None:
    """Copy the files that the notes name beside the copy. `check` tells of those that cannot be."""
    for name in {name for parsed in reading.notes for name in parsed.note.shared.media}:
        target = os.path.join(os.path.dirname(copy), name)
        if not os.path.lexists(target):
            with suppress(AideMemoireError, OSError):
                found = find_media(path, name)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copyfile(found, target)


def own_copies(workspace: Workspace) -> dict[str, OwnCopy]:
    """Return the decks that go before one of someone else, by deck id."""
    copied = _read_record(own_folder(workspace))
    entries = deck_files.deck_files(workspace.db)
    others = {entry.deck: entry.path for entry in entries if entry.replaced}
    return {
        entry.deck: _compare(entry.path, others[entry.deck], copied.get(entry.deck))
        for entry in entries
        if entry.live and entry.deck in others
    }


def remove_if_same(path: str, other: str) -> bool:
    """Remove an own copy that nothing was changed in. Return whether that was so."""
    is_same = _bytes(path) == _bytes(other)
    if is_same:
        os.unlink(path)
    return is_same


def mark_seen(workspace: Workspace, deck: str) -> None:
    """Note that the learner has seen how the deck that an own copy was made from has changed."""
    copy = own_copies(workspace).get(deck)
    if copy is None:
        raise AideMemoireError(
            f"“{sanitize_line(deck)}” is no own copy of another deck", "aide-memoire decks lists them"
        )
    day = workspace.clock().date().isoformat()
    _remember(own_folder(workspace), deck, Copied(digest(_bytes(copy.other)), day))


def _compare(path: str, other: str, copied: Copied | None) -> OwnCopy:
    now = _bytes(other)
    changed = copied is not None and copied.digest != digest(now)
    return OwnCopy(path, other, copied.day if copied and changed else "", is_same=_bytes(path) == now)


def _bytes(path: str) -> bytes:
    try:
        return atomic_files.read_regular_file(path, files.LARGEST_DECK)
    except OSError:
        return b""


def _free_path(folder: str, deck: str) -> str:
    """Return a path for a deck in a folder at which nothing is yet."""
    stem = portable_name(deck.lstrip(".")) or "deck"  # hidden files are not read
    names = [stem, *(f"{stem}-{number}" for number in range(2, _MOST_COPIES))]
    paths = [os.path.join(folder, f"{name}{ENDING}") for name in names]
    free = next((path for path in paths if not os.path.lexists(path)), None)
    if free is None:
        raise AideMemoireError(f"there are too many copies of {deck} in {sanitize(folder)}", "delete some")
    return free


def _read_record(folder: str) -> dict[str, Copied]:
    """Return what was copied by deck id. A record that cannot be read is empty: only the notice of changes is lost."""
    try:
        record = json.loads(atomic_files.read_regular_file(os.path.join(folder, _RECORD), _LARGEST_RECORD))
        return {
            str(deck): Copied(str(each["digest"]), sanitize_line(str(each["day"]))) for deck, each in record.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _remember(folder: str, deck: str, copied: Copied) -> None:
    record: Mapping[str, Copied] = _read_record(folder) | {deck: copied}
    text = json.dumps({name: each._asdict() for name, each in record.items()}, ensure_ascii=False, indent=1)
    try:
        atomic_files.replace_file(os.path.join(folder, _RECORD), f"{text}\n".encode())
    except OSError as error:
        raise AideMemoireError(f"{sanitize(folder)} cannot be written: {error.strerror}", UNWRITABLE_HINT) from error
