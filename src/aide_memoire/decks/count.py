"""The number of mistakes in the text of one deck; lures that are right come to them when someone asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.decks.locations import newer_toml
from aide_memoire.decks.mend import mend

if TYPE_CHECKING:
    from aide_memoire.decks.parser import ParsedDeck


def count_errors(reading: ParsedDeck, text: str) -> int:
    """Return how many errors `check` tells of this text alone, but for lures: see `library/mistakes.py`."""
    is_broken = any(problem.code == "syntax" for problem in reading.problems)
    plain = mend(text.removeprefix("\ufeff")).text if is_broken else text
    found = (*reading.problems, *newer_toml(plain))
    return sum(problem.severity == "error" for problem in found)
