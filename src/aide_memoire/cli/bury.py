"""`bury`: put cards off until tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, add_targets, read_targets
from aide_memoire.cli.output import cards_of_decks
from aide_memoire.study import actions

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("bury", "put cards off until tomorrow; `aide-memoire undo` undoes it")
    add_targets(parser)
    return parser


def run(call: Call) -> int:
    """Bury the named cards for the rest of this study day."""
    options = read_targets(build_parser(), call.arguments)
    with call.workspace() as workspace:
        named = actions.find_cards(workspace, options.names, options.tag)
        actions.bury(workspace, named)
    print(f"put off until tomorrow: {cards_of_decks(named)}")
    return 0
