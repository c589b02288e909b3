"""`study`: start a session in the app or in plain mode."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, check_decks, positive_int
from aide_memoire.cli.main import tell
from aide_memoire.cli.terminal import need_terminal, open_app, prepare_start
from aide_memoire.core.settings import WANTED_FORMS
from aide_memoire.profiles.backups import try_back_up

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Start a session over all decks, some decks, or confused pairs."""
    parser = ArgumentParser("study", "a session of the questions that are due today")
    parser.add_argument("decks", nargs="*", metavar="DECK", help="of these decks alone")
    parser.add_argument(
        "--form", choices=WANTED_FORMS, help="ladder, flip, typed or choice; lists and orders keep their own"
    )
    parser.add_argument("--limit", type=positive_int, metavar="N", help="at most N questions")
    parser.add_argument("--confusions", action="store_true", help="what you mix up, each pair side by side")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    options = parser.parse_args(call.arguments)
    if not options.plain:
        need_terminal()
        prepare_start()
    with call.workspace() as workspace:
        decks = check_decks(workspace, options.decks)
        from aide_memoire.study.session import StudySession  # noqa: PLC0415  quicker once `prepare_start` has run

        only = None
        if options.confusions:
            from aide_memoire.study.selection import items_for_confusions  # noqa: PLC0415  few sessions begin here

            only = items_for_confusions(workspace.db)
            if not only:
                print("nothing was mixed up yet")
                return 0
        study = StudySession(workspace, decks, options.limit, options.form, only)
        if options.plain:
            from aide_memoire.cli import plain  # noqa: PLC0415  the app does without it

            plain.study(plain.Plain(sys.stdin, sys.stdout), study, lambda: workspace.now() - study.began)
            trouble = try_back_up(workspace, replace=False)
            if trouble:
                tell(trouble)
            return 0
        return open_app(workspace, study)
