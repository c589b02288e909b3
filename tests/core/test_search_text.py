"""What is searched is found however it is written."""

import pytest

from aide_memoire.core.search_text import searchable


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Li\u2013Lobanov TREATY", "li\u2013lobanov"),
        ("L\u00fcshun", "lushun"),
        ("Lu\u0308shun", "l\u00fcshun"),
        ("\u0413\u0414\u0420", "\u0433\u0434\u0440"),
        ("\u0401\u043b\u043a\u0430", "\u0435\u043b\u043a\u0430"),
        ("Stra\u00dfe", "STRASSE"),
        ("\uff28\uff33\uff2b", "hsk"),
        ("\u4e2d\u56fd", "\u4e2d"),
        ("\u1f08\u03b8\u1fc6\u03bd\u03b1\u03b9", "\u03b1\u03b8\u03b7\u03bd\u03b1\u03b9"),
    ],
)
def test_case_accents_and_width_make_no_difference(written, typed):
    """Both sides are folded alike, so that either way of writing finds the other."""
    assert searchable(typed) in searchable(written)


def test_other_words_are_not_found():
    """Folding joins no two letters that differ."""
    assert searchable("Iran") not in searchable("Iraq")
