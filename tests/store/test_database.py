"""Opening a profile's file."""

import os
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from aide_memoire.core.errors import BusyStoreError, DamagedStoreError, NewerStoreError, StoreError
from aide_memoire.store import connection, deck_files, deck_index
from aide_memoire.store.connection import connect
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.transaction import transaction, writing


@pytest.fixture
def paths(tmp_path):
    return str(tmp_path / "data" / "profiles" / "me.sqlite"), str(tmp_path / "cache" / "lib.sqlite")


def mode(path):
    return os.stat(path).st_mode & 0o777


def make(paths):
    connect(*paths).close()


@pytest.mark.posix
def test_a_profile_is_made_for_its_owner_alone(paths):
    """The file and what SQLite lays beside it are 0600, the folder is 0700, whatever the umask."""
    umask = os.umask(0)
    try:
        with closing(connect(*paths)) as db:
            db.execute("CREATE TABLE more (x)")
            folder = os.path.dirname(paths[0])
            assert mode(folder) == 0o700
            assert {mode(os.path.join(folder, name)) for name in os.listdir(folder)} == {0o600}
            assert mode(paths[1]) == 0o600
    finally:
        os.umask(umask)


def test_what_is_saved_is_on_the_disk(paths):
    """Each transaction is written through before it is done, and readers do not hinder writers."""
    with closing(connect(*paths)) as db:
        assert db.execute("PRAGMA main.synchronous").fetchone()[0] == 2
        assert db.execute("PRAGMA main.journal_mode").fetchone()[0] == "wal"
    with closing(connect(*paths)) as db:
        assert db.execute("PRAGMA main.synchronous").fetchone()[0] == 2
        assert db.execute("PRAGMA main.journal_mode").fetchone()[0] == "wal"


def test_a_later_versions_file_is_refused_and_untouched(paths):
    """What a newer program wrote is left as it is, byte for byte."""
    make(paths)
    with closing(sqlite3.connect(paths[0])) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA user_version = 99")
    with open(paths[0], "rb") as file:
        before = file.read()
    with pytest.raises(NewerStoreError, match="later version"):
        connect(*paths)
    with open(paths[0], "rb") as file:
        assert file.read() == before


@pytest.mark.parametrize("content", [b"hello", b"[deck]\n" * 2000])
def test_another_kind_of_file_is_refused_and_untouched(paths, content):
    """A file that is no database is an error that names it, and stays as it was."""
    os.makedirs(os.path.dirname(paths[0]))
    with open(paths[0], "wb") as file:
        file.write(content)
    with pytest.raises(DamagedStoreError, match=r"me\.sqlite"):
        connect(*paths)
    with open(paths[0], "rb") as file:
        assert file.read() == content


def test_another_programs_database_is_refused_and_untouched(paths):
    """A SQLite file that holds something else gets none of our tables."""
    os.makedirs(os.path.dirname(paths[0]))
    with closing(sqlite3.connect(paths[0])) as db:
        db.execute("CREATE TABLE event (bookmark)")
    with pytest.raises(StoreError):
        connect(*paths)
    with closing(sqlite3.connect(paths[0])) as db:
        assert db.execute("SELECT name FROM sqlite_schema").fetchall() == [("event",)]


def test_a_folder_that_cannot_be_made_is_told(paths, tmp_path):
    """Where a file stands in place of the folder, the error names it and says what to check."""
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="data") as told:
        connect(*paths)
    assert told.value.hint


def test_a_folder_in_place_of_the_file_is_told(paths):
    """A folder cannot be opened as a profile, which is an error that names it."""
    os.makedirs(paths[0])
    with pytest.raises(StoreError, match=r"me\.sqlite"):
        connect(*paths)


def deck(path="/d.toml"):
    return deck_index.DeckRow(path, "1", "d", "D", "{}", [], [], [], 0, 0)


def kept(paths):
    with closing(connect(*paths)) as db:
        return [entry.path for entry in deck_files.deck_files(db)]


def keep(paths):
    with closing(connect(*paths)) as db:
        deck_index.update_index(db, ["/d.toml"], [deck()])


