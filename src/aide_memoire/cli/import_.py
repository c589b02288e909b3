"""`import`: import decks of other programs, or the log of another device."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.new import way_to_study
from aide_memoire.cli.progress_bar import interruptible, show_progress
from aide_memoire.cli.terminal import ask, has_terminal
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.decks.files import deck_name_for
from aide_memoire.exchange.columns import ASKED, UnclearColumnsError, Wanted
from aide_memoire.exchange.formats import FORMATS
from aide_memoire.exchange.importer import shown
from aide_memoire.transfer.import_deck import plan_deck
from aide_memoire.transfer.import_file import import_kind, plan_import

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from aide_memoire.cli.main import Call
    from aide_memoire.exchange.columns import Table
    from aide_memoire.transfer.import_deck import DeckImport
    from aide_memoire.transfer.plan import ImportPlan, Preview, Result
    from aide_memoire.workspace import Workspace


def run(call: Call) -> int:
    """Import the files one by one. Returns the highest exit code."""
    options = _options(call)
    gc.disable()  # a file gives millions of tuples and no cycles; garbage collection takes a third of the time
    try:
        written: list[str] = []
        code = max([_import_one(call, path, options, written) for path in options.files])
    finally:
        gc.enable()
    for way in dict.fromkeys(way_to_study(call, path) for path in written):
        tell(sanitize(way))
    return code


def _import_one(call: Call, path: str, options: Namespace, written: list[str]) -> int:
    """Import one file, and add the files of its decks to `written`. Reports an error, and returns its exit code."""
    try:
        if import_kind(path, options.format or "") == "deck":
            _import_deck(path, options, written)
        else:
            with _planned(call, path, options) as (workspace, plan):
                _carry_out(workspace, plan, options, written)
    except AideMemoireError as error:
        tell(f"aide-memoire: {error.message}")
        if error.hint:
            tell(f"  {error.hint}")
        return error.exit_code
    return 0


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("import", "decks of other programs, or progress from another device")
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a table, a list of Quizlet's, Anki's .apkg or plain text, notes of hashcards or Obsidian, a .jsonl log",
    )
    parser.add_argument("-o", "--output", metavar="DECK.toml", help="the deck to write (default: FILE's name, here)")
    parser.add_argument(
        "--as", dest="format", choices=(*FORMATS, "apkg"), help="what FILE is (default: by its name and content)"
    )
    parser.add_argument(
        "--question", default="", metavar="COLUMN", help="the column that is asked, by name or number (default: found)"
    )
    parser.add_argument(
        "--answer", default="", metavar="COLUMN", help="the column with the answer, by name or number (default: found)"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would come of it, and write nothing")
    return parser


def _options(call: Call) -> Namespace:
    options = build_parser().parse_args(call.arguments)
    if options.output is not None:
        if len(options.files) > 1:
            raise UsageError("-o names one deck, so only one FILE can go into it")
        if not options.output.endswith(".toml"):
            raise UsageError(f"a deck's file ends in .toml: {sanitize(options.output)}.toml")
        if import_kind(options.files[0], options.format or "") == "log":
            raise UsageError("-o is for decks: a .jsonl file is progress, and joins the profile's own")
    return options


def _import_deck(path: str, options: Namespace, written: list[str]) -> None:
    """Import a text file. This needs no profile."""
    plan = _plan_deck(path, options, Wanted(options.question, options.answer))
    if options.dry_run:
        _show_preview(plan.preview())
    else:
        _show_result(plan.carry_out(), written)
    if plan.refusal:
        raise AideMemoireError(plan.refusal, "--as says what the file is, --question and --answer which columns")


def _plan_deck(path: str, options: Namespace, columns: Wanted) -> DeckImport:
    """Plan the import of a text file. Columns that cannot be told are asked for on a terminal."""
    output = options.output or deck_name_for(path)
    try:
        return plan_deck(path, output, options.format or "", columns)
    except UnclearColumnsError as error:
        if not has_terminal():
            raise
        return plan_deck(path, output, options.format or "", _ask_columns(path, error.table))


def _ask_columns(path: str, table: Table) -> Wanted:
    """Show a table's first rows, and ask which columns are question and answer. Raises UsageError if none is named."""
    tell(f"{path}: which column is the question, and which the answer?")
    for number, name in enumerate(table.names, 1):
        cells = " · ".join(shown(row[number - 1]) for row in table.rows)
        tell(f"  {number} {sanitize_line(name)}: {cells}" if name else f"  {number}: {cells}")
    found = Wanted(*(ask(f"{role}, by number or name: ") for role in ASKED))
    if not all(found):
        raise UsageError(f"{path}: nothing is imported", "--question COLUMN and --answer COLUMN name them, too")
    return found


@contextmanager
def _planned(call: Call, path: str, options: Namespace) -> Iterator[tuple[Workspace, ImportPlan]]:
    """Open the profile and plan the import of the file."""
    with call.workspace() as workspace:
        with interruptible():
            plan = plan_import(workspace, path, show_progress, output=options.output, wanted=options.format or "")
        yield workspace, plan


def _carry_out(workspace: Workspace, plan: ImportPlan, options: Namespace, written: list[str]) -> None:
    if options.dry_run:
        _show_preview(plan.preview(workspace))
        if plan.refusal:
            raise AideMemoireError(plan.refusal)
        return
    with interruptible(lambda: plan.is_unchanged(workspace)):
        result = plan.carry_out(workspace, show_progress)
    _show_result(result, written)
    if plan.refusal:
        raise AideMemoireError(plan.refusal)


def _show_preview(preview: Preview) -> None:
    for deck in preview.decks:
        for line in (deck.sample, *deck.remarks, deck.summary):
            if line:
                tell(line)
    for line in (preview.progress, *preview.remarks):
        if line:
            tell(line)


def _show_result(result: Result, written: list[str]) -> None:
    written += result.decks
    for line in result.done:
        print(sanitize(line))
    if result.remarks:
        tell("\n".join(result.remarks))
