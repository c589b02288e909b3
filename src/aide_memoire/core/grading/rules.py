"""What counts in an answer: the deck's say, in one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.grading.articles import free_articles
from aide_memoire.core.grading.folding import NOTHING_EXACT

if TYPE_CHECKING:
    from aide_memoire.core.answer import NumberRule


class Rules(NamedTuple):
    """How strictly a text is compared, and in which language."""

    articles: tuple[str, ...] = ()
    exact: frozenset[str] = NOTHING_EXACT
    language: str = "en"
    person: bool = False
    number: NumberRule | None = None

    @property
    def free_articles(self) -> tuple[str, ...]:
        """Return the articles that make no difference."""
        return free_articles(self.articles, self.language)