def test_the_kept_decks_outlive_the_connection(paths):
    """What was kept is there next time, and for other profiles with the same decks."""
    keep(paths)
    assert kept(paths) == ["/d.toml"]


@pytest.mark.parametrize("damage", ["gone", "garbage", "version", "schema", "cut"])
def test_a_damaged_library_is_made_anew(paths, damage):
    """The kept decks can be lost at any time: the file is made again without a word, and can be used."""
    keep(paths)
    lib = paths[1]
    if damage == "gone":
        os.unlink(lib)
    elif damage == "version":
        with closing(sqlite3.connect(lib)) as db:
            db.execute("PRAGMA user_version = 77")
    else:
        with open(lib, "r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek({"garbage": 0, "schema": 100, "cut": 0}[damage])
            file.write(b"\xaa" * (size - file.tell()) if damage != "cut" else b"")
            if damage == "cut":
                file.truncate(size // 2)
    with closing(connect(*paths)) as db:
        deck_index.update_index(db, ["/d.toml"], [deck()])
        assert [entry.path for entry in deck_files.deck_files(db)] == ["/d.toml"]


@pytest.mark.parametrize("version", [1, 77])
def test_a_library_of_another_version_is_read_anew(paths, version):
    """What another version kept, in whatever form, is not taken for our own."""
    keep(paths)
    with closing(sqlite3.connect(paths[1])) as db:
        db.execute(f"PRAGMA user_version = {version}")
    assert kept(paths) == []
    keep(paths)
    assert kept(paths) == ["/d.toml"]


def test_a_library_that_another_program_holds_is_left_alone(paths, monkeypatch):
    """A lock is no damage: the file that another program is writing is never deleted."""
    monkeypatch.setattr(connection, "_WAIT", 0.01)
    keep(paths)
    file = os.stat(paths[1]).st_ino
    with closing(sqlite3.connect(paths[1], isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        with suppress(StoreError):
            connect(*paths).close()
        assert os.stat(paths[1]).st_ino == file
        holder.execute("COMMIT")
    assert kept(paths) == ["/d.toml"]


def fail_within(db):
    with transaction(db):
        db.execute("INSERT INTO undone VALUES ('a')")
        raise KeyError


def test_a_failed_transaction_changes_nothing(paths):
    """Whatever goes wrong within a transaction, nothing of it stays."""
    with closing(connect(*paths)) as db:
        with pytest.raises(KeyError):
            fail_within(db)
        assert db.execute("SELECT * FROM undone").fetchall() == []


def test_a_file_that_is_in_use_is_told(paths, monkeypatch):
    """While another program writes for longer than we wait, the error says to try again."""
    monkeypatch.setattr(connection, "_WAIT", 0.01)
    with closing(connect(*paths)) as other, closing(connect(*paths)) as db:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyStoreError, match="in use"):
            fail_within(db)


def mark_in_log(db):
    with writing(db):
        db.execute("INSERT INTO undone (action) VALUES ('a')")


def test_nobody_waits_for_long_at_a_screen(paths):
    """A key that is pressed while another program writes is answered within a second, on a busy machine too."""
    with closing(connect(*paths)) as other, closing(connect(*paths)) as db:
        connection.wait_briefly(db)
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        with pytest.raises(BusyStoreError, match="in use by another program"):
            mark(db, "a")
        assert time.monotonic() - begun < 1


@pytest.mark.parametrize(("free", "said"), [(0, r"the disk is full \("), (9999, "the disk is full, or fails")])
def test_a_full_disk_is_told_whatever_sqlite_calls_it(paths, monkeypatch, free, said):
    """Some writes to a full disk are an input or output error to SQLite: whether there is room says which it is."""
    connect(*paths).close()
    disk = SimpleNamespace(f_bavail=free, f_frsize=4096)
    monkeypatch.setattr(os, "statvfs", lambda _: disk, raising=False)
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    with pytest.raises(StoreError, match=said), translate_errors(paths[0]):
        raise error


def mark(db, action):
    with transaction(db):
        db.execute("INSERT INTO undone VALUES (?)", (action,))


def marks(db):
    return [row[0] for row in db.execute("SELECT action FROM undone ORDER BY action")]


def test_a_file_that_was_deleted_while_it_is_open_is_put_back(paths):
    """All that was saved comes back to its place; what was to be saved now is refused, and so is all after it."""
    with closing(connect(*paths)) as db:
        mark(db, "a")
        shutil.rmtree(os.path.dirname(paths[0]))
        for action in "bc":
            with pytest.raises(StoreError, match="put back"):
                mark(db, action)
            assert os.path.exists(paths[0])
    with closing(connect(*paths)) as db:
        assert marks(db) == ["a"]
        mark(db, "d")
        assert marks(db) == ["a", "d"]


def test_a_file_that_was_replaced_while_it_is_open_is_left_alone(paths):
    """Another file in its place, a restored backup as it may be, is neither written to nor overwritten."""
    with closing(connect(*paths)) as db:
        mark(db, "a")
        os.rename(paths[0], f"{paths[0]}.old")
        with open(paths[0], "wb") as file:
            file.write(b"other")
        with pytest.raises(StoreError, match="another file"):
            mark(db, "b")
    with open(paths[0], "rb") as file:
        assert file.read() == b"other"


def test_a_deleted_file_that_others_read_is_not_put_back(paths):
    """While a second program reads it, what it may still write would be lost: both are told to open it again."""
    with closing(connect(*paths)) as other, closing(connect(*paths)) as db:
        mark(db, "a")
        other.execute("BEGIN")
        assert marks(other) == ["a"]
        os.unlink(paths[0])
        db.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(StoreError, match="two programs"):
            mark(db, "b")
        assert not os.path.exists(paths[0])


@pytest.mark.parametrize("table", ["memory", "event", "memory_due"])
def test_a_file_that_lacks_a_table_is_refused(paths, table):
    """Progress without its log or what follows from it is damaged, and which part is missing is told."""
    make(paths)
    with closing(sqlite3.connect(paths[0])) as db:
        db.execute(f"DROP {'INDEX' if '_' in table else 'TABLE'} {table}")
    with pytest.raises(DamagedStoreError, match=f"lacks its {table}"):
        connect(*paths)


@pytest.mark.parametrize("how", ["emptied", "deleted"])
def test_a_log_without_its_file_is_not_thrown_away(paths, how):
    """Where the file is empty or gone and its write-ahead log is not, SQLite would delete what was saved there."""
    with closing(connect(*paths)) as db:
        mark(db, "a")
        wal = Path(f"{paths[0]}-wal").read_bytes()
    os.unlink(paths[0])
    if how == "emptied":
        Path(paths[0]).touch()
    Path(f"{paths[0]}-wal").write_bytes(wal)
    for use in (lambda: connect(*paths), lambda: connection.fold_log_in(paths[0])):
        with pytest.raises(DamagedStoreError, match="write-ahead log"):
            use()
    assert Path(f"{paths[0]}-wal").read_bytes() == wal


def test_a_file_that_is_to_be_moved_has_all_in_it(paths):
    """Once the write-ahead log is folded in, the file by itself holds everything; while it is open that is refused."""
    with closing(connect(*paths)) as db:
        mark(db, "a")
        with pytest.raises(BusyStoreError, match="the profile is in use"):
            connection.fold_log_in(paths[0])
        kept = [Path(f"{paths[0]}{ending}").read_bytes() for ending in ("", "-wal")]
    for ending, content in zip(("", "-wal"), kept, strict=True):  # as a killed program leaves them
        Path(f"{paths[0]}{ending}").write_bytes(content)
    connection.fold_log_in(paths[0])
    assert os.listdir(os.path.dirname(paths[0])) == ["me.sqlite"]
    with closing(connect(*paths)) as db:
        assert marks(db) == ["a"]


@pytest.mark.posix
@pytest.mark.parametrize("which", [0, 1])
def test_what_is_no_ordinary_file_is_refused(paths, which):
    """A pipe in the place of the file would keep us waiting for ever."""
    os.makedirs(os.path.dirname(paths[which]))
    os.mkfifo(paths[which])
    with pytest.raises(StoreError, match="not a regular file"):
        connect(*paths)
