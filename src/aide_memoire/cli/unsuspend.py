"""`unsuspend`: lets suspended cards be asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire import progress
from aide_memoire.cli.options import Options, counted_cards, read_targets

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Wake what is named and is suspended."""
    parser = Options("unsuspend", "let suspended cards be asked again; `aide-memoire undo` takes it back")
    options = read_targets(parser, call.arguments)
    with call.desk() as desk:
        named = progress.find_cards(desk, options.names, options.tag)
        cards = progress.suspended_ones(desk, named)
        if cards:
            progress.unsuspend(desk, cards)
    print(f"woken: {counted_cards(cards)}" if cards else "nothing to do: none of these is suspended")
    return 0
