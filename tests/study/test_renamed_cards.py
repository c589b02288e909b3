"""Cards that have left their deck, and the new ones that they likely became."""

import pytest

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.event import Rating
from aide_memoire.reports.orphans import find_orphans
from aide_memoire.store.card_state import memories
from aide_memoire.study.actions import link_cards
from learners import plain

EVENT = "event", 'id = "{}"\nname = "{}"\ndate = "1896"\nplace = "Moscow"\nask = ["when", "where"]'


def treaty(name):
    kind, body = EVENT
    return kind, body.format(name, name)


def answer_all(learner):
    study = learner.study(form="flip")
    while study.question is not None:
        study.rate(Rating.EASY)
    learner.wait(days=1)


def found(learner):
    return [(orphan.card, orphan.likely) for orphan in find_orphans(learner.workspace())]


def test_a_renamed_note_is_found_again(learner):
    """Its cards are paired with those of the new note that is named alike, part by part."""
    learner.deck("d", treaty("li-lobanov"), plain("other"))
    answer_all(learner)
    answer_all(learner)
    learner.deck("d", treaty("treaty-li-lobanov"), plain("other"), plain("li-lobanov-treaty"))
    assert found(learner) == [
        ("d/li-lobanov#when", "d/treaty-li-lobanov#when"),
        ("d/li-lobanov#where", "d/treaty-li-lobanov#where"),
    ]
    assert [orphan.reps for orphan in find_orphans(learner.workspace())] == [1, 1]


def test_a_new_card_is_the_likely_one_of_one_old_card(learner):
    """Two that have gone and two that are new are paired; what is nothing like any of several has none."""
    learner.cards("d", "first-war", "first-peace", "zzz")
    answer_all(learner)
    learner.cards("d", "first-war-ii", "first-peace-ii", "qqq", "rrr")
    assert found(learner) == [("d/first-peace", "d/first-peace-ii"), ("d/first-war", "d/first-war-ii"), ("d/zzz", "")]


def test_the_only_new_card_is_likely_whatever_its_name(learner):
    """Where one card has gone and one is new, it is the same one; a second that has gone is not."""
    learner.cards("d", "abc", "abd", "xyz")
    answer_all(learner)
    learner.cards("d", "xyz", "q")
    assert found(learner) == [("d/abc", "d/q"), ("d/abd", "")]


def test_a_deck_that_is_not_there_has_no_orphans(learner):
    """A deck whose file is away, on another disk perhaps, has not lost its cards."""
    learner.cards("d", "a")
    learner.cards("e", "x")
    answer_all(learner)
    (learner.decks / "e.toml").unlink()
    assert found(learner) == []


def test_a_link_lets_the_history_go_on(learner):
    """The new card has the old one's memory, and the old one is no orphan any more."""
    learner.cards("d", "a", "b")
    answer_all(learner)
    before = memories(learner.workspace().db)["d/a"]
    learner.cards("d", "a2", "b")
    link_cards(learner.workspace(), [("d/a", "d/a2")])
    assert memories(learner.workspace().db)["d/a2"] == before
    assert found(learner) == []


@pytest.mark.parametrize(("old", "new", "named"), [("d/q", "d/b", "d/q"), ("d/a", "d/q", "d/q")])
def test_a_link_needs_a_history_and_a_card(learner, old, new, named):
    """An old id without progress, or a new one that no deck has, is told by its name, and nothing is linked."""
    learner.cards("d", "a")
    answer_all(learner)
    learner.cards("d", "b")
    with pytest.raises(NotFoundError, match=named):
        link_cards(learner.workspace(), [("d/a", "d/b"), (old, new)])
    assert found(learner) == [("d/a", "d/b")]
