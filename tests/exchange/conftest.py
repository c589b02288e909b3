"""Files of other programs, read, and what a deck made of them reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from aide_memoire.core.ids import id_from_words
from aide_memoire.core.note import CardNote
from aide_memoire.decks.lint import lint_deck
from aide_memoire.decks.parser import parse_deck as read_deck
from aide_memoire.exchange.formats import read_text_file
from aide_memoire.exchange.ids import with_ids
from aide_memoire.exchange.toml import deck_of, deck_text

if TYPE_CHECKING:
    from aide_memoire.exchange.importer import ImportedDeck


class Carried(Protocol):
    """What the fixture `carried` gives."""

    def __call__(self, text: str | bytes, name: str = "cards.csv", wanted: str = "") -> ImportedDeck:
        """Import a text, by the name of its file and the format that is wanted."""


class Pairs(Protocol):
    """What the fixture `cards` gives."""

    def __call__(self, text: str | bytes, name: str = "cards.csv", wanted: str = "") -> list[tuple[str, str]]:
        """Import a text; return (question, answer) of its cards."""


class Remarks(Protocol):
    """What the fixture `remarks` gives."""

    def __call__(self, text: str | bytes, name: str = "cards.csv", wanted: str = "") -> list[tuple[int, str]]:
        """Import a text; return (line, words) of what could not be carried."""


def _carried(text: str | bytes, name: str = "cards.csv", wanted: str = "") -> ImportedDeck:
    """Return what a file gave, after its deck was written and read back as the very same notes."""
    data = text if isinstance(text, bytes) else text.encode()
    imported = with_ids(read_text_file(data, name, wanted), id_from_words)
    reading = read_deck(deck_text(deck_of(imported, "deck", "Deck", name)))
    assert reading.deck.notes == imported.notes
    assert [problem for problem in reading.problems if problem.code != "no-notes"] == []
    assert {problem.severity for problem in lint_deck(reading)} <= {"warning"}
    return imported


@pytest.fixture(scope="session")
def carried() -> Carried:
    """Import a text, and hold what its deck reads back against it."""
    return _carried


@pytest.fixture(scope="session")
def cards(carried: Carried) -> Pairs:
    """Import a text without remarks; return (question, answer) of its cards."""

    def import_cards(text: str | bytes, name: str = "cards.csv", wanted: str = "") -> list[tuple[str, str]]:
        imported = carried(text, name, wanted)
        assert imported.remarks == ()
        notes = [note for note in imported.notes if isinstance(note, CardNote)]
        assert len(notes) == len(imported.notes)
        return [(note.front.question, note.front.answer) for note in notes]

    return import_cards


@pytest.fixture(scope="session")
def remarks(carried: Carried) -> Remarks:
    """Import a text; return (line, words) of what could not be carried."""

    def import_remarks(text: str | bytes, name: str = "cards.csv", wanted: str = "") -> list[tuple[int, str]]:
        return [(line, words) for line, words in carried(text, name, wanted).remarks]

    return import_remarks
