"""`quiz`: a scored test that leaves the schedule alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aide_memoire.cli import plain
from aide_memoire.cli.arguments import ArgumentParser, add_decks, find_decks, positive_int
from aide_memoire.cli.output import print_json
from aide_memoire.cli.terminal import need_terminal, open_app, prepare_start
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.study.quiz import QUESTIONS, Quiz

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call

_SEED_BITS = 20


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("quiz", "a scored test that leaves the schedule alone")
    add_decks(parser)
    parser.add_argument(
        "-n", type=positive_int, default=QUESTIONS, metavar="N", help=f"how many questions (default: {QUESTIONS})"
    )
    parser.add_argument("--form", choices=["typed", "choice"], help="how it is asked (default: typed)")
    parser.add_argument(
        "--seed",
        type=positive_int,
        metavar="S",
        help="the number that a quiz ends with: the same questions again (default: a new one)",
    )
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    parser.add_argument("--json", action="store_true", help="the result as one JSON document; implies --plain")
    return parser


def run(call: Call) -> int:
    """Ask n questions, and print the score. With --json, only the document goes to standard output."""
    options = build_parser().parse_args(call.arguments)
    in_app = not (options.plain or options.json)
    if in_app:
        need_terminal()
        prepare_start()
    with call.workspace() as workspace:
        decks = find_decks(workspace, options.decks)
        seed = options.seed or 1 + (call.entropy() & ((1 << _SEED_BITS) - 1))
        quiz = Quiz(workspace, decks, options.n, seed, options.form)
        if not quiz.total:
            raise AideMemoireError("there is no question to ask", "aide-memoire decks shows what there is")
        if in_app:
            return open_app(workspace, quiz=quiz)
        lines = plain.Plain(sys.stdin, sys.stderr if options.json else sys.stdout)
        plain.quiz(lines, quiz)
        if options.json:
            print_json(quiz.as_json())
        else:
            plain.tell_score(lines, quiz)
    return 0
