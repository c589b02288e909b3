"""`import FILE.apkg`: each of Anki's decks becomes one here, and what was learned of it joins the profile."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.cli.backup import back_up_first
from aide_memoire.cli.import_files import deck_for, notes_in_words, preview, tell_remarks, write_deck
from aide_memoire.cli.main import tell
from aide_memoire.cli.progress_bar import interruptible, show_progress
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.ids import id_from_words, slug
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.decks.files import stem_of
from aide_memoire.exchange.anki.collection import read_collection
from aide_memoire.exchange.anki.package import unpacked
from aide_memoire.exchange.anki.read import CITED, decks_of
from aide_memoire.exchange.ids import with_ids
from aide_memoire.formatting import counted
from aide_memoire.store import deck_files, log
from aide_memoire.transfer.anki import convert_progress, count_new, merge_progress

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.exchange.anki.collection import Collection
    from aide_memoire.exchange.anki.read import AnkiDeck
    from aide_memoire.exchange.anki.reviews import ConvertedReviews
    from aide_memoire.workspace import Workspace


class _Deck(NamedTuple):
    """A deck that is to be written: its file, and the id that it has there."""

    output: str
    id: str
    found: AnkiDeck


def bring(call: Call, path: str, options: Namespace) -> None:
    """Import a package: all of it, or nothing where one of its decks cannot be written."""
    collection, media = _collection(path)
    decks = _decks(collection, options.output)
    with call.workspace() as workspace:
        carried = convert_progress(workspace, collection, [(deck.id, deck.found) for deck in decks])
        if options.dry_run:
            _tell_what_would_come(workspace, path, decks, carried)
        else:
            _bring(workspace, path, decks, carried)
    if media:
        tell(sanitize(f"{path}: {media} images and sounds are not carried"))
    for remark in carried.remarks:
        tell(sanitize(f"{path}: {remark}"))


def _collection(path: str) -> tuple[Collection, int]:
    if not os.path.isfile(path):
        raise AideMemoireError(f"{path} is no ordinary file" if os.path.exists(path) else f"there is no file {path}")
    try:
        with unpacked(path) as found:
            return read_collection(found.path), found.media
    except AideMemoireError as error:
        raise AideMemoireError(f"{path}: {error.message}", error.hint) from None


def _decks(collection: Collection, output: str | None) -> list[_Deck]:
    """Return the decks that hold anything, each with a file of its own unless all go into one."""
    taken: set[str] = set()
    decks = []
    for found in decks_of(collection, together=output is not None):
        file = output or f"{_free(slug(found.name) or 'deck', taken)}.toml"
        kept = found._replace(imported=with_ids(found.imported, id_from_words))
        decks.append(_Deck(file, slug(stem_of(file)) or "deck", kept))
    return decks


def _free(stem: str, taken: set[str]) -> str:
    number, free = 1, stem
    while free in taken:
        number += 1
        free = f"{stem}-{number}"
    taken.add(free)
    return free


def _bring(workspace: Workspace, path: str, decks: Sequence[_Deck], carried: ConvertedReviews) -> None:
    written = [deck for deck in decks if deck.found.imported.notes]
    _check_ids(workspace, written)
    before = log.event_count(workspace.db)

    def is_unchanged() -> bool:
        return log.event_count(workspace.db) == before

    with interruptible(is_unchanged), _all_or_none(is_unchanged) as outputs:
        for deck in written:
            write_deck(deck.output, deck_for(deck.found.imported, path, deck.output))
            outputs.append(deck.output)
        if carried.events:
            back_up_first(workspace)
        with show_progress("merging") as on_progress:
            new = merge_progress(workspace, carried, on_progress)
    for deck in decks:
        if deck.found.imported.notes:
            print(sanitize(f"{path}: {notes_in_words(deck.found.imported)} written to {deck.output}"))
        tell_remarks(path, deck.found.imported, CITED)
    if not written:
        raise AideMemoireError(f"{path}: nothing in it could be imported")
    if carried.events:
        print(sanitize(f"{path}: {_progress(carried)} brought in, {counted(new, 'event')} new"))


@contextmanager
def _all_or_none(is_unchanged: Callable[[], bool]) -> Iterator[list[str]]:
    """Give a list of files, which are deleted again where something fails and has left all else as it was."""
    outputs: list[str] = []
    try:
        yield outputs
    except BaseException:
        for output in outputs if is_unchanged() else ():
            with suppress(OSError):
                os.unlink(output)
        raise


def _check_ids(workspace: Workspace, decks: Sequence[_Deck]) -> None:
    """Refuse an id that a deck here has: neither of the two could be studied."""
    known = {entry.deck: entry.path for entry in deck_files.deck_files(workspace.db)}
    for deck in decks:
        path = known.get(deck.id, deck.output)
        if os.path.abspath(path) != os.path.abspath(deck.output):
            raise AideMemoireError(f"there is a deck {deck.id} already: {sanitize_line(path)}", "-o gives another name")


def _tell_what_would_come(workspace: Workspace, path: str, decks: Sequence[_Deck], carried: ConvertedReviews) -> None:
    for deck in decks:
        imported = deck.found.imported
        if imported.notes:
            tell(preview(imported))
        tell_remarks(path, imported, CITED)
        if imported.notes:
            tell(f"{path}: {notes_in_words(imported)}, to be written to {deck.output}")
    new = count_new(workspace, carried)
    tell(f"{path}: {_progress(carried)} to be brought in, {new} of {counted(len(carried.events), 'event')} new")


def _progress(carried: ConvertedReviews) -> str:
    """Return "20,000 reviews of 850 cards"."""
    return f"{counted(carried.reviews, 'review')} of {counted(carried.cards, 'card')}"
