"""`new`: create a deck from a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.authoring.new_deck import new_deck
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.core.errors import UsageError
from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("new", "a new deck, with each kind of note shown once")
    parser.add_argument("path", metavar="PATH", help="the file to write, ending in .toml")
    return parser


def run(call: Call) -> int:
    """Write the deck, and print what to do next."""
    path = build_parser().parse_args(call.arguments).path
    if not path.endswith(".toml"):
        raise UsageError(f"a deck's file ends in .toml: {sanitize(path)}.toml")
    new_deck(path)
    folder = path.rpartition("/")[0] or "."
    print(sanitize(f"wrote {path}\nstudy it: aide-memoire study --decks {folder}"))
    return 0
