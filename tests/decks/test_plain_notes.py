"""A note that is read at once is the note that is read key by key, and has nothing wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.note import DeckHead, Source
from aide_memoire.decks.notes import read_by_key
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.plain import plain_note

BOOK = Source("book", "The book")
HEADS = (
    DeckHead("d", "D", sources={"book": BOOK}),
    DeckHead("d", "D", sources={"book": BOOK}, defaults={"source": "book p. 1", "tags": ["all"]}),
    DeckHead("d", "D", defaults={"source": "nowhere", "person": True, "date": "1900"}),
    DeckHead("d", "D", defaults={"hint": " ", "draft": True}),
)
WORDS = (
    "a",
    " padded ",
    "",
    " ",
    "x/y",
    "book",
    "book p. 3 ",
    " book  ¶1",
    "books 2",
    "when",
    "1914",
    "1914-06",
    "1914-13",
)
LURES = ({}, {"name": "n"}, {"name": "n", "why": "w"}, {"name": "n", "why": " "}, {"name": "n", "id": "i"})
ENTRIES = (*WORDS, *LURES, {"name": "n", "why": "w", "id": "i"}, 5, True, 1.5, ["a"])
VALUES = (*ENTRIES, 1914, False, [], *([each] for each in ENTRIES), *(["where", each] for each in ENTRIES))
KEYS = (
    *("id", "question", "answer", "accept", "lures", "source", "tags", "explanation", "caution", "hint", "bury_with"),
    *("as_of", "name", "date", "place", "verb", "aliases", "ask", "what", "until", "form", "person", "draft", "claim"),
    *("number", "reverse", "exact", "ids"),
)
NOTES = (
    ("card", {"id": "c", "question": "Q?", "answer": "A", "source": "book"}),
    ("card", {"id": "c", "question": "Q?", "answer": "A", "accept": ["B"], "lures": ["C", {"name": "D", "why": "E"}]}),
    ("event", {"id": "e", "name": "N", "date": "1914-06"}),
    ("event", {"id": "e", "name": "N", "place": "P", "ask": ["where"], "source": ["book 1", "book 2"]}),
    ("event", {"id": "e", "name": "N", "date": "1914", "place": "P", "ask": ["when", "where", "when"]}),
    ("group", {"id": "g", "name": "N", "members": ["A", "B"]}),
)


def assert_it_is_the_same_read_by_key(kind, table, head):
    plain, problems = plain_note(kind, table, head), []
    if plain:
        assert read_by_key(kind, table, head, (kind, 0), problems) == [(plain, table)]
        assert not problems, table


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("kind", "table"), NOTES)
def test_a_plain_note_is_the_same_read_key_by_key(kind, table, head):
    """Whatever a key holds, or if it is missing, a note read at once is the same, and nothing is wrong with it."""
    for key in KEYS:
        assert_it_is_the_same_read_by_key(kind, {each: table[each] for each in table if each != key}, head)
        for value in VALUES:
            assert_it_is_the_same_read_by_key(kind, {**table, key: value}, head)


@given(st.sampled_from(NOTES), st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES)), st.sampled_from(HEADS))
def test_a_note_with_many_changes_is_the_same_read_key_by_key(note, changes, head):
    """The same, where several keys hold what they hold by chance."""
    assert_it_is_the_same_read_by_key(note[0], {**note[1], **changes}, head)


PLAIN = (
    'card]]\nid = "c"\nquestion = "Q?"\nanswer = "A"\naccept = ["B"]\nsource = "book p. 7"\ntags = ["t"]',
    """card]]\nid = "事"\nquestion = "Q?"\nanswer = 'A'\nhint = "H"\nlures = ["B", { name = "C", why = "D" }]""",
    'event]]\nid = "e"\nname = "N"\ndate = "1914-07-28"\nask = ["when"]\nexplanation = """\nTwo\nlines.\n"""',
    'event]]\nid = "e"\nname = "N"\ndate = "1914"\nplace = "P"\nask = ["when", "where"]\nsource = ["book 1", "book 2"]',
)


@pytest.mark.parametrize("written", PLAIN)
def test_what_is_read_at_once_are_the_notes_that_people_write(written):
    """A plain card or event is read at once: else each of thousands takes three times as long."""
    reading = parse_deck(f'[[source]]\nid = "book"\ntitle = "The book"\n[[{written}\n')
    (parsed,) = reading.notes
    assert plain_note(parsed.note.kind, parsed.table, reading.head) == parsed.note
