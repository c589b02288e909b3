"""`export`: the log of everything that happened, line by line, to carry away."""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING

from aide_memoire.cli.main import tell
from aide_memoire.cli.options import Options, plural
from aide_memoire.core.clean import clean
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.store import log

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Write it to standard output or to a file; a file appears whole or not at all."""
    parser = Options("export", "the log of all reviews, to carry away")
    parser.add_argument(
        "--format",
        choices=["jsonl", "apkg"],
        default="jsonl",
        help="jsonl: the log itself, losing nothing; apkg: decks and progress for Anki",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="to a file that is not there yet")
    parser.add_argument("decks", nargs="*", metavar="DECK", help="only these decks (apkg; default: all)")
    options = parser.parse_args(call.arguments)
    if options.format == "apkg":
        return _package(call, options)
    if options.decks:
        raise UsageError("the log is exported as a whole", "DECK is for --format apkg")
    with call.desk() as desk:
        lines = log.lines(desk.db)
        if options.output is None:
            for line in lines:
                sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        else:
            tell(f"{plural(_write(options.output, lines), 'event')} written to {options.output}")
    return 0


def _package(call: Call, options: Namespace) -> int:
    """Write decks and progress as a package for Anki."""
    if options.output is None:
        raise UsageError("a package for Anki is a file: -o names it", "aide-memoire export --format apkg -o FILE.apkg")
    from aide_memoire.carrying import take_out  # noqa: PLC0415  SQLite's and zip's modules, for packages alone

    with call.desk() as desk:
        written = take_out(desk, options.output, options.decks)
    notes, cards, reviews = (
        plural(written.notes, "note"),
        plural(written.cards, "card"),
        plural(written.reviews, "review"),
    )
    tell(f"{notes}, {cards} and {reviews} written to {options.output}")
    return 0


def _write(path: str, lines: Iterator[str]) -> int:
    """Write the lines beside the file first. Raises AideMemoireError where it is there already, or cannot be."""
    if os.path.lexists(path):
        raise AideMemoireError(f"{clean(path)} is there already", "give another name, or move it away")
    written = 0
    try:
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=os.path.dirname(path) or ".")
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                for written, line in enumerate(lines, 1):  # noqa: B007
                    file.write(f"{line}\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except BaseException:
            os.unlink(part)
            raise
    except OSError as error:
        raise AideMemoireError(f"{clean(path)} cannot be written: {error.strerror}") from error
    return written
