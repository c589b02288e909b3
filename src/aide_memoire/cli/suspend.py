"""`suspend`: takes cards out of study until they are woken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire import progress
from aide_memoire.cli.options import Options, add_targets, counted_cards

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Suspend what is named and is not suspended yet."""
    parser = Options("suspend", "take cards out of study until `unsuspend`; `aide-memoire undo` takes it back")
    add_targets(parser)
    options = parser.parse_args(call.arguments)
    if not (options.names or options.tag):
        parser.error("name the cards, or give --tag")
    with call.desk() as desk:
        named = progress.find_cards(desk, options.names, options.tag)
        held = set(progress.suspended_ones(desk, named))
        cards = [card for card in named if card not in held]
        if cards:
            progress.suspend(desk, cards)
    print(f"suspended: {counted_cards(cards)}" if cards else "nothing to do: all of these are suspended already")
    return 0
