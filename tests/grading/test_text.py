"""Words: what makes no difference, what is a slip, and what is another answer."""

import pytest

from aide_memoire.core.grading.text import grade_text
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, OtherAnswer


def word(typed, *accepted, **more):
    return grade_text(typed, accepted, ("the", "a", "an"), **more).word


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("good neighbourliness", "good-neighbourliness"),
        ("goodneighbourliness", "good neighbourliness"),
        ("USA", "U.S.A."),
        ("1,000,000", "1000000"),
        ("50 per cent", "50%"),
        ("3,5", "3.5"),
        ("–5", "-5"),
        ("Strasse", "Straße"),
        ("Lodz", "Łódź"),
        ("rock & roll", "rock and roll"),
        ("the Vitamin A", "Vitamin A"),
        ("C#", "c#"),
        ("x" * LONGEST_ANSWER + "y", "x" * LONGEST_ANSWER),
    ],
)
def test_how_it_is_written_makes_no_difference(typed, accepted):
    """Case, accents, dashes, dots, blanks, articles and how figures are grouped leave an answer right."""
    assert word(typed, accepted) == word(accepted, typed) == "right"


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("15", "1 5"),
        ("19 45 a", "1945 a"),
        ("35", "3.5"),
        ("5", "-5"),
        ("C", "C#"),
        ("Vitamin", "Vitamin A"),
        ("кои", "кой"),
        ("1945 treaties", "1946 treaties"),
    ],
)
def test_signs_and_figures_make_a_difference(typed, accepted):
    """A point, a sign or a blank between figures makes another number, and a mark of another script another letter."""
    assert word(typed, accepted) == word(accepted, typed) == "wrong"


@pytest.mark.parametrize(
    ("typed", "accepted", "verdict"),
    [
        ("Irax", "Iran", "wrong"),
        ("Chnia", "China", "close"),
        ("Cihan", "China", "wrong"),
        ("Bulgraai", "Bulgaria", "wrong"),
        ("Bulgraia", "Bulgaria", "close"),
        ("Argentnai", "Argentina", "close"),
        ("Rgentnia", "Argentina", "close"),
        ("Rgntnia", "Argentina", "wrong"),
        ("North Korea", "South Korea", "wrong"),
        ("fourteen points", "fifteen points", "wrong"),
        ("sixty", "sixth", "wrong"),
        ("Treaty Moscow", "Treaty of Moscow", "wrong"),
        ("Treaty of the Moscow", "Treaty of Moscow", "right"),
        ("Treaty of Moskow", "Treaty of Moscow", "close"),
    ],
)
def test_a_slip_is_a_letter_or_two(typed, accepted, verdict):
    """From five letters on one slip is forgiven, from nine on two; another word or another number is none."""
    assert word(typed, accepted) == verdict


def test_the_nearest_text_is_the_one_that_was_meant():
    """Of several accepted texts the slip is mended to the one with the fewest, and what is right is never mended."""
    assert grade_text("Muscovi", ["Muscat City", "Muscovy", "Moscow"]).reasons[0].endswith("Muscovy")
    assert grade_text("moscow", ["Muscow", "Moscow"]).reasons == ()


def test_a_mistake_that_was_foreseen_is_no_slip():
    """A lure, or another card's answer, that is one letter off is wrong, and the author's reason is told."""
    lures = [("Austria", "that is in Europe"), ("Austrailia", "")]
    verdict = grade_text("austria", ["Australia"], lures=lures)
    assert (verdict.word, verdict.reasons) == ("wrong", ("that is in Europe",))
    assert word("austrailia", "Australia", lures=lures) == "wrong"
    assert word("Austrlaia", "Australia", lures=lures) == "close"


def test_another_cards_answer_is_told_to_be_its():
    """What belongs to another question names that question, and is kept as mixed up with it."""
    other = OtherAnswer("d/iraq", "Iraq", "Where is Baghdad?")
    verdict = grade_text("IRAQ", ["Iran"], other_answers=lambda key: [other] if key == "iraq" else [])
    assert (verdict.word, verdict.confused_with) == ("wrong", other)
    assert "Where is Baghdad?" in verdict.reasons[-1]
    assert grade_text("Iran", ["Iran"], other_answers=lambda _: [other]).confused_with is None
    assert grade_text("Peru", ["Iran"], other_answers=lambda _: []).reasons == ()
