"""`suspend`: takes cards out of study until they are woken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire import progress
from aide_memoire.cli.options import Options, counted_cards, read_targets

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Suspend what is named and is not suspended yet."""
    parser = Options("suspend", "take cards out of study until `unsuspend`; `aide-memoire undo` takes it back")
    options = read_targets(parser, call.arguments)
    with call.desk() as desk:
        named = progress.find_cards(desk, options.names, options.tag)
        held = set(progress.suspended_ones(desk, named))
        cards = [card for card in named if card not in held]
        if cards:
            progress.suspend(desk, cards)
    print(f"suspended: {counted_cards(cards)}" if cards else "nothing to do: all of these are suspended already")
    return 0
