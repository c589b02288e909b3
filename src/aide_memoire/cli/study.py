"""`study`: the app, at the first question that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.options import Options, natural
from aide_memoire.cli.terminal import need_terminal, prepare_start
from aide_memoire.core.clean import clean_line
from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.form import FORMS, LADDER
from aide_memoire.store import catalog

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Open the app in a session over all decks, or over some."""
    parser = Options("study", "a session of the questions that are due today")
    parser.add_argument("decks", nargs="*", metavar="DECK", help="of these decks alone")
    parser.add_argument(
        "--form",
        choices=(LADDER, *FORMS),
        help="how it is asked (default: as config.toml says)",
    )
    parser.add_argument("--limit", type=natural, metavar="N", help="at most N questions")
    options = parser.parse_args(call.arguments)
    need_terminal()
    prepare_start()
    desk = call.desk()
    known = [entry.deck for entry in catalog.files(desk.db) if entry.live]
    for deck in options.decks:
        if deck not in known:
            desk.close()
            raise NotFoundError(f"there is no deck “{clean_line(deck)}”", f"there is: {', '.join(known) or 'none yet'}")
    from aide_memoire.ui.app import run_app  # noqa: PLC0415  a fifth of a second that other commands spare

    return run_app(desk, study=True, decks=options.decks, limit=options.limit, form=options.form)
