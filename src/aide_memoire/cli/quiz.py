"""`quiz`: a scored test that leaves the schedule alone, on the screen or on paper."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aide_memoire.cli import plain
from aide_memoire.cli.arguments import ArgumentParser, add_decks, find_decks, positive_int
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.cli.terminal import need_terminal, open_app, prepare_start
from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.study.quiz import QUESTIONS, Quiz
from aide_memoire.transfer.export import write_new
from aide_memoire.transfer.quiz_recording import QuizRecording
from aide_memoire.transfer.quiz_sheet import make_sheet, sheet_html, sheet_text

if TYPE_CHECKING:
    from argparse import Namespace

    from aide_memoire.cli.main import Call
    from aide_memoire.workspace import Workspace

_SEED_BITS = 20


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("quiz", "a scored test that leaves the schedule alone, on the screen or on paper")
    add_decks(parser)
    parser.add_argument("-n", type=positive_int, metavar="N", help=f"how many questions (default: {QUESTIONS})")
    parser.add_argument("--form", choices=["typed", "choice"], help="how it is asked (default: typed)")
    parser.add_argument(
        "--seed",
        type=positive_int,
        metavar="S",
        help="the number that a quiz ends with: the same questions again, on every machine with the same decks"
        " (default: a new one)",
    )
    parser.add_argument("--name", metavar="NAME", help="whose quiz it is; with -o (default: it is not kept)")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="a new file for the answers, or for the sheet (default: none)"
    )
    parser.add_argument("--sheet", action="store_true", help="on paper: a page of questions, and its key on another")
    parser.add_argument("--html", action="store_true", help="a sheet for a browser to print (also: -o FILE.html)")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    parser.add_argument("--json", action="store_true", help="the result as one JSON document; implies --plain")
    return parser


def run(call: Call) -> int:
    """Ask n questions, and print the score. With --json, only the document goes to standard output."""
    options = build_parser().parse_args(call.arguments)
    _check(options)
    in_app = not (options.plain or options.json or options.sheet)
    if in_app:
        need_terminal()
        prepare_start()
    with call.workspace() as workspace:
        quiz = _make_quiz(call, workspace, options)
        if options.sheet:
            return _print_sheet(quiz, options)
        written = _record(workspace, quiz, options)
        try:
            return open_app(workspace, quiz=quiz) if in_app else _ask(quiz, as_json=options.json)
        finally:
            if written is not None:
                tell(written.summary)


def _check(options: Namespace) -> None:
    """Raise UsageError for options that do not go together."""
    if options.sheet and (options.plain or options.json or options.name is not None):
        raise UsageError("a sheet is for paper: --plain, --json and --name do not go with it")
    if options.html and not options.sheet:
        raise UsageError("--html goes with --sheet")
    if options.name is not None and not options.output:
        raise UsageError("--name goes with -o FILE, where the answers are written")
    if options.output and options.name is None and not options.sheet:
        raise UsageError("-o goes with --name NAME: whose quiz it is", "or with --sheet, for a quiz on paper")


def _make_quiz(call: Call, workspace: Workspace, options: Namespace) -> Quiz:
    decks = find_decks(workspace, options.decks)
    seed = options.seed or 1 + (call.entropy() & ((1 << _SEED_BITS) - 1))
    quiz = Quiz(workspace, decks, options.n or QUESTIONS, seed, options.form)
    if not quiz.total:
        raise AideMemoireError("there is no question to ask", "aide-memoire decks shows what there is")
    if options.n and quiz.total < options.n:
        tell(f"{options.n} questions were asked for; here there are {quiz.total}, and the score is out of these")
    return quiz


def _record(workspace: Workspace, quiz: Quiz, options: Namespace) -> QuizRecording | None:
    """Begin the file of the answers, if one is wanted."""
    if not options.output:
        return None
    recording = QuizRecording(workspace, quiz, options.output, options.name)
    recording.begin()
    return recording


def _ask(quiz: Quiz, *, as_json: bool) -> int:
    """Ask line by line, and print the score."""
    lines = plain.Plain(sys.stdin, sys.stderr if as_json else sys.stdout)
    plain.quiz(lines, quiz)
    if as_json:
        print_json(quiz.as_json())
    else:
        plain.tell_score(lines, quiz)
    return 0


def _print_sheet(quiz: Quiz, options: Namespace) -> int:
    """Print the quiz for paper, or write it to a new file."""
    sheet = make_sheet(quiz)
    as_html = options.html or (options.output or "").casefold().endswith((".html", ".htm"))
    text = sheet_html(sheet) if as_html else sheet_text(sheet)
    if options.output:
        write_new(options.output, text.encode())
        tell(f"written to {options.output}; seed {quiz.seed}")
    else:
        sys.stdout.write(text)
    return 0
