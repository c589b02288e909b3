"""The decks as they were last read."""

import pytest

from aide_memoire.store import deck_files, deck_index
from aide_memoire.store.deck_index import CardRow, DeckRow, NoteRow


def deck(path, *notes, deck="d", stamp="1"):
    rows = [NoteRow(f"{deck}/{name}", "card", f'{{"id":"{name}"}}') for name in notes]
    cards = [CardRow(f"{deck}/{name}", f"{deck}/{name}", f"{deck}/{name}") for name in notes]
    return DeckRow(path, stamp, deck, deck.upper(), f'{{"title":"{deck}"}}', rows, cards, [], 1, 2, graded=True)


def keep(workspace, *decks):
    deck_index.update_index(workspace.db, [each.path for each in decks], decks)


def ids(workspace, deck=None):
    return [note.body for note in deck_index.cached_notes(workspace.db, deck)]


def test_a_deck_is_kept_with_its_notes_in_order(workspace):
    """What was read is there again: the file's row, and its notes in the author's order."""
    keep(workspace, deck("/b.toml", "z", "a"), deck("/a.toml", "m", deck="e"))
    first, second = deck_files.deck_files(workspace.db)
    assert (first.path, first.deck, first.title, first.notes, first.cards) == ("/b.toml", "d", "D", 2, 2)
    assert (first.errors, first.warnings, first.live, second.live) == (1, 2, True, True)
    assert ids(workspace) == ['{"id":"z"}', '{"id":"a"}', '{"id":"m"}']
    assert ids(workspace, "e") == ['{"id":"m"}']


def test_a_note_is_found_by_its_id(workspace):
    """A note comes with its deck's head; one that is not there is None."""
    keep(workspace, deck("/a.toml", "x"))
    assert deck_index.cached_note(workspace.db, "d/x") == ("d", '{"title":"d"}', "card", '{"id":"x"}')
    assert deck_index.cached_note(workspace.db, "d/y") is None
    assert deck_index.knows(workspace.db, "d/x")
    assert not deck_index.knows(workspace.db, "d/y")


def test_what_is_kept_is_current_while_the_files_are_the_same(workspace):
    """Another stamp, another order, one more or one less: then it is not current."""
    keep(workspace, deck("/b.toml", "x"), deck("/a.toml", "y", deck="e"))
    stamps = [("/b.toml", "1"), ("/a.toml", "1")]
    assert deck_files.is_current(workspace.db, stamps)
    assert not deck_files.is_current(workspace.db, stamps[::-1])
    assert not deck_files.is_current(workspace.db, [("/b.toml", "2"), ("/a.toml", "1")])
    assert not deck_files.is_current(workspace.db, stamps[:1])
    assert not deck_files.is_current(workspace.db, [*stamps, ("/c.toml", "1")])
    assert not deck_files.is_current(workspace.db, [])


def test_an_edited_deck_takes_the_place_of_what_was_kept(workspace):
    """Only the changed file is given, and the others stay."""
    keep(workspace, deck("/a.toml", "x", "y"), deck("/b.toml", "z", deck="e"))
    deck_index.update_index(workspace.db, ["/a.toml", "/b.toml"], [deck("/a.toml", "y", "w", stamp="2")])
    assert ids(workspace) == ['{"id":"y"}', '{"id":"w"}', '{"id":"z"}']
    assert deck_files.is_current(workspace.db, [("/a.toml", "2"), ("/b.toml", "1")])
    assert not deck_index.knows(workspace.db, "d/x")


def test_a_file_that_is_gone_leaves(workspace):
    """What is not in the order is not kept."""
    keep(workspace, deck("/a.toml", "x"), deck("/b.toml", "z", deck="e"))
    deck_index.update_index(workspace.db, ["/b.toml"], [])
    assert ids(workspace) == ['{"id":"z"}']
    assert not deck_index.knows(workspace.db, "d/x")


def test_files_may_change_their_order(workspace):
    """The order is that of the places as they are now."""
    keep(workspace, deck("/a.toml", "x"), deck("/b.toml", "z", deck="e"))
    deck_index.update_index(workspace.db, ["/b.toml", "/a.toml"], [])
    assert [entry.path for entry in deck_files.deck_files(workspace.db)] == ["/b.toml", "/a.toml"]


def test_of_two_files_with_one_deck_id_one_is_studied(workspace):
    """The other one waits, and takes its place once it is gone."""
    keep(workspace, deck("/a.toml", "x"), deck("/b.toml", "y"), deck("/c.toml", "z", deck="e"))
    assert [entry.live for entry in deck_files.deck_files(workspace.db)] == [True, False, True]
    assert ids(workspace) == ['{"id":"x"}', '{"id":"z"}']
    assert deck_index.cached_note(workspace.db, "d/y") is None
    assert not deck_index.knows(workspace.db, "d/y")
    deck_index.update_index(workspace.db, ["/b.toml", "/c.toml"], [])
    assert ids(workspace) == ['{"id":"y"}', '{"id":"z"}']


def test_the_choice_between_files_is_not_the_index_s(workspace):
    """It studies the one that it is told to, and keeps which of the others that one replaces."""
    decks = [deck("/a.toml", "x"), deck("/b.toml", "y"), deck("/c.toml", "z")]
    order = [each.path for each in decks]
    deck_index.update_index(workspace.db, order, decks, lambda _, paths: (paths[1], paths[2:]))
    entries = deck_files.deck_files(workspace.db)
    assert [(entry.live, entry.replaced, entry.clash) for entry in entries] == [
        (False, False, True),
        (True, False, False),
        (False, True, False),
    ]
    assert ids(workspace) == ['{"id":"y"}']


def test_an_update_that_fails_keeps_what_was(workspace):
    """Where a deck cannot be kept, nothing has changed."""
    keep(workspace, deck("/a.toml", "x"))

    def broken():
        yield deck("/a.toml", "y")
        raise KeyError

    with pytest.raises(KeyError):
        deck_index.update_index(workspace.db, ["/a.toml"], broken())
    assert ids(workspace) == ['{"id":"x"}']
