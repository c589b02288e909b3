"""`import`: decks of other programs become decks here, and a log from elsewhere joins this one."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

from aide_memoire.atomic_files import UnusualFileError, read_regular_file
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.backup import back_up_first
from aide_memoire.cli.main import tell
from aide_memoire.cli.progress_bar import interruptible, show_progress
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.event import from_line
from aide_memoire.core.ids import id_from_words, slug
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.decks.files import LARGEST_DECK, stem_of
from aide_memoire.decks.write import write_new
from aide_memoire.exchange.formats import FORMATS, PACKAGES, read_text_file
from aide_memoire.exchange.ids import with_ids
from aide_memoire.exchange.toml import deck_of, deck_text, note_text
from aide_memoire.formatting import counted
from aide_memoire.store import log

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.event import Event
    from aide_memoire.exchange.importer import ImportedDeck

_PREVIEWED = 3


def run(call: Call) -> int:
    """Import each file by itself; exit code 1 where one could not be."""
    options = _options(call)
    gc.disable()  # a file gives millions of tuples and no cycles: looking for any takes a third of the time
    try:
        return max([_one(call, path, options) for path in options.files])
    finally:
        gc.enable()


def _one(call: Call, path: str, options: Namespace) -> int:
    """Import one file; what keeps it from that is told, and is exit code 1."""
    try:
        if _is_log(path, options):
            _merge(call, path, options)
        elif options.format == "apkg" or (options.format is None and path.lower().endswith(PACKAGES)):
            from aide_memoire.cli.import_package import bring  # noqa: PLC0415  SQLite and zip are slow to import

            bring(call, path, options)
        else:
            _import(path, options)
    except AideMemoireError as error:
        tell(f"aide-memoire: {error.message}")
        if error.hint:
            tell(f"  {error.hint}")
        return error.exit_code
    return 0


def _options(call: Call) -> Namespace:
    parser = ArgumentParser("import", "decks of other programs, or progress from another device")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a table, Anki's .apkg or plain text, hashcards, a .jsonl log"
    )
    parser.add_argument("-o", "--output", metavar="DECK.toml", help="the deck to write (default: FILE's name, here)")
    parser.add_argument(
        "--as", dest="format", choices=(*FORMATS, "apkg"), help="what FILE is (default: by its name and content)"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would come of it, and write nothing")
    options = parser.parse_args(call.arguments)
    if options.output is not None:
        if len(options.files) > 1:
            raise UsageError("-o names one deck, so only one FILE can go into it")
        if not options.output.endswith(".toml"):
            raise UsageError(f"a deck's file ends in .toml: {sanitize(options.output)}.toml")
        if _is_log(options.files[0], options):
            raise UsageError("-o is for decks: a .jsonl file is progress, and joins the profile's own")
    return options


def _is_log(path: str, options: Namespace) -> bool:
    return options.format is None and path.lower().endswith(".jsonl")


def _merge(call: Call, path: str, options: Namespace) -> None:
    """Add a log's events to the profile's own; those that are there already stay as they are."""
    events = _events(path)
    with call.workspace() as workspace:
        if options.dry_run:
            new = len({event.id for event in events} - log.event_ids(workspace.db))
            tell(f"{path}: {new} of {counted(len(events), 'event')} would be new")
        else:
            back_up_first(workspace)
            before = log.event_count(workspace.db)
            unchanged = interruptible(lambda: log.event_count(workspace.db) == before)
            with unchanged, show_progress("adding") as adding, show_progress("replaying") as replaying:
                new = log.merge(workspace.db, _told(events, adding), replaying)
            print(sanitize(f"{path}: {new} of {counted(len(events), 'event')} new"))


def _told(events: Sequence[Event], on_progress: OnProgress) -> Iterator[Event]:
    """Yield the events, telling how many were taken."""
    for done, event in enumerate(events):
        on_progress(done, len(events))
        yield event


def _events(path: str) -> list[Event]:
    """Return a log's events. Raises AideMemoireError that names each line that is none."""
    events, bad = [], []
    lines = _bytes_of(path, sys.maxsize).removeprefix(b"\xef\xbb\xbf").split(b"\n")
    with interruptible(), show_progress("reading") as on_progress:
        for number, line in enumerate(lines, 1):
            on_progress(number, len(lines))
            if line.strip():
                try:
                    events.append(from_line(line.decode()))
                except ValueError as error:
                    bad.append(f"{path}:{number}: {error}")
    if bad:
        raise AideMemoireError("\n".join(bad), "nothing was imported")
    return events


def _import(path: str, options: Namespace) -> None:
    """Write one file's notes as a deck, and tell what it could not carry."""
    if path.lower().endswith(".toml"):
        raise AideMemoireError(f"{path} is a deck of this program", "study it: aide-memoire study --decks FOLDER")
    output = options.output or f"{stem_of(path)}.toml"
    data = _bytes_of(path, LARGEST_DECK)
    try:
        imported = with_ids(read_text_file(data, path, options.format or ""), id_from_words)
    except AideMemoireError as error:
        raise AideMemoireError(f"{path}: {error.message}", error.hint) from None
    if options.dry_run:
        tell(preview(imported))
    elif imported.notes:
        write_deck(output, deck_for(imported, path, output))
        print(sanitize(f"{path}: {notes_in_words(imported)} written to {output}"))
    tell_remarks(path, imported)
    if not imported.notes:
        raise AideMemoireError(f"{path}: nothing in it could be imported", "--as says what the file is")
    if options.dry_run:
        tell(f"{path}: {notes_in_words(imported)}, to be written to {output}")


def deck_for(imported: ImportedDeck, path: str, output: str) -> str:
    """Return the text of the deck that a file's notes make."""
    stem = stem_of(output)
    return deck_text(deck_of(imported, slug(stem) or "deck", stem or "Deck", sanitize_line(os.path.basename(path))))


def preview(imported: ImportedDeck) -> str:
    """Return the first notes as a deck would have them."""
    return "\n".join(note_text(note) for note in imported.notes[:_PREVIEWED])


def notes_in_words(imported: ImportedDeck) -> str:
    """Return "3 notes (2 cards, 1 cloze)", and how many remarks there are."""
    kinds = Counter(note.kind for note in imported.notes)
    parts = ", ".join(counted(number, kind) for kind, number in sorted(kinds.items()))
    message = f", {counted(len(imported.remarks), 'remark')}" if imported.remarks else ""
    return f"{counted(len(imported.notes), 'note')} ({parts}){message}"


def tell_remarks(path: str, imported: ImportedDeck, place: str = "{}") -> None:
    """Tell what was not carried; `place` is how a remark's line or number is written."""
    if imported.remarks:
        tell("\n".join(f"{path}:{place.format(remark.line)}: {remark.text}" for remark in imported.remarks))


def _bytes_of(path: str, largest: int) -> bytes:
    """Return a file's bytes. Raises AideMemoireError for what is no ordinary file, or a larger one."""
    try:
        return read_regular_file(path, largest)
    except UnusualFileError as error:
        hint = "part it into several files" if os.path.isfile(path) else ""
        raise AideMemoireError(f"{path} is {error.strerror}", hint) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise AideMemoireError(f"{path} cannot be read: {reason}") from None


def write_deck(path: str, text: str) -> None:
    """Write a new deck, whole or not at all. Raises AideMemoireError where a file is there already, or cannot be."""
    if len(text.encode()) > LARGEST_DECK:
        raise AideMemoireError(
            f"the deck would be larger than {LARGEST_DECK // 2**20} MB", "part the file into several"
        )
    write_new(path, text, "-o gives another name")
