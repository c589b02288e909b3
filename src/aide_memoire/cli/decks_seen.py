"""`decks seen`: note that the changes of the deck that an own copy was made from have been looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.authoring.own_copy import mark_seen
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("decks seen", "say no more that the deck which your own copy was made from has changed")
    parser.add_argument("deck", metavar="DECK", help="as `decks` lists it")
    return parser


def run(call: Call) -> int:
    """Note it in the file of the own copy."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        mark_seen(workspace, sanitize(options.deck))
    return 0
