"""`study`: start a session in the app or in plain mode."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, add_decks, find_decks, positive_int
from aide_memoire.cli.main import tell
from aide_memoire.cli.terminal import need_terminal, open_app, prepare_start
from aide_memoire.core.settings import WANTED_FORMS
from aide_memoire.library.trouble import deck_trouble
from aide_memoire.reports.exams import describe_exam, list_exams
from aide_memoire.store.queue import has_exams

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.cli.plain import Plain
    from aide_memoire.study.session import StudySession
    from aide_memoire.workspace import Workspace


def run(call: Call) -> int:
    """Start a session over today's questions, or over those that were asked for."""
    options = build_parser().parse_args(call.arguments)
    if not options.plain:
        need_terminal()
        prepare_start()
    with call.workspace() as workspace:
        study = _session(workspace, options)
        if study.question is None and (options.missed or options.confusions):
            print("nothing was missed lately" if options.missed else "nothing was mixed up yet")
            return 0
        if not options.plain:
            return open_app(workspace, study)
        from aide_memoire.cli import plain  # noqa: PLC0415  the app does without it

        for each in deck_trouble(workspace.db, workspace.places):
            tell(f"{each.message} ({each.hint})")
        page = plain.Plain(sys.stdin, sys.stdout)
        if study.question is not None:
            _say_exams(page, workspace, study.decks)
        plain.study(page, study, lambda: workspace.now() - study.began)
        _say_exams(page, workspace, study.decks)
        from aide_memoire.cli.plain_end import end_session  # noqa: PLC0415  not before the first question

        end_session(page, workspace)
        return 0


def _say_exams(page: Plain, workspace: Workspace, decks: Sequence[str]) -> None:
    """Say what to expect of each coming exam, of all decks or of `decks`."""
    for each in list_exams(workspace) if has_exams(workspace.db) else ():
        if not decks or each.exam.deck in decks:
            page.say(describe_exam(each))


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("study", "a session of the questions that are due today")
    add_decks(parser)
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="notes with this tag (repeatable; default: all)"
    )
    parser.add_argument(
        "--form", choices=WANTED_FORMS, help="how it is asked (default: as set); lists and orders keep their own"
    )
    parser.add_argument("--limit", type=positive_int, metavar="N", help="at most N questions (default: all of today)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--ahead", type=positive_int, metavar="N", help="also what is due in the next N days (default: 0)"
    )
    which.add_argument("--missed", action="store_true", help="what was missed today, or on the last day with misses")
    which.add_argument("--confusions", action="store_true", help="what you mix up, each pair side by side")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    return parser


def _session(workspace: Workspace, options: Namespace) -> StudySession:
    """Begin the session. Raises NotFoundError for a deck or tag that is not there."""
    from aide_memoire.study.more import begin_session  # noqa: PLC0415  quicker once `prepare_start` has run

    kind = "missed" if options.missed else "mix-ups" if options.confusions else "today"
    return begin_session(
        workspace,
        kind,
        find_decks(workspace, options.decks),
        tags=options.tag,
        ahead=options.ahead or 0,
        limit=options.limit,
        form=options.form,
    )
