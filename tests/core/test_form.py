"""In which form a question is asked."""

import pytest

from aide_memoire.core.form import choose_form
from aide_memoire.core.note import CardNote, DeckHead, GroupNote, Item, Member, SequenceNote, Shared, Side
from aide_memoire.core.question import questions_of

WORDS = CardNote(Shared("n"), Side("Who?", "He"))
FLIP = CardNote(Shared("n", form="flip"), Side("Why?", "Because"))
GROUP = GroupNote(Shared("n"), "states", (Member("ru", "Russia"),))
ORDER = SequenceNote(Shared("n"), "alliances", (Item("Qing"), Item("PRC")))


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
        (ORDER, "typed", True, True, "order"),
    ],
)
def test_the_form_of_a_question(note, wanted, learned, can_choose, form):
    """What is new is chosen and what is learned is typed, unless the learner or the answer says otherwise."""
    (question,) = questions_of(DeckHead("d", "Deck"), note)
    assert choose_form(question, wanted=wanted, learned=learned, can_choose=can_choose) == form
