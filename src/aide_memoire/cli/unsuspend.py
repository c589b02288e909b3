"""`unsuspend`: unsuspend cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, add_targets, read_targets
from aide_memoire.cli.output import cards_of_decks
from aide_memoire.study import actions

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("unsuspend", "let suspended cards be asked again; `aide-memoire undo` undoes it")
    add_targets(parser)
    return parser


def run(call: Call) -> int:
    """Unsuspend the named cards that are suspended."""
    options = read_targets(build_parser(), call.arguments)
    with call.workspace() as workspace:
        named = actions.find_cards(workspace, options.names, options.tag)
        cards = actions.only_suspended(workspace, named)
        if cards:
            actions.unsuspend(workspace, cards)
    print(f"unsuspended: {cards_of_decks(cards)}" if cards else "nothing to do: none of these is suspended")
    return 0
