"""Ids, and how they are made from words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.ids import ID_LENGTH, id_from_words, is_id, slug, split_card_id


@pytest.mark.parametrize("text", ["a", "x" * 80, "li-lobanov", "v1.2_b", "договор", "条约", "हिन्दी", "é"])
def test_an_id_is_made_of_letters_digits_and_three_signs(text):
    """Letters of any script with their marks, digits, `-`, `_` and `.` make an id of up to 80 characters."""
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "x" * 81, "a b", "a/b", "a#b", "e\u0301", "a\n", "“a”", "हिन्दी!", "a—b"])
def test_other_signs_make_no_id(text):
    """What parts an id from others, blanks, signs and letters that are not composed are no part of one."""
    assert not is_id(text)


@pytest.mark.parametrize(
    ("card", "parts"),
    [("d/n#when", ("d", "n", "when")), ("d/n", ("d", "n", "")), ("d", ("d", "", "")), ("d/n#a#b", ("d", "n", "a#b"))],
)
def test_a_cards_id_names_deck_note_and_part(card, parts):
    """A note with one card has no part."""
    assert split_card_id(card) == parts


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Li–Lobanov Treaty (1896)", "li-lobanov-treaty-1896"),
        ("  What is  it? ", "what-is-it"),
        ("ＷＩＤＥ ﬁle", "wide-file"),
        ("Договор о дружбе", "договор-о-дружбе"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("?!", ""),
    ],
)
def test_words_become_an_id(words, made):
    """Case and width make no difference, and what is no letter or digit is one dash."""
    assert slug(words) == made


def test_a_long_title_is_cut_without_a_dash_at_its_end():
    """An id has at most as many characters as are asked for."""
    assert slug("one two three", 8) == "one-two"
    assert slug("x" * 100) == "x" * ID_LENGTH


def test_long_words_are_told_apart_by_their_end():
    """An id of up to 80 characters is the words whole; beyond it, equal beginnings still make different ids."""
    fits = id_from_words("card", "x" * 75)
    assert fits == f"card-{'x' * 75}"
    one, other = (id_from_words("card", "y " * 50 + end) for end in ("one", "other"))
    assert one != other
    assert one[:70] == other[:70] == id_from_words("card", "y " * 50)[:70]
    assert len(id_from_words("card", "x" * 76)) == ID_LENGTH
    assert id_from_words("card", "x" * 66 + " " + "z" * 40)[:72] == f"card-{'x' * 66}-"


@given(st.text(max_size=200))
def test_an_id_from_any_words_is_one(words):
    """Whatever an author wrote, the id can be used, and is the same for what is composed otherwise."""
    made = id_from_words("card", words)
    assert is_id(made)
    assert id_from_words("card", unicodedata.normalize("NFD", words)) == id_from_words(
        "card", unicodedata.normalize("NFC", words)
    )
