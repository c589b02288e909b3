"""`schema`: print the format of decks, or of settings, as a JSON Schema, with which editors can complete TOML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.config.documented import settings_schema
from aide_memoire.decks.schema import deck_schema

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("schema", "the deck format as a JSON Schema, for your editor")
    parser.add_argument("--config", action="store_true", help="that of config.toml (default: that of decks)")
    return parser


def run(call: Call) -> int:
    options = build_parser().parse_args(call.arguments)
    print(json.dumps(settings_schema() if options.config else deck_schema(), ensure_ascii=False, indent=2))
    return 0
