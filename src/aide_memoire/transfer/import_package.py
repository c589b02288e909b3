"""Import an Anki package: each of its decks becomes a deck file, and its reviews are merged into the log."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile

from aide_memoire.atomic_files import create_file
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.file_names import portable_name
from aide_memoire.core.ids import id_from_words, slug
from aide_memoire.core.media import reason_against
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.decks.files import stem_of
from aide_memoire.decks.write import new_decks
from aide_memoire.exchange.anki.collection import read_collection
from aide_memoire.exchange.anki.media import media_name, unpack_media
from aide_memoire.exchange.anki.package import unpacked
from aide_memoire.exchange.anki.read import CITED, decks_of
from aide_memoire.exchange.ids import with_ids
from aide_memoire.formatting import counted
from aide_memoire.profiles.backups import how_to_take_back, try_back_up
from aide_memoire.store import deck_files, log
from aide_memoire.transfer.anki_progress import convert_progress, count_new, merge_progress
from aide_memoire.transfer.import_deck import INSTEAD, preview_deck, reason_to_refuse, remark_lines, text_of
from aide_memoire.transfer.plan import Preview, Result, count_notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aide_memoire.exchange.anki.collection import Collection
    from aide_memoire.exchange.anki.read import AnkiDeck
    from aide_memoire.transfer.anki_progress import ConvertedProgress
    from aide_memoire.transfer.plan import Watch
    from aide_memoire.workspace import Workspace


_OF_THE_NAME = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ENOENT)
_UNPACK = "put them beside the deck, under the names in its notes"


class PlannedDeck(NamedTuple):
    """A deck to write: its file, its id, and its content."""

    output: str
    id: str
    found: AnkiDeck


class PackageImport(NamedTuple):
    """The decks and reviews of a package. `before` is the number of events in the profile's log when it was read."""

    path: str
    decks: tuple[PlannedDeck, ...]
    converted: ConvertedProgress
    media: Mapping[str, str]  # the entry in the zip file of each picture and sound
    before: int

    @property
    def refusal(self) -> str:
        """Return why nothing is written, or ""."""
        return reason_to_refuse(self.path, [deck.found.imported for deck in self.decks])

    def preview(self, workspace: Workspace) -> Preview:
        """Return a preview of the decks and the number of reviews."""
        decks = tuple(preview_deck(self.path, each.output, each.found.imported, CITED) for each in self.decks)
        new, events = count_new(workspace, self.converted)
        return Preview(
            decks,
            f"{self.path}: {self._progress()} to import, {new} of {counted(events, 'event')} new",
            self._remarks(),
        )

    def is_unchanged(self, workspace: Workspace) -> bool:
        """Return whether the profile's log still has as many events as when the package was read."""
        return log.event_count(workspace.db) == self.before

    def carry_out(self, workspace: Workspace, watch: Watch) -> Result:
        """Write all decks and merge the reviews. If it is refused, or a deck cannot be written, nothing is changed."""
        remarks = [line for deck in self.decks for line in remark_lines(self.path, deck.found.imported, CITED)]
        if self.refusal:
            return Result((), (*remarks, *self._remarks()))
        written = [deck for deck in self.decks if deck.found.imported.notes]
        _check_ids(workspace, written)
        texts = {deck.output: text_of(self.path, deck.output, deck.found.imported) for deck in written}
        trouble, new, way_back = [], 0, ""
        with new_decks(texts, INSTEAD):  # they appear once their progress is saved
            if self.converted.reviews.cards:
                trouble = [each for each in [try_back_up(workspace, replace=True)] if each]
                way_back = "" if trouble else how_to_take_back(workspace)
            with watch("merging") as on_progress:
                new = merge_progress(workspace, self.converted, on_progress)
        done = [f"{self.path}: {count_notes(deck.found.imported)} written to {deck.output}" for deck in written]
        if self.converted.reviews.cards:
            done.append(f"{self.path}: {self._progress()} imported, {counted(new, 'event')} new")
        put, lacking = _put_media(self.path, self.media, written)
        done += [f"{self.path}: {_pictures(put)} put beside the decks"] if put else []
        left = [f"{self.path}: {_pictures(lacking)} could not be unpacked: {_UNPACK}"] if lacking else []
        left += [way_back] if new and way_back else []
        decks = tuple(deck.output for deck in written)
        return Result(tuple(done), (*trouble, *remarks, *self._remarks(), *left), decks)

    def _progress(self) -> str:
        """Return "20,000 reviews of 850 cards"."""
        found = self.converted.reviews
        return f"{counted(found.reviews, 'review')} of {counted(found.cards, 'card')}"

    def _remarks(self) -> tuple[str, ...]:
        return tuple(f"{self.path}: {remark}" for remark in self.converted.remarks)


