"""Orders: what each item was, and what is told of the whole."""

import pytest

from aide_memoire.core.grading.order import grade_order, read_order

ITEMS = ["Qing", "Republic", "People's Republic"]


def parts(given):
    return [(part.card, part.text, part.verdict, part.typed) for part in grade_order(given, ITEMS, "d/n#order").parts]


def test_each_item_says_whether_it_stood_in_its_place():
    """An item that has to be moved is wrong, and so is one that was left out, of which nothing was typed."""
    assert parts([0, 2, 1]) == [
        ("d/n#order", "Qing", "right", "Qing"),
        ("d/n#order", "Republic", "right", "Republic"),
        ("d/n#order", "People's Republic", "wrong", "People's Republic"),
    ]
    assert parts([0, 1])[2] == ("d/n#order", "People's Republic", "wrong", "")
    assert {verdict for _, _, verdict, _ in parts([0, 1, 2])} == {"right"}


@pytest.mark.parametrize(
    ("given", "word", "score"),
    [
        ([0, 1, 2], "right", 1.0),
        ([0, 2, 1], "partial", 2 / 3),
        ([2, 1, 0], "wrong", 0.0),
        ([0, 1], "partial", 1 / 3),
        ([0, 0, 1, 2], "right", 1.0),
        ([0, 1, 2, 3, -1], "right", 1.0),
        ([], "wrong", 0.0),
        ([3, -1], "wrong", 0.0),
    ],
)
def test_an_order_is_scored_by_its_pairs(given, word, score):
    """Each pair counts that stands the right way round; what is said twice or is no item changes nothing."""
    verdict = grade_order(given, ITEMS)
    assert (verdict.word, verdict.score) == (word, pytest.approx(score))


def test_one_thing_alone_is_in_order():
    """Where there is nothing to put in order, naming it is all."""
    assert grade_order([0], ["Qing"]).word == "right"


def test_what_to_move_is_told():
    """One item is told with where it stands and where it belongs, more by their number, and what is missing by name."""
    assert grade_order([0, 2, 1], ITEMS).reasons == ("move People's Republic from 2 to 3",)
    assert grade_order([2, 1, 0], ITEMS).reasons == ("2 of 3 stand in the wrong place",)
    assert grade_order([1], ITEMS).reasons == ("missing: Qing, People's Republic",)
    assert grade_order([0, 1, 2], ITEMS).reasons == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Qing; Republic; People's Republic", [0, 1, 2]),
        ("1. People\n2) Rep\n 10. qi", [2, 1, 0]),
        ("Qing -> Reublic => Kuomintang", [0, 1]),
        ("; ;\n", []),
    ],
)
def test_items_are_known_by_their_beginning(typed, read):
    """An item is named whole, by a clear beginning or with a slip; numbers before it are no part of it."""
    assert read_order(typed, ITEMS) == read


def test_a_beginning_of_several_names_none():
    """What could be two of the items is left out."""
    assert read_order("First; First War", ["First War", "First Peace"]) == [0]
