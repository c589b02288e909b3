"""In which form a question is asked."""

import pytest

from aide_memoire.core.form import choose_form, is_lesson_due
from aide_memoire.core.note import CardNote, DeckHead, GroupNote, Item, Lure, Member, SequenceNote, Shared, Side
from aide_memoire.core.question import questions_of

WORDS = CardNote(Shared("n"), Side("Who?", "He"))
FLIP = CardNote(Shared("n", form="flip"), Side("Why?", "Because"))
GROUP = GroupNote(Shared("n"), "states", (Member("ru", "Russia"),))
ORDER = SequenceNote(Shared("n"), "alliances", (Item("Qing"), Item("PRC")))
LURED = CardNote(Shared("n"), Side("Who?", "He"), lures=(Lure("She"),))
LURED_GROUP = GroupNote(Shared("n"), "states", (Member("ru", "Russia"),), lures=(Lure("China"),))


@pytest.mark.parametrize(
    ("note", "wanted", "learned", "can_choose", "form"),
    [
        (WORDS, "ladder", False, True, "choice"),
        (WORDS, "ladder", True, True, "typed"),
        (WORDS, "ladder", False, False, "typed"),
        (WORDS, "typed", False, True, "typed"),
        (WORDS, "choice", True, True, "choice"),
        (WORDS, "choice", True, False, "typed"),
        (WORDS, "flip", False, True, "flip"),
        (FLIP, "typed", True, True, "flip"),
        (FLIP, "choice", False, True, "flip"),
        (GROUP, "choice", False, True, "list"),
        (GROUP, "flip", False, True, "flip"),
        (LURED_GROUP, "ladder", False, True, "pick"),
        (LURED_GROUP, "ladder", True, True, "list"),
        (LURED_GROUP, "ladder", False, False, "list"),
        (LURED_GROUP, "typed", False, True, "list"),
        (LURED_GROUP, "choice", False, True, "list"),
        (ORDER, "typed", True, True, "order"),
    ],
)
def test_the_form_of_a_question(note, wanted, learned, can_choose, form):
    """What is new is chosen and what is learned is typed, unless the learner or the answer says otherwise."""
    (question,) = questions_of(DeckHead("d", "Deck"), note)
    assert choose_form(question, wanted=wanted, learned=learned, can_choose=can_choose) == form


@pytest.mark.parametrize(
    ("note", "form", "wanted", "is_new", "due"),
    [
        (LURED, "choice", "ladder", True, False),
        (LURED, "typed", "ladder", True, True),
        (WORDS, "choice", "ladder", True, True),
        (WORDS, "typed", "ladder", True, True),
        (WORDS, "typed", "ladder", False, False),
        (WORDS, "typed", "typed", True, False),
        (WORDS, "choice", "choice", True, False),
        (FLIP, "flip", "ladder", True, True),
        (FLIP, "flip", "flip", True, False),
        (LURED_GROUP, "pick", "ladder", True, True),
        (ORDER, "order", "ladder", True, True),
        (ORDER, "order", "typed", True, False),
    ],
)
def test_when_a_lesson_is_due(note, form, wanted, is_new, due):
    """What is new is shown first, but for a choice among its own lures and where the learner fixed a form."""
    (question,) = questions_of(DeckHead("d", "Deck"), note)
    assert is_lesson_due(question, form, wanted=wanted, is_new=is_new) == due
