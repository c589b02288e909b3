"""The cards of all decks, to be looked through: found by what is typed, and made into a sitting of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.queue import QueueItem
from aide_memoire.core.search_query import parse_query
from aide_memoire.loading import load_question
from aide_memoire.store import card_search, deck_files
from aide_memoire.store.card_search import SORTS, CardLine, SearchDay

if TYPE_CHECKING:
    from array import array
    from collections.abc import Collection, Iterable

    from aide_memoire.core.question import Question
    from aide_memoire.opening import Desk

__all__ = [
    "SORTS",
    "CardLine",
    "Found",
    "asks",
    "find",
    "lines",
    "lines_of",
    "place_of",
    "present",
    "question",
    "shown",
]


class Found(NamedTuple):
    """The numbers of what was found, out of how many cards in all."""

    numbers: array[int]
    total: int
    told: str  # what of the search was not understood
    longest: str  # of the decks' ids


def find(desk: Desk, text: str, sort: str = SORTS[0]) -> Found:
    """Return the cards of the studied decks that a line of search means, in one of the orders of `SORTS`."""
    wanted = parse_query(text)
    studied = [entry for entry in deck_files.deck_files(desk.db) if entry.live]
    return Found(
        card_search.search_cards(desk.db, wanted, sort, _today(desk)),
        sum(entry.cards for entry in studied),
        wanted.told,
        max((entry.deck for entry in studied), key=len, default=""),
    )


def lines(desk: Desk, numbers: Iterable[int]) -> list[CardLine]:
    """Return what stands in the rows of these numbers; cards that have gone meanwhile have none."""
    return card_search.card_lines(desk.db, list(numbers), _today(desk))


def lines_of(desk: Desk, ids: Iterable[str]) -> list[CardLine]:
    """Return the rows of these cards; of those that have left their deck there are none."""
    return card_search.card_lines_of(desk.db, ids, _today(desk))


def shown(desk: Desk, numbers: Iterable[int]) -> list[str]:
    """Return the ids of the cards with these numbers."""
    return card_search.cards_of_numbers(desk.db, numbers)


def present(desk: Desk, ids: Iterable[str]) -> set[str]:
    """Return those of the cards that are still in their decks."""
    return set(card_search.numbers_of_cards(desk.db, ids))


def place_of(desk: Desk, numbers: array[int], card: str) -> int | None:
    """Return at which place a card stands among these numbers, or None where it does not."""
    number = card_search.numbers_of_cards(desk.db, [card]).get(card)
    try:
        return None if number is None else numbers.index(number)
    except ValueError:
        return None


def question(desk: Desk, line: CardLine) -> Question | None:
    """Return the question under which a card is asked, as its deck has it now."""
    return load_question(desk.db, line.note, line.question)


def asks(chosen: Collection[CardLine]) -> tuple[QueueItem, ...]:
    """Return the questions that ask these cards, due or not, each once; what is suspended is left out."""
    found: dict[str, QueueItem] = {}
    for line in chosen:
        if not line.suspended:
            was = "learning" if line.state == "relearning" else line.state
            found.setdefault(line.question, QueueItem(line.question, line.note, line.deck, was))
    return tuple(found.values())


def _today(desk: Desk) -> SearchDay:
    return SearchDay(desk.today(), desk.settings.leech_threshold)
