"""A profile of an earlier version is brought up to date, and loses nothing.

`data/version-2.sql` is a whole file as version 2 wrote it, with two devices in its log; `data/version-2.json` is what
that version said of it. `data/version-3.sql` is what version 3 made of that file, and `data/version-4.sql` version 4.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from aide_memoire.core.errors import DamagedStoreError, StoreError
from aide_memoire.core.event import EventDraft, to_line
from aide_memoire.core.study_day import Stamp
from aide_memoire.store import connection, inspect, log, old_schema, schema
from aide_memoire.store.card_state import memories
from aide_memoire.store.connection import connect
from aide_memoire.store.event_rows import mismatching_events
from aide_memoire.store.recovery import recover_events
from forgetting import LEARNERS

DATA = Path(__file__).parent / "data"
OLD_TABLES = ("undone", "memory", "hold", "tally")
SAID = json.loads((DATA / "version-2.json").read_text(encoding="utf-8"))


def make_old(path, version):
    """Write the file as an earlier version did."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript((DATA / f"version-{max(version, 2)}.sql").read_text(encoding="utf-8"))
        if version == 1:
            for table in OLD_TABLES:
                db.execute(f"DROP TABLE {table}")
            db.executescript(old_schema.PROJECTIONS_1)
            db.execute("INSERT INTO undone VALUES ('stale')")
            db.execute("PRAGMA user_version = 1")
        db.commit()
        db.execute("PRAGMA journal_mode = WAL")
    return str(path)


@pytest.fixture(params=[1, 2, 3, 4])
def old(request, tmp_path):
    """A file of an earlier version."""
    return make_old(tmp_path / "profiles" / "old.sqlite", request.param)


@pytest.fixture(params=[1, 2])
def rebuilt(request, tmp_path):
    """A file of a version whose tables are made anew from the log."""
    return make_old(tmp_path / "profiles" / "old.sqlite", request.param)


@pytest.fixture(params=[3, 4])
def reindexed(request, tmp_path):
    """A file of a version that has the same tables, with other indexes."""
    return make_old(tmp_path / "profiles" / "old.sqlite", request.param)


def opened(path):
    return closing(connect(path, f"{path}.lib"))


