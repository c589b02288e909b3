"""The decks that come with the program."""

import pytest

from aide_memoire.authoring.coverage import read_coverage
from aide_memoire.core.note import EventNote
from aide_memoire.core.question import questions_of
from aide_memoire.decks.files import diagnose_file, find_deck_files, read_deck_file, stem_of
from aide_memoire.decks.folders import shipped_folder

PATHS = [file.path for file in find_deck_files([shipped_folder()])]
READINGS = {path: read_deck_file(path)[0] for path in PATHS}
ASKED = [
    pytest.param(question, note, id=question.id)
    for reading in READINGS.values()
    for note in reading.deck.notes
    for question in questions_of(reading.head, note)
]
PARAGRAPHS = {"loves": 25, "allies": 44}
"""How many paragraphs each of the two texts has."""


def test_there_are_decks_with_ids_of_their_own():
    """Some decks are shipped, and no two share an id."""
    ids = [reading.head.id for reading in READINGS.values()]
    assert ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PATHS, ids=stem_of)
def test_a_shipped_deck_has_no_mistakes(path):
    """Not even a warning: these are the examples to follow."""
    assert [found.text() for found in diagnose_file(path)] == []


@pytest.mark.parametrize("path", PATHS, ids=stem_of)
def test_every_note_has_a_source(path):
    """Each fact can be looked up, and whose text it is."""
    reading = READINGS[path]
    assert [note.shared.id for note in reading.deck.notes if not note.shared.citations] == []
    assert [source.id for source in reading.head.sources.values() if not source.title] == []


@pytest.mark.parametrize(("question", "note"), ASKED)
def test_a_question_does_not_tell_its_answer(question, note):
    """No answer stands in the question that asks for it."""
    assert [answer for answer in question.answer if answer.casefold() in question.text.casefold()] == []


@pytest.mark.parametrize(("question", "note"), ASKED)
def test_a_question_ends_as_one(question, note):
    """It ends with its closing sign, or with the gap itself, and has an answer."""
    assert question.text[-1] in "?.…]"
    assert all(question.answer)


@pytest.mark.parametrize(("question", "note"), [each for each in ASKED if each.values[1].shared.claim])
def test_a_claim_names_who_claims_it(question, note):
    """An opinion is asked as somebody's; when a thing happened is no opinion."""
    if not (isinstance(note, EventNote) and question.id.endswith("#when")):
        assert note.shared.claim.casefold() in question.text.casefold()


def test_every_paragraph_is_cited_or_waived():
    """Each paragraph of both texts has a card, or the reason why it needs none, and never both."""
    found = {source.id: source for source in read_coverage([shipped_folder()])}
    assert {name: source.last for name, source in found.items()} == PARAGRAPHS
    assert [source.uncited(PARAGRAPHS[name]) for name, source in found.items()] == [(), ()]
    assert [source.cited & source.waived.keys() for source in found.values()] == [set(), set()]
