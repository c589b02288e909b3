"""Whatever becomes of a deck's text: the same for thousands of spoiled decks."""

import pytest

from spoiled import (
    assert_it_is_the_same_read_by_key,
    assert_it_is_told_of,
    assert_pinning_spoils_nothing,
    assert_the_spans_hold,
)

parts = pytest.mark.parametrize("part", range(5))


@parts
def test_a_spoiled_deck_is_told_of(part):
    """Every mistake has a message and a place within the text, and can be printed: 5,000 spoiled decks."""
    for seed in range(part * 1000, part * 1000 + 1000):
        assert_it_is_told_of(seed)


@parts
def test_a_spoiled_deck_is_the_same_read_key_by_key(part):
    """Notes that are read at once, and their mistakes, are those that are read key by key: 5,000 spoiled decks."""
    for seed in range(part * 1000, part * 1000 + 1000):
        assert_it_is_the_same_read_by_key(seed)


@parts
def test_pinning_ids_never_spoils_a_deck(part):
    """After `--fix` a deck reads as before, with the same ids, whatever was wrong with it: 2,500 spoiled decks."""
    for seed in range(part * 500, part * 500 + 500):
        assert_pinning_spoils_nothing(seed)


@parts
def test_the_spans_of_a_spoiled_deck(part):
    """However spoiled a deck is, its notes are listed, lie one behind the other, and can be taken out."""
    for seed in range(part * 500, part * 500 + 500):
        assert_the_spans_hold(seed)
