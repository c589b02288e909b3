"""`decks add`: decks of others into a folder among one's own decks, and later their updates.

Each file is compared three ways: as it was when it was taken over (`origin.toml`), as it is here, as it is in what was
given. Nothing that was changed here is lost: such a deck becomes an own copy, which goes before the new one.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.atomic_files import create_file, move, read_regular_file, replace_file
from aide_memoire.authoring.own_copy import Copied, copy_deck
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.file_names import portable_name
from aide_memoire.core.ids import slug
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.decks.file_names import ENDING, ORIGIN
from aide_memoire.decks.files import LARGEST_DECK, read_deck_file
from aide_memoire.decks.folders import is_within, list_folder
from aide_memoire.decks.origin import Origin, digest, origin_text, read_origin
from aide_memoire.decks.write import UNWRITABLE_HINT
from aide_memoire.transfer.bundle import read_bundle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aide_memoire.transfer.bundle import Bundle
    from aide_memoire.workspace import Workspace

Fate = Literal["new", "same", "updated", "kept", "own", "beside", "removed", "gone", "deleted"]
"""What becomes of a file. `own`: it was changed here and becomes an own copy. `beside`: it was, but is no deck, and
stays. `removed`: the deck has another file name now. `gone`: it is no longer given. `deleted`: it was deleted here."""

_WRITTEN = ("new", "updated", "own")


class Plan(NamedTuple):
    """An addition or update that was worked out. Nothing is written yet."""

    bundle: Bundle
    folder: str
    before: Origin | None  # None for an addition
    fates: Mapping[str, Fate]  # by file name

    @property
    def has_changes(self) -> bool:
        """Return whether there is anything to write."""
        return any(fate in (*_WRITTEN, "removed") for fate in self.fates.values())


def plan_add(workspace: Workspace, path: str, name: str = "") -> Plan:
    """Read decks of others and work out what becomes of each file. `name` is that of their folder, if it is given.

    Raises AideMemoireError if there are no decks, or it is not clear where they belong.
    """
    place = workspace.places[-1]
    if is_within(path, place):
        raise AideMemoireError(f"{sanitize(path)} is among your decks already", "its decks are studied as they are")
    bundle = read_bundle(path)
    folder = os.path.join(place, _folder_name(place, bundle, name))
    before = read_origin(folder)
    if before is None and os.path.lexists(folder):
        message = f"{sanitize(folder)} is there already, and did not come by `decks add`"
        raise AideMemoireError(message, "give another name with --name, or move that folder away")
    return Plan(bundle, folder, before, _fates(folder, bundle, before))


def carry_out(workspace: Workspace, plan: Plan) -> list[str]:
    """Write the decks and their record, and read them in. Return the paths of the own copies that were made.

    Raises AideMemoireError if that cannot be done.
    """
    if _fates(plan.folder, plan.bundle, plan.before) != plan.fates:
        raise AideMemoireError(f"{sanitize(plan.folder)} was changed meanwhile", "nothing was written; try it again")
    day = workspace.clock().date().isoformat()
    copies: list[str] = []
    try:
        if plan.before is None:
            _create(plan, day)
        else:
            copies = _update(workspace, plan, plan.before, day)
    except OSError as error:
        message = f"{sanitize(plan.folder)} cannot be written: {error.strerror or error}"
        raise AideMemoireError(message, UNWRITABLE_HINT) from error
    workspace.reread()
    return copies


def _folder_name(place: str, bundle: Bundle, name: str) -> str:
    """Return the name of the folder for the decks: the given one, or that of the decks that they are an update of."""
    if name:
        usable = portable_name(slug(name))
        if usable != name:
            raise UsageError(f"“{sanitize_line(name)}” cannot be the name", f"as in: --name {usable or 'anatomy'}")
        return name
    ids = {reading.head.id for reading in bundle.decks.values()}
    folders = [folder for folder in list_folder(place)[1] if ids & _ids_of(os.path.join(place, folder))]
    if len(folders) > 1 and bundle.name not in folders:
        raise UsageError(f"these decks are in several folders: {sanitize(', '.join(folders))}", "say which with --name")
    return bundle.name if bundle.name in folders or not folders else folders[0]


def _ids_of(folder: str) -> set[str]:
    """Return the ids of the decks in a folder that came by `decks add`."""
    origin = read_origin(folder)
    return {_deck_id(folder, name) for name in origin.files} - {""} if origin else set()


def _deck_id(folder: str, name: str) -> str:
    """Return the id of a deck that is here, or "" for another file."""
    path = os.path.join(folder, name)
    return read_deck_file(path)[0].head.id if name.lower().endswith(ENDING) and os.path.lexists(path) else ""


def _fates(folder: str, bundle: Bundle, before: Origin | None) -> dict[str, Fate]:
    """Return what becomes of each file that is given, and of those that were and are no longer."""
    then = before.files if before else {}
    fates: dict[str, Fate] = {}
    for name, data in bundle.files.items():
        fates[name] = _fate(_local_digest(folder, name), then.get(name), digest(data), is_deck=name in bundle.decks)
    ids = {reading.head.id for name, reading in bundle.decks.items() if fates[name] == "new"}
    for name in [name for name in then if name not in bundle.files and os.path.lexists(os.path.join(folder, name))]:
        is_unchanged = _local_digest(folder, name) == then[name]
        fates[name] = ("removed" if is_unchanged else "own") if _deck_id(folder, name) in ids else "gone"
    return fates


def _fate(here: str | None, then: str | None, now: str, *, is_deck: bool) -> Fate:
    """Return what becomes of a file, from its digest here, when it was taken over, and in what was given."""
    if here is None:
        return "new" if then is None else "deleted"
    if here == now:
        return "same"
    if here == then:
        return "updated"
    if now == then:
        return "kept"
    return "own" if is_deck else "beside"


def _local_digest(folder: str, name: str) -> str | None:
    """Return the digest of a file that is here, or None if it is not."""
    path = os.path.join(folder, name)
    return digest(read_regular_file(path, LARGEST_DECK)) if os.path.lexists(path) else None


def _create(plan: Plan, day: str) -> None:
    """Write a new folder, whole or not at all: under a hidden name until it is finished."""
    place, name = os.path.split(plan.folder)
    part = os.path.join(place, f".{name}-{os.getpid()}.part")
    os.makedirs(part)
    try:
        for path, data in plan.bundle.files.items():
            os.makedirs(os.path.dirname(os.path.join(part, path)), exist_ok=True)
            create_file(os.path.join(part, path), data)
        create_file(os.path.join(part, ORIGIN), _record(plan, {}, day))
        move(part, plan.folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _update(workspace: Workspace, plan: Plan, before: Origin, day: str) -> list[str]:
    """Write what has changed: first the own copies, whose paths are returned, last the record."""
    copies = [
        copy_deck(workspace, os.path.join(plan.folder, name), Copied(before.files.get(name, ""), before.day))
        for name, fate in plan.fates.items()
        if fate == "own"
    ]
    for name, data in plan.bundle.files.items():
        if plan.fates[name] in _WRITTEN:
            path = os.path.join(plan.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            replace_file(path, data)
    left = [name for name in before.files if plan.fates.get(name) == "gone"]
    for name in before.files.keys() - plan.bundle.files.keys() - set(left):
        if name in plan.fates:
            os.unlink(os.path.join(plan.folder, name))
    replace_file(os.path.join(plan.folder, ORIGIN), _record(plan, {name: before.files[name] for name in left}, day))
    return copies


def _record(plan: Plan, left: Mapping[str, str], day: str) -> bytes:
    now = {name: digest(data) for name, data in plan.bundle.files.items()}
    return origin_text(Origin(plan.bundle.source, day, {**left, **now})).encode()
