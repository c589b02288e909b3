"""The number of mistakes in one deck, as the list of decks shows it and as `check` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.decks.lint import lint_errors
from aide_memoire.decks.locations import newer_toml
from aide_memoire.decks.mend import mend

if TYPE_CHECKING:
    from aide_memoire.decks.parser import ParsedDeck


def count_errors(reading: ParsedDeck, text: str) -> int:
    """Return how many errors `check` tells of this deck alone; `text` is what it was parsed from."""
    is_broken = any(problem.code == "syntax" for problem in reading.problems)
    plain = mend(text.removeprefix("\ufeff")).text if is_broken else text
    found = (*reading.problems, *lint_errors(reading), *newer_toml(plain))
    return sum(problem.severity == "error" for problem in found)
