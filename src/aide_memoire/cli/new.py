"""`new`: create a deck from a template."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from typing import TYPE_CHECKING

from aide_memoire.authoring.new_deck import new_deck
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.core.errors import StoreError, UsageError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.paths import find_paths

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
    print(sanitize(f"wrote {path}\n{way_to_study(call, path)}"))
    return 0


def way_to_study(call: Call, path: str) -> str:
    """Return how a deck that was written to a file is studied."""
    folder, own = os.path.dirname(path) or ".", ""
    with suppress(StoreError):  # there is no home folder
        own = find_paths(call.data_dir).decks
    if os.path.realpath(folder) in map(os.path.realpath, call.decks or [own]):
        return "study it: aide-memoire study" + (f" --decks {shlex.quote(folder)}" if call.decks else "")
    among_yours = f", or put it among your decks: {own}" if own else ""
    return f"study it: aide-memoire study --decks {shlex.quote(folder)}{among_yours}"
