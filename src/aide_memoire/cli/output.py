"""Output that several commands share: JSON documents, and counts of cards and decks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from aide_memoire.formatting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence


VERSION = 1
"""The format version of every JSON document."""


def print_json(document: dict[str, Any]) -> None:
    """Print one document with its format version."""
    import json  # noqa: PLC0415  not every command prints any

    json.dump({"v": VERSION, **document}, sys.stdout, ensure_ascii=False, indent=2)
    print()


def cards_of_decks(cards: Sequence[str]) -> str:
    """Return "3 cards of 2 decks"."""
    return f"{counted(len(cards), 'card')} of {counted(len({card.partition('/')[0] for card in cards}), 'deck')}"
