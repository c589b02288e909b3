"""`bury`: puts cards off until tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire import progress
from aide_memoire.cli.options import Options, add_targets, counted_cards

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def run(call: Call) -> int:
    """Bury what is named for the rest of this study day."""
    parser = Options("bury", "put cards off until tomorrow; `aide-memoire undo` takes it back")
    add_targets(parser)
    options = parser.parse_args(call.arguments)
    if not (options.names or options.tag):
        parser.error("name the cards, or give --tag")
    with call.desk() as desk:
        named = progress.find_cards(desk, options.names, options.tag)
        progress.bury(desk, named)
    print(f"put off until tomorrow: {counted_cards(named)}")
    return 0