def plan_package(workspace: Workspace, path: str, output: str | None, folder: str = "") -> PackageImport:
    """Read a package. All its decks go into the file `output`, or each into a file of its own in `folder`.

    Raises AideMemoireError if the package cannot be read.
    """
    collection, media = _collection(path)
    decks = _planned_decks(collection, output, folder)
    converted = convert_progress(workspace, collection, [(deck.id, deck.found) for deck in decks])
    return PackageImport(path, tuple(decks), converted, media, log.event_count(workspace.db))


def _collection(path: str) -> tuple[Collection, Mapping[str, str]]:
    if not os.path.isfile(path):
        raise AideMemoireError(f"{path} is not a regular file" if os.path.exists(path) else f"there is no file {path}")
    try:
        with unpacked(path) as found:
            return read_collection(found.path), found.media
    except AideMemoireError as error:
        raise AideMemoireError(f"{path}: {error.message}", error.hint) from None


def _planned_decks(collection: Collection, output: str | None, folder: str) -> list[PlannedDeck]:
    """Return the decks that are not empty, each with its file."""
    taken: set[str] = set()
    decks = []
    for found in decks_of(collection, together=output is not None):
        file = output or os.path.join(folder, f"{_free_stem(portable_name(slug(found.name) or 'deck'), taken)}.toml")
        named = found._replace(imported=with_ids(found.imported, id_from_words))
        decks.append(PlannedDeck(file, slug(stem_of(file)) or "deck", named))
    return decks


def _free_stem(stem: str, taken: set[str]) -> str:
    number, free = 1, stem
    while free in taken:
        number += 1
        free = f"{stem}-{number}"
    taken.add(free)
    return free


def _put_media(path: str, listed: Mapping[str, str], decks: Sequence[PlannedDeck]) -> tuple[int, int]:
    """Put the pictures and sounds that notes name beside their decks. Return how many, and how many are lacking."""
    targets: dict[str, dict[str, None]] = {}
    for deck in decks:
        folder = os.path.dirname(deck.output)
        for name in (name for note in deck.found.imported.notes for name in note.shared.media):
            targets.setdefault(name, {})[os.path.join(folder, name)] = None
    entries = {name: listed[media_name(name)] for name in targets if _is_safe(name) and media_name(name) in listed}
    put = 0
    with suppress(OSError, BadZipFile):
        for name, data in unpack_media(path, entries):
            done = [_is_put(target, data, is_first=not put) for target in targets[name]]
            put += all(done)
    return put, len(targets) - put


def _is_put(target: str, data: bytes, *, is_first: bool) -> bool:
    """Create a file. Returns False if none can have this name; raises OSError where no other could be written."""
    try:
        create_file(target, data, is_first=is_first)
    except FileExistsError:
        return True  # as from an import before; one of the learner's own stays
    except OSError as error:
        if error.errno not in _OF_THE_NAME:
            raise
        return False
    return True


def _pictures(number: int) -> str:
    return "1 picture or sound" if number == 1 else f"{number:,} pictures or sounds"


def _is_safe(name: str) -> bool:
    """Return whether a name is that of a visible file in the deck's own folder."""
    return "/" not in name and not name.startswith(".") and sanitize_line(name) == name and not reason_against(name)


def _check_ids(workspace: Workspace, decks: list[PlannedDeck]) -> None:
    """Raise AideMemoireError if another deck file has one of the ids: neither deck could be studied."""
    known = {entry.deck: entry.path for entry in deck_files.deck_files(workspace.db)}
    for deck in decks:
        path = known.get(deck.id, deck.output)
        if os.path.abspath(path) != os.path.abspath(deck.output):
            raise AideMemoireError(f"there is a deck {deck.id} already: {sanitize_line(path)}", "-o gives another name")
