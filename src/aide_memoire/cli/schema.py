"""`schema`: print the format of decks, of settings, or of JSON documents as a JSON Schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.documents.schema import documents_schema
from aide_memoire.config.documented import settings_schema
from aide_memoire.decks.schema import deck_schema

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("schema", "the deck format as a JSON Schema, for your editor")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--config", action="store_true", help="that of config.toml (default: that of decks)")
    shape.add_argument("--documents", action="store_true", help="those of what commands print with --json")
    return parser


def run(call: Call) -> int:
    options = build_parser().parse_args(call.arguments)
    schema = settings_schema() if options.config else documents_schema() if options.documents else deck_schema()
    print(json.dumps(schema, ensure_ascii=False, indent=2))
    return 0
