"""A profile of an earlier version is brought up to date, and loses nothing."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from aide_memoire.core.errors import DamagedStoreError
from aide_memoire.core.event import Rating
from aide_memoire.store import connection, log, schema
from aide_memoire.store.connection import connect

A, B, GROUP = "d/a", "d/b", ("d/g#ru", "d/g#by")
TABLES = ("undone", "memory", "hold", "tally")


@pytest.fixture
def lived(workspace):
    """A desk at which some things happened."""
    workspace.review(A, rating=Rating.EASY)
    workspace.review(*GROUP)
    workspace.review(B, rating=Rating.AGAIN)
    workspace.undo()
    workspace.mark("suspend", B)
    return workspace


@pytest.fixture
def old(lived, tmp_path):
    """The file as version 1 would have written it: the same log, other tables beside it."""
    path = tmp_path / "profiles" / "old.sqlite"
    path.parent.mkdir()
    lived.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(lived.path, path)
    with closing(sqlite3.connect(path)) as db:
        for table in TABLES:
            db.execute(f"DROP TABLE {table}")
        db.executescript(schema.PROJECTIONS_1)
        db.execute("INSERT INTO undone VALUES ('stale')")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    return str(path)


def rows(db):
    return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def test_what_follows_from_the_log_is_made_anew(lived, old, tmp_path):
    """Opened once, the log is the same line by line, and all else is as if this version had kept it."""
    with closing(connect(old, str(tmp_path / "lib.sqlite"))) as db:
        assert list(log.lines(db)) == list(log.lines(lived.db))
        assert rows(db) == lived.rows()
    with closing(connect(old, str(tmp_path / "lib.sqlite"))) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_a_foreign_file_of_an_earlier_version_is_refused(old, tmp_path):
    """A view in the place of a table is no more let in there than elsewhere; the file stays as it is."""
    with closing(sqlite3.connect(old)) as db:
        db.executescript("DROP TABLE hold; CREATE VIEW hold AS SELECT 1 AS card, 1 AS suspended, 1 AS buried")
    with pytest.raises(DamagedStoreError, match="never put there"):
        connect(old, str(tmp_path / "lib.sqlite"))
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_migration_that_fails_changes_nothing(old, tmp_path, monkeypatch):
    """All of it or nothing: the next time it is tried again."""

    def fail(_):
        raise sqlite3.OperationalError("no")

    with monkeypatch.context() as patch:
        patch.setattr("aide_memoire.store.migrations.rebuild", fail)
        with pytest.raises(connection.StoreError):
            connect(old, str(tmp_path / "lib.sqlite"))
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("SELECT action FROM undone").fetchall() == [("stale",)]
    connect(old, str(tmp_path / "lib.sqlite")).close()
