"""Today's order of questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.core.queue import Allowance, Candidate, Portion, build_queue

ROOM = Allowance(200, 10)


def cards(*names, deck="d", due_at=0):
    return [Candidate(f"{deck}/{name}", f"{deck}/{name}", deck, f"{deck}/{name}", (), due_at) for name in names]


def part(note, name, bury_with=(), question=None):
    return Candidate(f"d/{note}#{name}", f"d/{note}", "d", question or f"d/{note}#{name}", bury_with)


def member(note, name):
    return part(note, name, question=f"d/{note}")


def plan(steps=(), reviews=(), new=(), room=ROOM, answered=()):
    return build_queue(steps, reviews, [[Portion(deck)] for deck in new], room=room, answered=answered)


def asked(queue):
    return [item.question for item in queue.items]


def test_steps_come_first_and_by_their_time():
    """Learning steps are before all else, the earliest due first, and beyond any limit."""
    steps = [*cards("late", due_at=30), *cards("early", due_at=10)]
    queue = plan(steps, cards("r"), [cards("n")], room=Allowance(0, 0))
    assert asked(queue) == ["d/early", "d/late"]
    assert [item.was for item in queue.steps] == ["learning", "learning"]
    assert asked(plan(steps, cards("r")))[-1] == "d/r"


def test_reviews_keep_their_order_and_limit():
    """The likeliest to be forgotten is asked first, and the day's limit ends the list."""
    assert asked(plan(reviews=cards("a", "b", "c"), room=Allowance(2, 10))) == ["d/a", "d/b"]


def test_new_ones_keep_the_authors_order_and_limit():
    """Unseen cards come as their author put them, so many a day."""
    assert asked(plan(new=[cards("c", "a", "b")], room=Allowance(200, 2))) == ["d/c", "d/a"]


@pytest.mark.parametrize("room", [Allowance(0, 0), Allowance(-1, -1)])
def test_no_room_asks_nothing(room):
    """Where the limits leave nothing, nothing is asked."""
    assert asked(plan(reviews=cards("a"), new=[cards("b")], room=room)) == []


@given(st.integers(0, 40), st.integers(0, 40))
def test_new_ones_are_spread_evenly_among_reviews(reviews, new):
    """In any beginning of the list the share of new ones is that of the whole, to within one question."""
    due, fresh = cards(*map(str, range(reviews))), cards(*map(str, range(new)), deck="e")
    asks = plan(reviews=due, new=[fresh], room=Allowance(99, 99)).rest
    assert [item.question for item in asks if item.was == "review"] == [card.question for card in due]
    assert [item.question for item in asks if item.was == "new"] == [card.question for card in fresh]
    for length in range(len(asks) + 1):
        seen = sum(item.was == "new" for item in asks[:length])
        assert abs(seen - length * new / max(len(asks), 1)) < 1


def test_decks_give_their_new_ones_in_turn():
    """No deck waits for another to be through; one that is empty leaves its turn."""
    decks = [cards("a1", "a2", "a3"), cards("b1", deck="e"), cards("c1", "c2", deck="f")]
    assert asked(plan(new=decks)) == ["d/a1", "e/b1", "f/c1", "d/a2", "f/c2", "d/a3"]


def test_of_siblings_one_is_asked_a_day():
    """The cards of one note give each other away, whether due or new."""
    assert asked(plan(reviews=[part("n", "when"), part("n", "where")])) == ["d/n#when"]
    assert asked(plan(reviews=[part("n", "when")], new=[[part("n", "where")]])) == ["d/n#when"]


def test_a_group_is_asked_once():
    """Members that are due or new make one question, which counts once against the limit."""
    group = [member("g", name) for name in "abc"]
    assert asked(plan(reviews=[*group, *cards("x")], room=Allowance(2, 0))) == ["d/g", "d/x"]
    assert asked(plan(new=[[*group, *cards("x")]], room=Allowance(0, 2))) == ["d/g", "d/x"]
    assert asked(plan(steps=group[:2], reviews=group[2:])) == ["d/g"]
    assert asked(plan(reviews=group[:1], new=[group[1:]])) == ["d/g"]


@pytest.mark.parametrize("bury", [(("d/b",), ()), ((), ("d/a",)), (("d/b",), ("d/a",))])
def test_notes_that_give_each_other_away_are_not_asked_on_one_day(bury):
    """`bury_with` works in either direction, among reviews, new ones, steps and what was answered."""
    first, second = part("a", "x", bury[0]), part("b", "x", bury[1])
    assert asked(plan(reviews=[first, second])) == ["d/a#x"]
    assert asked(plan(new=[[first, second]])) == ["d/a#x"]
    assert asked(plan(reviews=[first], new=[[second]])) == ["d/a#x"]
    assert asked(plan(steps=[first], reviews=[second])) == ["d/a#x"]
    assert asked(plan(reviews=[second], answered=[("d/a", bury[0])])) == []


def test_a_note_answered_today_is_not_asked_again_but_for_its_step():
    """What was answered buries its siblings; a step belongs to today, and stays."""
    assert asked(plan(reviews=[part("n", "where")], answered=[("d/n", ())])) == []
    assert asked(plan(steps=[part("n", "when")], answered=[("d/n", ())])) == ["d/n#when"]


def test_buried_cards_take_no_room():
    """The limits count what is asked, not what is passed over."""
    due = [part("n", "when"), part("n", "where"), *cards("x")]
    assert asked(plan(reviews=due, room=Allowance(2, 0))) == ["d/n#when", "d/x"]


def test_no_more_is_read_than_there_is_room_for():
    """Of a large deck only as many cards are read as will be asked."""
    reviews, new = iter(cards(*"abcdef")), iter(cards(*"uvwxyz", deck="e"))
    build_queue([], reviews, [[Portion(new)]], room=Allowance(2, 3), answered=[])
    assert [card.card for card in reviews] == ["d/c", "d/d", "d/e", "d/f"]
    assert [card.card for card in new] == ["e/x", "e/y", "e/z"]