def user_version(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute("PRAGMA user_version").fetchone()[0]


def test_the_log_and_what_follows_from_it_are_as_they_were(old):
    """Line by line the same log, the same memories with the same due days, the same counts of each day."""
    for _ in range(2):  # the second time it is up to date
        with opened(old) as db:
            assert list(log.lines(db)) == SAID["lines"]
            assert [row[:13] for row in db.execute("SELECT * FROM memory")] == [tuple(row) for row in SAID["memory"]]
            assert db.execute("SELECT * FROM suspension").fetchall() == [tuple(row) for row in SAID["suspended"]]
            assert db.execute("SELECT * FROM daily_count").fetchall() == [tuple(row) for row in SAID["counts"]]
            assert [row[0] for row in db.execute("SELECT * FROM undone")] == SAID["undone"]
            assert inspect.differing_projections(db) == []
            assert len(memories(db)) == 6
        assert user_version(old) == schema.VERSION


def test_what_is_new_is_filled(old):
    """Each row has the checksum of its line, the outbox has all events in their order, and nothing is held."""
    with opened(old) as db:
        assert mismatching_events(db) == 0
        ids = [row[0] for row in db.execute("SELECT id FROM event ORDER BY id")]
        assert db.execute("SELECT seq, id FROM outbox").fetchall() == list(enumerate(ids, 1))
        assert db.execute("SELECT count(*) FROM held").fetchone() == (0,)
        assert {row[0] for row in db.execute("SELECT past FROM memory")}.isdisjoint({0})


def test_a_migrated_file_is_as_one_of_this_version(old, new_desk):
    """The same log in a new profile: all tables that follow from it have the same rows."""
    with opened(old) as db, new_desk() as desk:
        log.merge(desk.db, log.events(db))
        assert desk.rows() == {
            table: db.execute(f"SELECT * FROM {table}").fetchall() for table in schema.PROJECTION_TABLES
        }


def test_new_weights_move_no_due_day_of_an_old_file(old):
    """Its reviews know nothing of weights: each stays due when the learner was told. Undo gives back each byte."""
    with opened(old) as db:
        before = db.execute("SELECT * FROM memory ORDER BY card").fetchall()
        days = {card: (each.due_day, each.due_at) for card, each in memories(db).items()}
        newest = max(log.events(db))
        stamp, entropy = Stamp(newest.at + 1000, "+00:00", newest.day, "mine"), count(1).__next__
        for weights in LEARNERS:
            data = {"weights": list(weights), "model": "fsrs-6", "reviews": 9}
            log.append(db, [EventDraft("weights", "", data)], stamp, entropy)
            assert {card: (each.due_day, each.due_at) for card, each in memories(db).items()} == days
            assert db.execute("SELECT * FROM memory ORDER BY card").fetchall() != before
        for _ in LEARNERS:
            log.undo(db, stamp, entropy)
        assert db.execute("SELECT * FROM memory ORDER BY card").fetchall() == before


def test_an_old_file_can_be_looked_into_and_read_as_it_is(old):
    """A backup of an earlier version is no damaged one, and its rows can be salvaged."""
    assert inspect.find_faults(old) == []
    assert inspect.look_into(old).events == len(SAID["lines"])
    assert sorted(map(to_line, recover_events(old).events)) == sorted(SAID["lines"])
    assert user_version(old) < schema.VERSION


def test_a_foreign_file_of_an_earlier_version_is_refused(old):
    """A view in the place of a table is no more let in there than elsewhere; the file stays as it is."""
    version = user_version(old)
    with closing(sqlite3.connect(old)) as db:
        db.executescript("DROP TABLE undone; CREATE VIEW undone AS SELECT 1 AS action")
    with pytest.raises(DamagedStoreError, match="never put there"):
        connect(old, f"{old}.lib")
    assert user_version(old) == version


def test_of_versions_3_and_4_only_the_indexes_change(reindexed):
    """Every row stays as it was, and nothing is worked out anew."""
    before, of_version_3 = dump(reindexed), user_version(reindexed) == 3
    connect(reindexed, f"{reindexed}.lib").close()
    now = dump(reindexed)
    gone, come = ([each for each in one if each not in other] for one, other in ((before, now), (now, before)))
    assert [line.split(" ON ")[0] for line in gone] == [
        "CREATE INDEX event_action",
        "CREATE INDEX memory_deck",
        *["CREATE INDEX memory_introduced", "CREATE INDEX memory_lapses"] * of_version_3,
    ]
    assert sorted(line.split(" ON ")[0] for line in come) == ["CREATE INDEX event_action", "CREATE INDEX memory_deck"]
    assert inspect.find_faults(reindexed) == []


def test_the_checksums_of_versions_3_and_4_count_before_they_are_opened(reindexed):
    """A backup of them whose rows were changed is told, as one of this version is."""
    with closing(sqlite3.connect(reindexed)) as db:
        db.execute("UPDATE event SET day = day + 1 WHERE id = (SELECT min(id) FROM event)")
        db.commit()
    assert inspect.find_faults(reindexed, each_line=True) == ["1 event in the log is not what was saved"]


def dump(path):
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_a_migration_that_fails_changes_nothing(rebuilt, monkeypatch):
    """All of it or nothing: the next time it is tried again."""

    def fail(*_, **__):
        raise sqlite3.OperationalError("no")

    before, version = dump(rebuilt), user_version(rebuilt)
    with monkeypatch.context() as patch:
        patch.setattr("aide_memoire.store.migrations.rebuild", fail)
        with pytest.raises(connection.StoreError):
            connect(rebuilt, f"{rebuilt}.lib")
    assert (dump(rebuilt), user_version(rebuilt)) == (before, version)
    with opened(rebuilt) as db:
        assert list(log.lines(db)) == SAID["lines"]


@pytest.mark.parametrize("data", ["{}", '{"rating":"superb"}', '{"rating":'])
def test_an_event_that_cannot_be_replayed_is_told(rebuilt, data):
    """No traceback: the file stays as it is, and what can be read of it can be put into a new one."""
    with closing(sqlite3.connect(rebuilt)) as db:
        db.execute("UPDATE event SET data = ? WHERE id = (SELECT min(id) FROM event WHERE kind = 'review')", (data,))
        db.commit()
    before = dump(rebuilt)
    with pytest.raises(DamagedStoreError, match=r"cannot be re"):
        connect(rebuilt, f"{rebuilt}.lib")
    assert dump(rebuilt) == before
    assert len(recover_events(rebuilt).events) == len(SAID["lines"]) - 1


def test_a_full_disk_is_told_and_the_old_file_stays(rebuilt, monkeypatch):
    """The file may not grow: it is said why, and the next time there may be room."""
    before, run_script = dump(rebuilt), schema.run_script

    def fill(db, script):
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        run_script(db, script)

    with monkeypatch.context() as patch:
        patch.setattr("aide_memoire.store.migrations.run_script", fill)
        with pytest.raises(StoreError, match="the disk is full"):
            connect(rebuilt, f"{rebuilt}.lib")
    assert dump(rebuilt) == before


KILLED = """
import os, signal, sys
from aide_memoire.store import migrations, projections
from aide_memoire.store.connection import connect
steps = int(sys.argv[2])
save = projections._save
def counting(*arguments):
    global steps
    steps -= 1
    if steps < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    save(*arguments)
projections._save = counting
connect(sys.argv[1], sys.argv[1] + ".lib")
"""


@pytest.mark.posix
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_kill_in_the_middle_leaves_the_old_file(rebuilt):
    """Wherever it is killed, the file is as before, or up to date."""
    before, version = dump(rebuilt), user_version(rebuilt)
    for steps in count():
        done = subprocess.run([sys.executable, "-c", KILLED, rebuilt, str(4 * steps)], check=False)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        assert (dump(rebuilt), user_version(rebuilt)) == (before, version)
    assert steps
    assert user_version(rebuilt) == schema.VERSION


def test_the_update_of_a_large_file_is_told_beforehand(tmp_path, monkeypatch):
    """Once, before it begins; of a small file and of one that is up to date nothing is said."""
    path, told = tmp_path / "profiles" / "me.sqlite", []
    for large, times in ((1 << 40, 0), (1, 1)):
        path.unlink(missing_ok=True)
        make_old(path, 2)
        monkeypatch.setattr(connection, "_LARGE", large)
        connect(str(path), str(tmp_path / "lib.sqlite"), lambda: told.append("told")).close()
        assert len(told) == times
    connect(str(path), str(tmp_path / "lib.sqlite"), lambda: told.append("told")).close()
    assert told == ["told"]


def test_the_update_from_versions_3_and_4_takes_little_time_and_is_not_told(reindexed, monkeypatch):
    """However large the file is."""
    monkeypatch.setattr(connection, "_LARGE", 1)
    told = []
    connect(reindexed, f"{reindexed}.lib", lambda: told.append("told")).close()
    assert told == []
