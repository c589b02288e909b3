"""Ids, slugs and the cards that a note gives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.ids import is_id, slug, split_card_id
from aide_memoire.core.note import (
    CardNote,
    ClozeNote,
    EventNote,
    Gap,
    GroupNote,
    Item,
    Member,
    SequenceNote,
    Shared,
    Side,
    Source,
    cards_of,
)

N = Shared("n")
SIDE = Side(question="Who?", answer="Li")


@pytest.mark.parametrize("text", ["a", "li-lobanov", "1969", "a_b.c", "договор", "条约", "हिन्दी", "a" * 80, "é"])
def test_letters_of_any_script_make_an_id(text):
    """1–80 letters or digits of any script, `-`, `_` and `.` are an id."""
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "a b", "a/b", "a#b", "a" * 81, "e\u0301", "a\n", "\x1b", "a,b", "“a”", "a\u200d"])
def test_other_signs_make_none(text):
    """What could be taken for a path, a part or white space is no id, nor is a text that is not in NFC."""
    assert not is_id(text)


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Kyrgyz Republic", "kyrgyz-republic"),
        ("  Côte d’Ivoire! ", "côte-d-ivoire"),
        ("СССР и Китай", "ссср-и-китай"),
        ("中华人民共和国", "中华人民共和国"),
        ("Straße", "strasse"),
        ("e\u0301tat", "état"),
        ("ﬁrst № 1", "first-no-1"),
        ("?!", ""),
    ],
)
def test_words_become_a_slug(words, made):
    """A slug is the words case-folded, each run of other signs one `-`."""
    assert slug(words) == made


@given(st.text())
def test_a_slug_is_an_id_or_nothing(text):
    """Whatever it is made from, a slug can serve as an id."""
    made = slug(text)
    assert made == "" or is_id(made)
    assert made == unicodedata.normalize("NFC", made)


@pytest.mark.parametrize(
    ("note", "ids"),
    [
        (CardNote(shared=N, front=SIDE), ["d/n"]),
        (CardNote(shared=N, front=SIDE, reverse=SIDE), ["d/n", "d/n#reverse"]),
        (
            ClozeNote(shared=N, pieces=(*(Gap(number=number, answer="x") for number in ("10", "2", "10", "1")),)),
            ["d/n#1", "d/n#2", "d/n#10"],
        ),
        (EventNote(shared=N, name="N", ask=("where", "when")), ["d/n#where", "d/n#when"]),
        (
            GroupNote(shared=N, name="N", members=(Member("ru", "Russia"), Member("by", "Belarus"))),
            ["d/n#ru", "d/n#by"],
        ),
        (SequenceNote(shared=N, name="N", items=(Item("a"), Item("b"))), ["d/n#order"]),
    ],
)
def test_a_note_gives_a_card_for_each_part(note, ids):
    """Cards are `deck/note` or `deck/note#part`, in the order of the parts."""
    assert [card.id for card in cards_of("d", note)] == ids


def test_members_are_asked_together():
    """All cards of a group share the question that asks them; other cards are their own."""
    group = GroupNote(shared=N, name="N", members=(Member("ru", "Russia"), Member("by", "Belarus")))
    assert {card.question for card in cards_of("d", group)} == {"d/n"}
    both = CardNote(shared=N, front=SIDE, reverse=SIDE)
    assert [card.question for card in cards_of("d", both)] == ["d/n", "d/n#reverse"]


@pytest.mark.parametrize(
    ("card", "parts"),
    [("d/n", ("d", "n", "")), ("d/n#when", ("d", "n", "when")), ("d/n.1#a.b", ("d", "n.1", "a.b"))],
)
def test_a_card_id_names_deck_note_and_part(card, parts):
    """A card's id alone tells where it belongs."""
    assert split_card_id(card) == parts


def test_a_claim_is_laid_to_the_author_else_to_the_title():
    """Whom a source's claims are laid to."""
    assert Source("s", "India more", author="Qin Gang").who == "Qin Gang"
    assert Source("s", "India more").who == "“India more”"
