"""`unsuspend`: lets suspended cards be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire import progress
from aide_memoire.cli.options import Options, add_targets, counted_cards

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Wake what is named and is suspended."""
    parser = Options("unsuspend", "let suspended cards be asked again; `aide-memoire undo` takes it back")
    add_targets(parser)
    options = parser.parse_args(call.arguments)
    if not (options.names or options.tag):
        parser.error("name the cards, or give --tag")
    with call.desk() as desk:
        named = progress.find_cards(desk, options.names, options.tag)
        cards = progress.suspended_ones(desk, named)
        if cards:
            progress.unsuspend(desk, cards)
    print(f"woken: {counted_cards(cards)}" if cards else "nothing to do: none of these is suspended")
    return 0
