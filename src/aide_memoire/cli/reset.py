"""`reset`: make cards new again, after asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, add_targets
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import cards_of_decks
from aide_memoire.cli.terminal import agreed
from aide_memoire.profiles.backups import try_back_up
from aide_memoire.study import actions

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call

_INSTEAD = "give --yes, or --dry-run to see what it would do"


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("reset", "make cards new, as if never answered; `aide-memoire undo` undoes it")
    add_targets(parser)
    parser.add_argument("--all", action="store_true", help="every card of every deck")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    return parser


def run(call: Call) -> int:
    """Reset the named cards. Without a terminal to ask on, --yes is required."""
    parser = build_parser()
    options = parser.parse_args(call.arguments)
    if bool(options.names or options.tag) == options.all:
        parser.error("name what to reset, or give --all")
    with call.workspace() as workspace:
        named = None if options.all else actions.find_cards(workspace, options.names, options.tag)
        cards = actions.with_progress(workspace, named)
        if not cards:
            print("nothing to reset: none of these cards was ever answered")
            return 0
        does = cards_of_decks(cards)
        if options.dry_run:
            print(f"would reset: {does}")
            return 0
        if not options.yes and not agreed(f"make {does} new again?", _INSTEAD):
            tell("nothing was changed")
            return 0
        trouble = try_back_up(workspace, replace=True)
        if trouble:
            tell(trouble)
        actions.reset(workspace, cards)
    print(f"reset: {does}; aide-memoire undo undoes it")
    return 0
