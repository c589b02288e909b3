"""`draft`: stubs of notes from a text, and the paragraphs that no card cites."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from aide_memoire.authoring.draft.read import read_paragraphs
from aide_memoire.authoring.draft.write import draft_deck, write_draft
from aide_memoire.cli.arguments import ArgumentParser, positive_int
from aide_memoire.cli.coverage import run_coverage
from aide_memoire.cli.main import tell
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.ids import is_id
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.formatting import counted

if TYPE_CHECKING:
    from argparse import Namespace

    from aide_memoire.authoring.draft.write import Added
    from aide_memoire.cli.main import Call

_KINDS = {"event": "event", "group": "group", "card": "card"}


def run(call: Call) -> int:
    options = _options(call)
    if options.coverage:
        return run_coverage(call, options)
    source = options.source[0]
    paragraphs = read_paragraphs(options.texts[0], sys.stdin)
    if options.output:
        added = write_draft(paragraphs, source, options.output, options.year)
    else:
        text, added = draft_deck(paragraphs, source, source, options.year)
        if added.stubs:
            print(text, end="")
    tell(_summary(added, len(paragraphs), options))
    return 0


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("draft", "notes to be finished, from the dates, lists, names and numbers of a text")
    parser.add_argument("texts", nargs="*", metavar="TEXT", help="a plain text or Markdown; - is standard input")
    parser.add_argument(
        "--source", action="append", metavar="ID", help="the id of the source that the text is (no default)"
    )
    parser.add_argument(
        "--year",
        type=positive_int,
        metavar="Y",
        help="the year of dates without one (default: none, so they are left out)",
    )
    parser.add_argument(
        "-o", "--output", metavar="DECK.toml", help="a new deck, or one to add to (default: standard output)"
    )
    parser.add_argument("--coverage", action="store_true", help="the paragraphs that no card cites")
    parser.add_argument("--json", action="store_true", help="the coverage as one JSON document")
    return parser


def _options(call: Call) -> Namespace:
    parser = build_parser()
    options = parser.parse_args(call.arguments)
    _check(parser, options)
    return options


def _check(parser: ArgumentParser, options: Namespace) -> None:
    """Raise UsageError where the options do not go together."""
    sources = options.source or []
    for source in sources:
        if not is_id(source):
            raise UsageError(
                f"“{sanitize_line(source)}” cannot be the id of a source", "use letters, digits, `-`, `_` or `.`"
            )
    if options.year is not None and options.year > 9999:
        raise UsageError("--year is a year from 1 to 9999")
    if options.coverage:
        if options.output or options.year:
            parser.error("--coverage writes nothing: leave -o and --year out")
        if sources and options.texts and len(sources) != len(options.texts):
            parser.error("give each TEXT its --source, in their order, or none at all")
    elif options.json:
        parser.error("--json is for --coverage")
    elif len(options.texts) != 1:
        parser.error("give one TEXT")
    elif len(sources) != 1:
        parser.error("--source says by which id the notes cite the text")
    elif options.output is not None and os.path.isdir(options.output):
        raise AideMemoireError(f"{sanitize(options.output)} is a folder", "name the deck's file, ending in .toml")
    elif options.output is not None and not options.output.endswith(".toml"):
        raise UsageError(f"a deck's file ends in .toml: {sanitize(options.output)}.toml")


def _summary(added: Added, paragraphs: int, options: Namespace) -> str:
    if not added.stubs:
        there = f"; {counted(added.already, 'note')} of it stand there already" if added.already else ""
        return f"nothing to draft in {counted(paragraphs, 'paragraph')}{there}"
    kinds = [stub.kind for stub in added.stubs]
    parts = ", ".join(counted(kinds.count(kind), word) for kind, word in _KINDS.items() if kind in kinds)
    lines = [
        f"{parts} from {counted(paragraphs, 'paragraph')}"
        + (f", to {sanitize(options.output)}" if options.output else "")
    ]
    if added.already:
        lines.append(f"{counted(added.already, 'note')} left out: the deck has them already")
        lines.append("one that you delete comes again, unless the [[source]] has its paragraph in `waived`")
    waiting = sum(stub.lacks_year for stub in added.stubs)
    if waiting:
        lines.append(f"{counted(waiting, 'date')} without a year: put it in place of XXXX, or say --year")
    lines.append("drafts are not studied: put each into your own words, then delete its comment and `draft = true`")
    return "\n".join(lines)
