"""`exam`: set or cancel the exam of a deck, or list those that are coming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, find_decks
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import exam_rows, print_json
from aide_memoire.core.errors import UsageError
from aide_memoire.core.exam_input import read_exam_day, read_target
from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST
from aide_memoire.core.study_day import iso_day
from aide_memoire.reports.exams import describe_exam, limits_too_low, list_exams
from aide_memoire.store.exams import exams
from aide_memoire.study import actions

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.reports.exams import ComingExam
    from aide_memoire.workspace import Workspace


def run(call: Call) -> int:
    """Set or cancel the exam of the named deck, and print what is coming."""
    options = _parse(call.arguments)
    with call.workspace() as workspace:
        _read(options, workspace.today())
        done = _change(workspace, options) if options.deck else ""
        coming = list_exams(workspace)
        if options.json:
            print_json({"exams": exam_rows(workspace)})
        else:
            _print(coming, done, options.deck)
        for each in limits_too_low(workspace, coming):
            tell(f"{each}: {each.key} = {each.needed} would do")
    return 0


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("exam", "study for an exam by its date; `aide-memoire undo` undoes it")
    parser.add_argument("deck", nargs="?", metavar="DECK", help="the deck to know; without it, the exams are listed")
    parser.add_argument("on", nargs="*", metavar="DATE", help="its day: 2027-06-15, 15 June, Friday, +12 (days)")
    target = f"how much to know on the day, {RETENTION_LOWEST:.2f} to {RETENTION_HIGHEST} (default: your exam_target)"
    parser.add_argument("--target", metavar="R", default="", help=target)
    parser.add_argument("--cancel", action="store_true", help="there is no exam of this deck")
    parser.add_argument("--json", action="store_true", help="the exams, as one JSON document")
    return parser


def _parse(arguments: Sequence[str]) -> Namespace:
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.deck is None and (options.cancel or options.target):
        parser.error("name the deck")
    if options.cancel and (options.on or options.target):
        parser.error("--cancel takes the deck alone")
    if options.deck is not None and not (options.on or options.cancel):
        parser.error("give the day of the exam, as in 2027-06-15, or --cancel")
    return options


def _read(options: Namespace, today: int) -> None:
    """Replace the day and the target in `options`, which are texts, by what they mean. Raises UsageError."""
    try:
        options.on = read_exam_day(" ".join(options.on), today) if options.on else None
        options.target = read_target(options.target) if options.target else None
    except ValueError as error:
        raise UsageError(str(error), "aide-memoire exam --help") from None


def _change(workspace: Workspace, options: Namespace) -> str:
    """Set or cancel the exam of the deck, whose id `options` has then. Returns what was done."""
    if options.deck not in exams(workspace.db):  # that of a deck which has left can be cancelled too
        (options.deck,) = find_decks(workspace, [options.deck])
    if options.cancel:
        is_done = actions.cancel_exam(workspace, options.deck)
        return "the exam is cancelled; aide-memoire undo undoes it" if is_done else "nothing to do: it has no exam"
    is_done = actions.set_exam(workspace, options.deck, options.on, options.target)
    return "the exam is set; aide-memoire undo undoes it" if is_done else "nothing to do: the exam is set already"


def _print(coming: Sequence[ComingExam], done: str, deck: str | None) -> None:
    """Print what was done and the exam of `deck`, or all exams if there is no `deck`."""
    if done:
        print(f"{deck}: {done}")
    elif not coming:
        print("no exam is coming; aide-memoire exam DECK DATE sets one")
    for each in coming:
        if deck in (None, each.exam.deck):
            print(f"{iso_day(each.exam.on)}  {describe_exam(each)}")
