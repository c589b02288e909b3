"""Notes are edited in decks of every handwriting, and nothing else in the file moves.

`make test-hard` writes ten times as many decks.
"""

from handwriting import Hand, assert_only_its_span_moves, assert_the_editor_writes_what_was_meant


def test_any_note_in_any_hand():
    """Editing, deleting and adding a note changes its own lines, and every other byte stays."""
    for seed in range(200):
        hand = Hand(seed)
        assert_only_its_span_moves(hand, hand.deck())


def test_a_byte_order_mark_is_not_a_note_s_own():
    """A mark that an editor of Windows puts before a deck belongs to the file, and stays there."""
    for seed in range(30):
        hand = Hand(seed)
        assert_only_its_span_moves(hand, hand.deck(bom=True))


def test_any_file_through_the_editor(tmp_path):
    """The same through the editor: the file has the bytes that were meant, and all is taken back."""
    for seed in range(10_000, 10_030):
        assert_the_editor_writes_what_was_meant(Hand(seed), tmp_path / "d.toml")
