"""`export`: progress, to carry away: the log itself, or what it comes to, in formats that other programs read."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from aide_memoire import atomic_files
from aide_memoire.cli.arguments import ArgumentParser, check_decks
from aide_memoire.cli.main import tell
from aide_memoire.cli.progress_bar import interruptible, show_progress
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.exchange.progress import as_csv, as_fsrs, as_json, as_toml
from aide_memoire.formatting import counted
from aide_memoire.reports import cards
from aide_memoire.store import log
from aide_memoire.store.history import all_reviews

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from aide_memoire.cli.main import Call
    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.workspace import Workspace

FORMATS = {
    "jsonl": "the log itself, losing nothing",
    "json": "every card with its state, and a summary",
    "toml": "the same",
    "csv": "a row for each card",
    "fsrs": "the review log that FSRS's optimisers read",
    "apkg": "decks and progress for Anki",
}


def run(call: Call) -> int:
    """Write it to standard output or to a file; a file appears whole or not at all."""
    parser = ArgumentParser("export", "progress, to carry away")
    parser.add_argument("decks", nargs="*", metavar="DECK", help="of these decks alone")
    message = "; ".join(f"{name}: {does}" for name, does in FORMATS.items())
    parser.add_argument("--format", choices=FORMATS, default="jsonl", help=message)
    parser.add_argument("-o", "--output", metavar="FILE", help="to a file that is not there yet")
    parser.add_argument("--spreadsheet", action="store_true", help="csv: keep texts from being taken for formulas")
    options = parser.parse_args(call.arguments)
    if options.spreadsheet and options.format != "csv":
        raise UsageError("--spreadsheet is for --format csv")
    if options.format == "apkg":
        return _package(call, options)
    with (
        call.workspace() as workspace,
        interruptible(),
        show_progress("exporting", printing=options.output is None) as on_progress,
    ):
        check_decks(workspace, options.decks)
        total = log.event_count(workspace.db) if options.format == "jsonl" and not options.decks else 0
        lines = _counted(_lines(workspace, options), total, on_progress)
        if options.output is None:
            for line in lines:
                sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            return 0
        written = _write(options.output, lines)
    message = f"{counted(written, 'event')} written to" if options.format == "jsonl" else "written to"
    tell(f"{message} {options.output}")
    return 0


def _lines(workspace: Workspace, options: Namespace) -> Iterator[str]:
    decks = options.decks
    match options.format:
        case "jsonl":
            return log.lines(workspace.db, decks)
        case "fsrs":
            return as_fsrs(
                event for event in all_reviews(workspace.db) if not decks or event.card.partition("/")[0] in decks
            )
        case "csv":
            return as_csv(cards.card_rows(workspace, decks), spreadsheet=options.spreadsheet)
        case "json":
            return as_json(cards.export_summary(workspace, decks), cards.card_rows(workspace, decks))
        case _:
            return as_toml(cards.export_summary(workspace, decks), cards.card_rows(workspace, decks))


def _package(call: Call, options: Namespace) -> int:
    """Write decks and progress for Anki."""
    if options.output is None:
        raise UsageError("a package for Anki is a file: -o names it", "aide-memoire export --format apkg -o FILE.apkg")
    from aide_memoire.transfer.anki import export_package  # noqa: PLC0415  zip's and SQLite's modules, for packages alone

    with call.workspace() as workspace, interruptible():
        check_decks(workspace, options.decks)
        written = export_package(workspace, options.output, options.decks)
    notes, cards = counted(written.notes, "note"), counted(written.cards, "card")
    tell(f"{notes}, {cards} and {counted(written.reviews, 'review')} written to {options.output}")
    return 0


def _counted(lines: Iterator[str], total: int, on_progress: OnProgress) -> Iterator[str]:
    for done, line in enumerate(lines):
        on_progress(done, total)
        yield line


def _write(path: str, lines: Iterator[str]) -> int:
    """Write the lines beside the file first. Raises AideMemoireError where it is there already, or cannot be."""
    if os.path.lexists(path):
        raise AideMemoireError(f"{sanitize(path)} is there already", "give another name, or move it away")
    written = 0
    try:
        with atomic_files.part_beside(path) as part:
            with open(part, "w", encoding="utf-8", newline="\n") as file:
                for written, line in enumerate(lines, 1):  # noqa: B007
                    file.write(f"{line}\n")
                file.flush()
                os.fsync(file.fileno())
            atomic_files.put_new(part, path)
    except OSError as error:
        raise AideMemoireError(f"{sanitize(path)} cannot be written: {error.strerror}") from error
    return written
