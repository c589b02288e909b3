"""`suspend`: suspend cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, add_targets, read_targets
from aide_memoire.cli.output import cards_of_decks
from aide_memoire.study import actions

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("suspend", "take cards out of study until `unsuspend`; `aide-memoire undo` undoes it")
    add_targets(parser)
    return parser


def run(call: Call) -> int:
    """Suspend the named cards that are not suspended yet."""
    options = read_targets(build_parser(), call.arguments)
    with call.workspace() as workspace:
        named = actions.find_cards(workspace, options.names, options.tag)
        suspended = set(actions.only_suspended(workspace, named))
        cards = [card for card in named if card not in suspended]
        if cards:
            actions.suspend(workspace, cards)
    print(f"suspended: {cards_of_decks(cards)}" if cards else "nothing to do: all of these are suspended already")
    return 0
