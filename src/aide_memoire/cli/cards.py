"""`cards`: list every card with its question, answer and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser, find_decks
from aide_memoire.cli.output import print_json
from aide_memoire.reports import cards

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("cards", "every card with its question, answer and state")
    parser.add_argument("deck", nargs="?", metavar="DECK", help="this deck alone (default: all)")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    return parser


def run(call: Call) -> int:
    """List the cards, in the authors' order."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        rows = cards.card_rows(workspace, find_decks(workspace, [options.deck] if options.deck is not None else []))
        if options.json:
            print_json({"cards": list(rows)})
            return 0
        for row in rows:
            print(f"{row['id']}  [{row['state']}]\n    {row['question']}\n    → {row['answer']}")
    return 0
