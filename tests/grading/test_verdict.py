"""The rating that a judgement suggests."""

import pytest

from aide_memoire.core.event import Rating
from aide_memoire.core.grading.verdict import Verdict, suggest_rating


@pytest.mark.parametrize(
    ("word", "score", "rating", "hinted"),
    [
        ("right", 1.0, Rating.GOOD, Rating.HARD),
        ("close", 1.0, Rating.GOOD, Rating.HARD),
        ("partial", 0.75, Rating.HARD, Rating.HARD),
        ("partial", 0.5, Rating.HARD, Rating.HARD),
        ("partial", 0.49, Rating.AGAIN, Rating.AGAIN),
        ("wrong", 0.0, Rating.AGAIN, Rating.AGAIN),
    ],
)
def test_the_suggested_rating(word, score, rating, hinted):
    """Half of an answer is hard, less is forgotten; a hint makes a right one hard, and nothing is ever easy."""
    assert suggest_rating(Verdict(word, score)) == rating
    assert suggest_rating(Verdict(word, score), hinted=True) == hinted
