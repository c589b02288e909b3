"""Search the cards of all studied decks for the card browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.search_query import parse_query
from aide_memoire.library.load import load_question
from aide_memoire.store import card_search, deck_files
from aide_memoire.store.card_search import SORTS, CardLine, SearchDay

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable

    from aide_memoire.core.question import Question
    from aide_memoire.workspace import Workspace

__all__ = [
    "SORTS",
    "CardLine",
    "Found",
    "card_ids_of",
    "cards_still_there",
    "lines",
    "lines_of",
    "nothing_found",
    "position_of",
    "question_of",
    "search",
]


_NOTHING = {
    "new": "No new cards: you have met them all.",
    "learning": "No cards are being learned right now.",
    "review": "No cards are learned yet.",
    "due": "Nothing is due. Good.",
    "suspended": "No suspended cards.",
    "buried": "No buried cards.",
    "leech": "No leeches (problem cards). Good.",
}
"""What it means that no card is in a state."""


class Found(NamedTuple):
    """The result of a search: the numbers of the found cards, and the total number of cards."""

    numbers: array[int]
    total: int
    message: str  # what was not understood in the search, or ""
    longest: str  # the longest title of a deck, for the width of its column


def search(workspace: Workspace, text: str, sort: str = SORTS[0]) -> Found:
    """Return the cards of the studied decks that match a search, in one of the orders of `SORTS`."""
    wanted = parse_query(text)
    studied = [entry for entry in deck_files.deck_files(workspace.db) if entry.live]
    return Found(
        card_search.search_cards(workspace.db, wanted, sort, _today(workspace)),
        sum(entry.cards for entry in studied),
        wanted.message,
        max((entry.title for entry in studied), key=len, default=""),
    )


def nothing_found(text: str) -> str:
    """Return what a search that finds nothing means, where that is good to know; else how to go on."""
    terms = parse_query(text).terms
    known = _NOTHING.get(terms[0].value) if len(terms) == 1 and terms[0].key == "is" else None
    return "No match. / to change the search" if known is None or terms[0].negated else known


def lines(workspace: Workspace, numbers: Iterable[int]) -> list[CardLine]:
    """Return the rows of the cards with these numbers. Cards that no longer exist are left out."""
    return card_search.card_lines(workspace.db, list(numbers), _today(workspace))


def lines_of(workspace: Workspace, ids: Iterable[str]) -> list[CardLine]:
    """Return the rows of the cards with these ids. Cards that no deck has any more are left out."""
    return card_search.card_lines_of(workspace.db, ids, _today(workspace))


def card_ids_of(workspace: Workspace, numbers: Iterable[int]) -> list[str]:
    """Return the ids of the cards with these numbers."""
    return card_search.cards_of_numbers(workspace.db, numbers)


def cards_still_there(workspace: Workspace, ids: Iterable[str]) -> set[str]:
    """Return the ids of those cards that a deck still has."""
    return set(card_search.numbers_of_cards(workspace.db, ids))


def position_of(workspace: Workspace, numbers: array[int], card: str) -> int | None:
    """Return the index of a card in `numbers`, or None if it is not there."""
    number = card_search.numbers_of_cards(workspace.db, [card]).get(card)
    try:
        return None if number is None else numbers.index(number)
    except ValueError:
        return None


def question_of(workspace: Workspace, line: CardLine) -> Question | None:
    """Return the current question of a card, or None if no deck has it any more."""
    return load_question(workspace.db, line.note, line.question)


def _today(workspace: Workspace) -> SearchDay:
    return SearchDay(workspace.today(), workspace.settings.leech_threshold, workspace.parameters)
