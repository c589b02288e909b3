"""`exam`: set or cancel the exam of a deck, or list those that are coming."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from aide_memoire.cli.arguments import ArgumentParser, find_decks
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.core.event_fields import read_day
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST
from aide_memoire.core.study_day import iso_day
from aide_memoire.reports.exams import describe_exam, list_exams, tight_limits
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
        done = _change(workspace, options) if options.deck else ""
        coming = list_exams(workspace)
        if options.json:
            print_json({"exams": [_row(each) for each in coming]})
        else:
            _print(coming, done, options.deck)
        for line in tight_limits(workspace, coming):
            tell(line)
    return 0


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("exam", "study for an exam by its date; `aide-memoire undo` undoes it")
    parser.add_argument("deck", nargs="?", metavar="DECK", help="the deck to know; without it, the exams are listed")
    parser.add_argument("on", nargs="?", metavar="DATE", type=_day, help="the day of the exam, as 2027-06-15")
    target = f"how much to know on the day, {RETENTION_LOWEST:.2f} to {RETENTION_HIGHEST} (default: your exam_target)"
    parser.add_argument("--target", metavar="R", type=_target, help=target)
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


def _day(text: str) -> int:
    try:
        return read_day(text)
    except ValueError:
        raise ArgumentTypeError(f"“{sanitize_line(text)}” is no date such as 2027-06-15") from None


def _target(text: str) -> float:
    try:
        target = float(text)
    except ValueError:
        target = 0.0
    if not RETENTION_LOWEST <= target <= RETENTION_HIGHEST:
        limits = f"from {RETENTION_LOWEST:.2f} to {RETENTION_HIGHEST}"
        raise ArgumentTypeError(f"“{sanitize_line(text)}” is no number {limits}")
    return target


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


def _row(coming: ComingExam) -> dict[str, Any]:
    exam, outlook = coming.exam, coming.outlook
    return {
        "deck": exam.deck,
        "on": iso_day(exam.on),
        "target": exam.target,
        "days": coming.days,
        "cards": outlook.cards,
        "unseen": outlook.unseen,
        "need": outlook.need,
        "expected": round(outlook.expected, 4),
        "per_day": outlook.per_day,
    }
