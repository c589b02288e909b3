"""`check --fix` pins ids, and changes no other byte."""

import os

import pytest

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.pin_ids import pin_ids
from aide_memoire.decks.write import replace_text

DECK = """# a comment
[deck]
title = "T"

[[card]]   # one
question = "Which city?"
answer = "Rome"
\t[[event]]
name = "E"
date = "1900"
[[card]]
id = "mine"
question = "Who?"
answer = "Ann"
"""


def fixed(text):
    return pin_ids(text, parse_deck(text, "stem"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_lines_with_ids_are_added(end):
    """Without the lines that were added, the text is the one that it was."""
    text = DECK.replace("\n", end)
    before, after = text.split("\n"), fixed(text).split("\n")
    added = [line for line in after if line.strip().startswith("id = ") and line not in before]
    assert [line.strip() for line in added] == ['id = "stem"', 'id = "card-which-city"', 'id = "event-e"']
    assert [line for line in after if line not in added] == before


def test_the_ids_are_those_studied_so_far():
    """Nobody's history is orphaned by a fix."""
    before, after = parse_deck(DECK, "stem"), parse_deck(fixed(DECK), "other-stem")
    assert after.head.id == before.head.id
    assert [each.note.shared.id for each in after.notes] == [each.note.shared.id for each in before.notes]
    assert after.problems == ()


def test_a_deck_without_a_head_gets_one():
    """The deck's id is pinned too, so that its file can be renamed."""
    assert fixed('[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "A"\n').startswith('[deck]\nid = "stem"\n\n[[card]]')


@pytest.mark.parametrize("text", [fixed(DECK), DECK + "answer = = 1\n"])
def test_what_needs_no_fix_or_cannot_be_placed_stays(text):
    """A deck with ids, and one that cannot be read as a whole, are left alone."""
    assert fixed(text) == text


@pytest.mark.posix
def test_a_file_is_replaced_whole(tmp_path):
    """The new text is there, with the old mode, behind the same link."""
    file, link = tmp_path / "deck.toml", tmp_path / "link.toml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    replace_text(str(link), b"old", "neu")
    assert (file.read_bytes(), link.is_symlink(), file.stat().st_mode & 0o777) == (b"neu", True, 0o640)
    assert sorted(os.listdir(tmp_path)) == ["deck.toml", "link.toml"]


def test_a_file_that_has_changed_meanwhile_is_kept(tmp_path):
    """What someone else wrote is never overwritten."""
    file = tmp_path / "deck.toml"
    file.write_bytes(b"theirs")
    with pytest.raises(AideMemoireError, match="was changed by another program"):
        replace_text(str(file), b"old", "mine")
    assert file.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["deck.toml"]
