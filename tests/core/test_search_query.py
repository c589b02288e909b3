"""What is typed to find cards is understood, or told; it is never refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.search_query import KINDS, MAX_TERMS, STATES, SearchQuery, Term, parse_query


def words(*values):
    return tuple(Term("words", value) for value in values)


def test_words_are_all_looked_for():
    """Each word is a term of its own, folded as the cards are: case, accents and width make no difference."""
    assert parse_query("Treaty  ÜBER\tДоговор ｗｉｄｅ").terms == words("treaty", "uber", "договор", "wide")


def test_quoted_words_belong_together():
    """Quotes hold words together, also while the second quote is still to be typed."""
    assert parse_query('"secret treaty" qing').terms == words("secret treaty", "qing")
    assert parse_query('"secret tre').terms == words("secret tre")


def test_terms_are_told_from_words():
    """A deck, a tag, a kind or a state is asked for by its key, in any case; quotes hold its words together."""
    assert parse_query('deck:treaties TAG:Qing kind:event is:DUE tag:"late qing"').terms == (
        Term("deck", "treaties"),
        Term("tag", "qing"),
        Term("kind", "event"),
        Term("is", "due"),
        Term("tag", "late qing"),
    )


@pytest.mark.parametrize(("key", "value"), [*(("is", each) for each in STATES), *(("kind", each) for each in KINDS)])
def test_every_state_and_kind_is_known(key, value):
    """What the lists name is understood without a word."""
    assert parse_query(f"{key}:{value}") == SearchQuery((Term(key, value),))


def test_a_minus_leaves_out():
    """A minus before a term, a word or quoted words leaves out what has it."""
    assert parse_query('-is:new -river -"two words" well-known').terms == (
        Term("is", "new", negated=True),
        Term("words", "river", negated=True),
        Term("words", "two words", negated=True),
        Term("words", "well-known"),
    )


@pytest.mark.parametrize("text", ["", "   ", "-", '"', "deck:", "-is:", 'tag:"', "deck: - is:"])
def test_what_is_still_being_typed_hides_nothing(text):
    """A key without its value, a lone minus or quote is passed over in silence."""
    assert parse_query(text) == SearchQuery()


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("is:old", "is:old", "is: takes new, learning, review, due, suspended, buried or leech"),
        ("kind:song", "kind:song", "kind: takes card, cloze, event, group, sequence or table"),
        ("Added:7", "added:7", "“added:” is searched as a word. Known: deck: tag: kind: is:"),
    ],
)
def test_an_unknown_term_is_told_and_taken_for_words(text, word, told):
    """Nothing that is typed is dropped in silence."""
    assert parse_query(text) == SearchQuery(words(word), told)


def test_a_time_of_day_is_a_word():
    """A colon between figures makes no term, and nothing is said of it."""
    assert parse_query("12:30") == SearchQuery(words("12:30"))


def test_a_pasted_page_is_cut():
    """More terms than anybody types are not looked for, and that is said."""
    found = parse_query("word " * 2000)
    assert len(found.terms) == MAX_TERMS
    assert "first 50" in found.message


@given(st.text(st.characters(), max_size=80) | st.from_regex(r'(-?(is|deck|tag|kind|x):?"?[ a-z%_\\\']*"?){0,4}'))
def test_any_text_can_be_read(text):
    """Whatever is typed or pasted is read, into terms that a database can be asked for."""
    for term in parse_query(text).terms:
        term.value.encode()
        assert term.key in ("words", "deck", "tag", "kind", "is")
        assert term.key not in ("is", "kind") or term.value in (*STATES, *KINDS)
