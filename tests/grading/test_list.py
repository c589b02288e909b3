"""Lists: what each member was, and what is told of the whole."""

import pytest

from aide_memoire.core.answer import ListMember
from aide_memoire.core.grading.list import grade_list

MEMBERS = [
    ListMember("d/g#ru", "Russia", ("Russia", "Russian Federation")),
    ListMember("d/g#by", "Belarus", ("Belarus",)),
    ListMember("d/g#bh", "Bosnia and Herzegovina", ("Bosnia and Herzegovina",)),
    ListMember("d/g#kp", "Korea, North", ("Korea, North",)),
]
ALL = "Russia, Belarus, Bosnia and Herzegovina, Korea, North"


def graded(typed, **more):
    return grade_list(typed, MEMBERS, ("the",), **more)


def verdicts(typed):
    return [part.verdict for part in graded(typed).parts]


@pytest.mark.parametrize(
    "typed",
    [
        "Russia; Belarus; Bosnia and Herzegovina; Korea, North",
        "korea, north\nthe russian federation\n- Belarus\n* bosnia & herzegovina",
        "1. Russia\n2) Belarus\n10. Bosnia and Herzegovina\n• Korea, North",
        "Russia, Russia and Belarus; Korea, North; Bosnia and Herzegovina",
    ],
)
def test_all_names_in_any_order_are_right(typed):
    """Lines, semicolons, numbers and bullets part names, which may hold an “and” or a comma of their own."""
    verdict = graded(typed)
    assert (verdict.word, verdict.score, verdict.reasons, verdict.extras) == ("right", 1.0, (), ())


def test_each_member_says_whether_it_was_named():
    """What is missing is wrong, a slip is close, and what was typed stands beside each."""
    parts = graded("Russai, Bosnia and Herzegovina").parts
    assert [(part.card, part.verdict, part.typed) for part in parts] == [
        ("d/g#ru", "close", "Russai"),
        ("d/g#by", "wrong", ""),
        ("d/g#bh", "right", "Bosnia and Herzegovina"),
        ("d/g#kp", "wrong", ""),
    ]


def test_only_what_was_written_otherwise_is_told_to_be():
    """A slip is mended by name; a name that is right, or missing, is not."""
    told = [reason for reason in graded("Russai, Belarus").reasons if "Belarus" in reason or "Russia" in reason]
    assert len(told) == 1
    assert "Russia" in told[0]
    assert graded("Russia, Belarus").reasons[0].endswith("Bosnia and Herzegovina, Korea, North")


def test_a_name_that_is_right_takes_the_place_of_a_slip():
    """Who mends a name at the end of the list has named it right."""
    assert verdicts("Belarsu; Belarus")[1] == verdicts("Belarus; Belarsu")[1] == "right"


@pytest.mark.parametrize(
    ("typed", "word", "score"),
    [
        ("Russia", "partial", 1 / 4),
        ("Russia; Belarus; France", "partial", 2 / 5),
        ("Russia; France; france; FRANCE", "partial", 1 / 5),
        ("France", "wrong", 0.0),
        ("", "wrong", 0.0),
        (" \n", "wrong", 0.0),
    ],
)
def test_a_list_is_scored_by_its_names(typed, word, score):
    """What does not belong counts against it, once however often it stands there."""
    verdict = graded(typed)
    assert (verdict.word, verdict.score) == (word, pytest.approx(score))
    assert len(verdict.parts) == 4


def test_what_does_not_belong_is_told_with_its_reason():
    """A mistake that the author foresaw says why it is one; a lure is never taken for a slip."""
    lures = [("Armenia", "it left"), ("Belaruss", "")]
    verdict = graded("Armenia; Belaruss; France", lures=lures)
    assert [extra.partition(" ")[0] for extra in verdict.extras] == ["Armenia", "Belaruss", "France"]
    assert ["it left" in extra for extra in verdict.extras] == [True, False, False]
    assert verdict.parts[1].verdict == "wrong"


def test_nobody_is_told_that_all_is_missing():
    """Where no member was named the list itself follows, so none of them is told to be missing."""
    assert graded("France").reasons == ()
