"""`schema`: print the deck format as a JSON Schema, with which editors can complete TOML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.decks.schema import deck_schema

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    return ArgumentParser("schema", "the deck format as a JSON Schema, for your editor")


def run(call: Call) -> int:
    build_parser().parse_args(call.arguments)
    print(json.dumps(deck_schema(), ensure_ascii=False, indent=2))
    return 0
