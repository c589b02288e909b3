"""Whatever becomes of a deck's text, reading it ends with mistakes that are told, never with an exception.

`make test-hard` spoils many times as many decks.
"""

import random

import pytest

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.decks import edits
from aide_memoire.decks.files import diagnose_file
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.pin_ids import pin_ids
from spoiled import (
    assert_it_is_the_same_read_by_key,
    assert_it_is_told_of,
    assert_pinning_spoils_nothing,
    assert_the_spans_hold,
    mutated,
    told,
)


def has_no_list_of_notes(text):
    """Return whether every note has a header: `card = [{ … }]` is TOML, and no note that can be edited."""
    return "card = [{" not in text


def test_a_spoiled_deck_is_told_of():
    """Every mistake has a message and a place within the text, and can be printed."""
    for seed in range(700):
        assert_it_is_told_of(seed)


def test_a_spoiled_deck_is_the_same_read_key_by_key():
    """Notes that are read at once, and their mistakes, are those that are read key by key."""
    for seed in range(400):
        assert_it_is_the_same_read_by_key(seed)


def test_pinning_ids_never_spoils_a_deck():
    """After `--fix` a deck reads as before, with the same ids, whatever was wrong with it."""
    for seed in range(400):
        assert_pinning_spoils_nothing(seed)


def test_the_spans_of_a_spoiled_deck():
    """However spoiled a deck is, its notes are listed, lie one behind the other, and can be taken out."""
    for seed in range(400):
        assert_the_spans_hold(seed)


def test_a_spoiled_file_is_told_of(tmp_path):
    """What lies on the disk need not even be text."""
    path = tmp_path / "deck.toml"
    for seed in range(50):
        rng = random.Random(seed)
        data = bytearray(mutated(seed).encode())
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        assert all(each.text() for each in diagnose_file(str(path)))


def test_the_editor_knows_which_note_is_which(tmp_path):
    """In a spoiled deck too, a note is listed under the id that stands in its own lines."""
    path = tmp_path / "deck.toml"
    for text in filter(has_no_list_of_notes, map(mutated, range(2000, 2300))):
        path.write_bytes(text.encode())
        editing = DeckEditor(str(path))
        for entry in editing.entries():
            own = parse_deck(entry.text).notes if entry.is_note else ()
            if entry.id and own and "id" in own[0].table:
                assert own[0].note.shared.id == entry.id, text


@pytest.mark.parametrize("sign", ["[", "{ a = ", "a.", "[[a]]\n", '"""', "\\", "[[card]]\n", "#\n"])
def test_a_sign_without_end(sign):
    """A text that nests or repeats without measure is told of like any other."""
    text = f"x = {sign * 2000}"
    _, diagnostics = told(text)
    assert diagnostics
    edits.block_lines(text)


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "\r", "\x00", "x", "=", "[[card]]", "[[card]]\n#", "["])
def test_hardly_a_text(text):
    """The smallest files end with something said, not with an exception."""
    reading, diagnostics = told(text)
    assert diagnostics
    pin_ids(text, reading)
    edits.block_lines(text)
