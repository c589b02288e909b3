"""`export`: write the log, or the state of each card, in a format that other programs read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, add_decks, find_decks
from aide_memoire.cli.main import tell
from aide_memoire.cli.progress_bar import interruptible, show_progress
from aide_memoire.core.errors import UsageError
from aide_memoire.formatting import counted
from aide_memoire.transfer.export import FORMATS, export_lines, write_lines

if TYPE_CHECKING:
    from argparse import Namespace

    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("export", "your progress or decks as a file")
    add_decks(parser)
    message = "; ".join(f"{name}: {does}" for name, does in FORMATS.items())
    parser.add_argument("--format", choices=FORMATS, default="jsonl", help=f"{message} (default: jsonl)")
    parser.add_argument("-o", "--output", metavar="FILE", help="a new file (default: standard output)")
    parser.add_argument("--spreadsheet", action="store_true", help="csv: keep texts from being taken for formulas")
    return parser


def run(call: Call) -> int:
    """Write the export to standard output, or atomically to a file."""
    options = build_parser().parse_args(call.arguments)
    if options.spreadsheet and options.format != "csv":
        raise UsageError("--spreadsheet is for --format csv")
    if options.format == "apkg":
        return _package(call, options)
    with (
        call.workspace() as workspace,
        interruptible(),
        show_progress("exporting", printing=options.output is None) as on_progress,
    ):
        decks = find_decks(workspace, options.decks)
        lines = export_lines(workspace, options.format, decks, on_progress, spreadsheet=options.spreadsheet)
        if options.output is None:
            for line in lines:
                sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            return 0
        written = write_lines(options.output, lines)
    message = f"{counted(written, 'event')} written to" if options.format == "jsonl" else "written to"
    tell(f"{message} {options.output}")
    return 0


def _package(call: Call, options: Namespace) -> int:
    """Write decks and progress as an Anki package."""
    if options.output is None:
        raise UsageError("a package for Anki is a file: -o names it", "aide-memoire export --format apkg -o FILE.apkg")
    from aide_memoire.transfer.anki_progress import export_package  # noqa: PLC0415  zip's and SQLite's modules, for packages alone

    with call.workspace() as workspace, interruptible():
        written = export_package(workspace, options.output, find_decks(workspace, options.decks))
    notes, cards = counted(written.notes, "note"), counted(written.cards, "card")
    tell(f"{notes}, {cards} and {counted(written.reviews, 'review')} written to {options.output}")
    return 0
