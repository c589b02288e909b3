"""Files of other programs, read, and what a deck made of them reads back."""

import pytest

from aide_memoire.core.ids import id_from_words
from aide_memoire.decks.lint import lint_deck
from aide_memoire.decks.parser import parse_deck as read_deck
from aide_memoire.exchange.formats import read_text_file
from aide_memoire.exchange.ids import with_ids
from aide_memoire.exchange.toml import deck_of, deck_text


def _carried(text, name="cards.csv", wanted=""):
    """Return what a file gave, after its deck was written and read back as the very same notes."""
    data = text if isinstance(text, bytes) else text.encode()
    imported = with_ids(read_text_file(data, name, wanted), id_from_words)
    reading = read_deck(deck_text(deck_of(imported, "deck", "Deck", name)))
    assert reading.deck.notes == imported.notes
    assert [problem for problem in reading.problems if problem.code != "no-notes"] == []
    assert {problem.severity for problem in lint_deck(reading)} <= {"warning"}
    return imported


@pytest.fixture(scope="session")
def carried():
    """Import a text, and hold what its deck reads back against it."""
    return _carried


@pytest.fixture(scope="session")
def cards(carried):
    """Import a text without remarks; return (question, answer) of its cards."""

    def import_cards(text, name="cards.csv", wanted=""):
        imported = carried(text, name, wanted)
        assert imported.remarks == ()
        return [(note.front.question, note.front.answer) for note in imported.notes]

    return import_cards


@pytest.fixture(scope="session")
def remarks(carried):
    """Import a text; return (line, words) of what could not be carried."""
    return lambda text, name="cards.csv", wanted="": [tuple(each) for each in carried(text, name, wanted).remarks]
