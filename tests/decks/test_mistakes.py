"""Mistakes as they are counted beside a deck: lures that are right are found when someone asks for the number."""

import sqlite3

import pytest

from aide_memoire.library.mistakes import files_with_mistakes
from aide_memoire.library.refresh import refresh
from aide_memoire.store.deck_files import add_graded, deck_files

RIGHT = '[[card]]\nid = "a"\nquestion = "Q?"\nanswer = "Alpha"\nlures = ["alpha", "ALPHA", "Omega"]\n'


@pytest.fixture
def desk(workspace, tmp_path):
    """Return a desk with a deck of which two lures are right, not asked for yet."""
    (tmp_path / "d.toml").write_text(RIGHT, encoding="utf-8")
    refresh(workspace.db, [str(tmp_path)])
    assert [(entry.errors, entry.graded) for entry in deck_files(workspace.db)] == [(0, False)]
    return workspace


def test_what_was_graded_is_kept(desk):
    """The second who asks waits for no grading."""
    assert [entry.errors for entry in files_with_mistakes(desk.db)] == [2]
    assert [(entry.errors, entry.graded) for entry in deck_files(desk.db)] == [(2, True)]


def test_they_are_counted_also_where_nothing_can_be_kept(desk):
    """Another program that holds the index makes nobody wait, and hides no mistake."""
    desk.db.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(desk.lib_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert [entry.errors for entry in files_with_mistakes(desk.db)] == [2]
    other.close()
    assert [(entry.errors, entry.graded) for entry in deck_files(desk.db)] == [(0, False)]


def test_what_was_read_anew_meanwhile_is_not_taken_for_graded(desk):
    """Two programs that grade one deck count its lures once, and not those of an earlier text."""
    (entry,) = deck_files(desk.db)
    add_graded(desk.db, entry._replace(stamp="of before"), 5)
    assert deck_files(desk.db) == [entry]
    add_graded(desk.db, entry, 2)
    add_graded(desk.db, entry, 2)
    assert [(each.errors, each.graded) for each in deck_files(desk.db)] == [(2, True)]
