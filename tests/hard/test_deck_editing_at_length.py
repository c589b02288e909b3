"""Notes are edited in two thousand decks of every handwriting, and nothing else in the file moves."""

import pytest

from handwriting import Hand, assert_only_its_span_moves, assert_the_editor_writes_what_was_meant


@pytest.mark.parametrize("part", range(10))
def test_any_note_in_any_hand(part):
    """Editing, deleting and adding a note changes its own lines, and every other byte stays: 2,000 decks."""
    for seed in range(part * 200, part * 200 + 200):
        hand = Hand(seed)
        assert_only_its_span_moves(hand, hand.deck())


def test_a_byte_order_mark_is_not_a_note_s_own():
    """A mark that an editor of Windows puts before a deck belongs to the file, and stays there."""
    for seed in range(200):
        hand = Hand(seed)
        assert_only_its_span_moves(hand, hand.deck(bom=True))


def test_any_file_through_the_editor(tmp_path):
    """The same through the editor: the file has the bytes that were meant, and all is taken back."""
    for seed in range(10_000, 10_150):
        assert_the_editor_writes_what_was_meant(Hand(seed), tmp_path / "d.toml")
