"""A progress file is looked into, and what follows from the log is compared and made anew."""

import os
import sqlite3
from contextlib import closing

import pytest

from aide_memoire.core.errors import DamagedStoreError, NewerStoreError, StoreError
from aide_memoire.core.event import Rating, moment_of
from aide_memoire.store import inspect


@pytest.fixture
def lived(workspace):
    """A desk with three answers on two days, one of them taken back."""
    workspace.review("d/a", rating=Rating.EASY)
    workspace.pass_days(3)
    workspace.review("d/b", "d/c")
    workspace.undo()
    return workspace


def change(workspace, *statements):
    with closing(sqlite3.connect(workspace.path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_a_glance_tells_what_a_file_holds(lived):
    """Events, cards with progress, the newest moment and the last study day: what tells one profile from another."""
    newest = lived.log()[-1].id
    assert inspect.look_into(lived.path) == (4, moment_of(newest), 1, lived.day - 3)
    assert inspect.last_event(lived.path) == (4, newest)


def test_an_empty_profile_has_nothing_newest(workspace):
    """Before the first answer there is no newest event and no last day."""
    assert inspect.look_into(workspace.path) == (0, None, 0, None)
    assert inspect.last_event(workspace.path) == (0, "")
    assert inspect.find_faults(workspace.path) == []


def test_what_is_no_profile_is_told(lived, tmp_path):
    """A file that is empty, of a later version, of another program or without its log is not looked into."""
    empty = tmp_path / "empty.sqlite"
    empty.write_bytes(b"")
    with pytest.raises(StoreError, match="no progress"):
        inspect.look_into(str(empty))
    change(lived, "DROP TABLE memory")
    with pytest.raises(DamagedStoreError, match="lacks its memory"):
        inspect.last_event(lived.path)
    assert len(inspect.find_faults(lived.path)) == 1
    change(lived, "PRAGMA user_version = 99")
    with pytest.raises(NewerStoreError):
        inspect.last_event(lived.path)


def test_faults_are_told_by_number(lived):
    """Events that cannot be read are counted, and nothing else is said of a file that is whole."""
    assert inspect.find_faults(lived.path) == []
    change(lived, "UPDATE event SET data = '[' WHERE card != ''")
    (fault,) = inspect.find_faults(lived.path)
    assert fault.startswith("3 events")


def test_a_log_without_its_file_is_not_looked_into(tmp_path):
    """SQLite would throw away a write-ahead log whose file is empty."""
    path = tmp_path / "me.sqlite"
    path.write_bytes(b"")
    (tmp_path / "me.sqlite-wal").write_bytes(b"x" * 100)
    with pytest.raises(DamagedStoreError, match="write-ahead log"):
        inspect.last_event(str(path))


def test_a_look_that_is_stopped_is_no_fault(lived, monkeypatch):
    """Whoever leaves meanwhile is not told that the file is damaged."""
    monkeypatch.setattr(inspect, "_OFTEN", 1)
    with pytest.raises(StoreError):
        inspect.find_faults(lived.path, lambda: True)
    assert inspect.find_faults(lived.path, lambda: False) == []


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("DELETE FROM memory", ["memory"]),
        ("UPDATE daily_count SET took = took + 1", ["daily_count"]),
        ("INSERT INTO suspension VALUES ('d/z', 1, 0)", ["suspension"]),
        ("DELETE FROM undone", ["undone"]),
    ],
)
def test_what_differs_from_the_log_is_found_and_made_anew(lived, statement, tables):
    """A row too many or too few is found by its table, which is left as it is until all is made anew."""
    before = lived.rows()
    assert inspect.differing_projections(lived.db) == []
    lived.db.execute(statement)
    assert inspect.differing_projections(lived.db) == tables
    assert lived.rows() != before
    inspect.rebuild_projections(lived.db)
    assert lived.rows() == before


def test_making_anew_tells_how_far_it_is(lived):
    """Two rounds over the events that count are together as many steps as there are events, in order."""
    lived.review("d/b", "d/c", "d/d", "d/e")
    told, events = [], len(lived.log())
    inspect.rebuild_projections(lived.db, lambda *step: told.append(step))
    assert [total for _, total in told] == [events] * len(told)
    done = [number for number, _ in told]
    assert done == sorted(done)
    assert (done[0], done[len(done) // 2]) == (0, events // 2)
    assert events // 2 < done[-1] < events


def test_a_copy_holds_the_same_and_is_seen_onto_the_disk(lived, tmp_path):
    """What is copied from a file in use is whole by itself."""
    target = tmp_path / "copy.sqlite"
    target.write_bytes(b"")
    inspect.copy_file(lived.path, str(target))
    assert inspect.look_into(str(target)) == inspect.look_into(lived.path)
    assert os.listdir(tmp_path) == ["copy.sqlite"]
