"""`import`: import decks of other programs, or the log of another device."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.progress_bar import interruptible, show_progress
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.files import stem_of
from aide_memoire.exchange.formats import FORMATS
from aide_memoire.transfer.import_deck import plan_deck
from aide_memoire.transfer.import_file import import_kind, plan_import

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from aide_memoire.cli.main import Call
    from aide_memoire.transfer.plan import ImportPlan, Preview, Result
    from aide_memoire.workspace import Workspace


def run(call: Call) -> int:
    """Import the files one by one. Returns the highest exit code."""
    options = _options(call)
    gc.disable()  # a file gives millions of tuples and no cycles; garbage collection takes a third of the time
    try:
        return max([_import_one(call, path, options) for path in options.files])
    finally:
        gc.enable()


def _import_one(call: Call, path: str, options: Namespace) -> int:
    """Import one file. Reports an error, and returns its exit code."""
    try:
        if import_kind(path, options.format or "") == "deck":
            _import_deck(path, options)
        else:
            with _planned(call, path, options) as (workspace, plan):
                _carry_out(workspace, plan, path, options)
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
        if import_kind(options.files[0], options.format or "") == "log":
            raise UsageError("-o is for decks: a .jsonl file is progress, and joins the profile's own")
    return options


def _import_deck(path: str, options: Namespace) -> None:
    """Import a text file. This needs no profile."""
    plan = plan_deck(path, options.output or f"{stem_of(path)}.toml", options.format or "")
    if options.dry_run:
        _show_preview(plan.preview())
    else:
        _show_result(plan.carry_out())
    if not plan.imported.notes:
        raise AideMemoireError(f"{path}: nothing in it could be imported", "--as says what the file is")


@contextmanager
def _planned(call: Call, path: str, options: Namespace) -> Iterator[tuple[Workspace, ImportPlan]]:
    """Open the profile and plan the import of the file."""
    with call.workspace() as workspace:
        with interruptible():
            plan = plan_import(workspace, path, show_progress, output=options.output, wanted=options.format or "")
        yield workspace, plan


def _carry_out(workspace: Workspace, plan: ImportPlan, path: str, options: Namespace) -> None:
    if options.dry_run:
        _show_preview(plan.preview(workspace))
        return
    with interruptible(lambda: plan.is_unchanged(workspace)):
        result = plan.carry_out(workspace, show_progress)
    _show_result(result)
    if not result.done:
        raise AideMemoireError(f"{path}: nothing in it could be imported")


def _show_preview(preview: Preview) -> None:
    for deck in preview.decks:
        for line in (deck.sample, *deck.remarks, deck.summary):
            if line:
                tell(line)
    for line in (preview.progress, *preview.remarks):
        if line:
            tell(line)


def _show_result(result: Result) -> None:
    for line in result.done:
        print(sanitize(line))
    if result.remarks:
        tell("\n".join(result.remarks))
