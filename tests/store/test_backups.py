"""Backups: when one is made, that it is whole, and which are kept."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aide_memoire.atomic_files import begin_part
from aide_memoire.core.errors import StoreError
from aide_memoire.paths import find_paths
from aide_memoire.profiles import manage
from aide_memoire.profiles.backups import back_up, backups, days_to_keep, is_sound, newest_sound
from aide_memoire.store import inspect, log
from aide_memoire.store.connection import connect

DAY = date(2026, 11, 21).toordinal()


class Profile:
    """A profile's file among its paths, and a desk that writes to it."""

    def __init__(self, workspace, paths):
        self.paths, self.workspace = paths, workspace

    def back_up(self, day=DAY, **more):
        return back_up(self.paths, "me", day, **more)

    @property
    def kept(self):
        return [each.name for each in backups(self.paths, "me")]


@pytest.fixture
def me(workspace, tmp_path):
    """A profile with one review."""
    workspace.review("d/a")
    return Profile(workspace, find_paths(str(Path(workspace.path).parents[1])))


def mode(path):
    return os.stat(path).st_mode & 0o777


def events_in(backup):
    with closing(sqlite3.connect(backup.path)) as db:
        return [row[0] for row in db.execute("SELECT id FROM event ORDER BY id")]


@pytest.mark.posix
def test_a_backup_is_a_whole_profile_for_its_owner_alone(me):
    """Made while the profile is in use, it holds the same log, and what is derived from it."""
    made = me.back_up()
    assert os.path.basename(made.path) == "2026-11-21.sqlite"
    assert is_sound(made)
    assert events_in(made) == [event.id for event in me.workspace.log()]
    with closing(connect(made.path, me.workspace.lib_path)) as db:
        assert db.execute("SELECT * FROM memory").fetchall() == me.workspace.rows()["memory"]
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    folder = os.path.dirname(made.path)
    assert (mode(made.path), mode(folder), mode(os.path.dirname(folder))) == (0o600, 0o700, 0o700)


def test_one_a_day_and_none_without_a_change(me):
    """On the same day nothing more is made, and on the next one only if something was done."""
    assert me.back_up()
    me.workspace.review("d/b")
    assert me.back_up() is None
    assert me.back_up(DAY + 1)
    assert me.back_up(DAY + 2) is None
    assert me.kept == ["2026-11-22", "2026-11-21"]


def test_nothing_is_no_backup(workspace, tmp_path):
    """An empty log needs none, and a profile that is not there has none."""
    paths = find_paths(str(tmp_path / "data"))
    assert back_up(paths, "me", DAY) is None
    assert Profile(workspace, paths).back_up() is None
    assert not os.path.exists(paths.backups("me"))


def test_before_a_great_change_the_days_backup_is_made_anew(me):
    """It then holds what was done since; but a log that has become shorter never takes a longer one's place."""
    me.back_up()
    me.workspace.review("d/b")
    made = me.back_up(replace=True)
    assert len(events_in(made)) == 2
    with closing(sqlite3.connect(me.workspace.path, isolation_level=None)) as db:
        db.execute("DELETE FROM event WHERE card = 'd/a'")
    assert me.back_up(replace=True) is None
    assert len(events_in(made)) == 2


def test_a_damaged_profile_never_takes_a_backups_place(me):
    """The copy is looked at before it gets its name."""
    me.back_up()
    with closing(sqlite3.connect(me.workspace.path, isolation_level=None)) as db:
        db.execute("UPDATE event SET data = '{\"rating\":'")
    me.workspace.review("d/b")
    with pytest.raises(StoreError, match="not whole"):
        me.back_up(DAY + 1)
    assert me.kept == ["2026-11-21"]
    assert os.listdir(me.paths.backups("me")) == ["2026-11-21.sqlite"]


def test_a_backup_that_is_given_up_leaves_nothing(me, monkeypatch):
    """Whoever leaves the app is not kept waiting, and no half of a file stays."""
    monkeypatch.setattr(inspect, "_OFTEN", 1)
    with pytest.raises(StoreError):
        me.back_up(stopped=lambda: True)
    assert os.listdir(me.paths.backups("me")) == []


def test_what_a_killed_program_left_is_thrown_away(me):
    """A part of a copy goes with the next backup where its process is gone or a day has passed; nothing else does."""
    me.back_up()
    folder = me.paths.backups("me")
    gone = Path(begin_part(os.path.join(folder, "x")))
    gone = gone.rename(gone.with_name(gone.name.replace(f"-{os.getpid()}-", f"-{2**22 + 1}-")))
    other_answers = Path(f"{folder}/.aide-memoire-00000000-1-0123456789ab.part-journal")
    for file in (gone, other_answers, Path(folder, "notes.txt"), Path(folder, "2026-13-40.sqlite")):
        file.write_text("x")
        if file != gone:
            os.utime(file, (0, 0))
    me.workspace.review("d/b")
    me.back_up(DAY + 1)
    assert sorted(os.listdir(folder)) == ["2026-11-21.sqlite", "2026-11-22.sqlite", "2026-13-40.sqlite", "notes.txt"]


def test_the_newest_sound_one_is_found(me):
    """A damaged backup is passed over."""
    me.back_up()
    me.workspace.review("d/b")
    with open(me.back_up(DAY + 1).path, "r+b") as file:
        file.write(b"\0" * 100)
    assert newest_sound(me.paths, "me").name == "2026-11-21"


def test_daily_study_leaves_days_weeks_and_months():
    """After a year of daily backups: the last 7 days, the newest of 4 weeks, the newest of 6 months."""
    kept: set[int] = set()
    for day in range(DAY - 365, DAY + 1):
        kept = days_to_keep({*kept, day})
    names = sorted(date.fromordinal(day).isoformat() for day in kept)
    assert names == [
        "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31",
        "2026-11-01", "2026-11-08",
        "2026-11-15", "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21",
    ]  # fmt: skip


@given(st.sets(st.integers(DAY - 800, DAY), min_size=1))
def test_pruning_keeps_the_newest_and_never_more_than_needed(days):
    """The 7 newest are always kept, at most 17 in all, and pruning again throws nothing more away."""
    kept = days_to_keep(days)
    assert set(sorted(days)[-7:]) <= kept <= days
    assert len(kept) <= 17
    assert days_to_keep(kept) == kept


def test_old_backups_are_thrown_away(me):
    """Pruning is done with each new backup."""
    for step in range(12):
        me.workspace.review(f"d/{step}")
        me.back_up(DAY - 12 + step)
    assert me.kept == [(date.fromordinal(day)).isoformat() for day in sorted(days_to_keep(range(DAY - 12, DAY)))[::-1]]
    assert len(me.kept) < 12


def test_backups_go_with_a_renamed_profile_and_stay_with_a_removed_one(tmp_path, new_desk):
    """Under a name that another one's backups still have, theirs are kept apart."""
    paths = find_paths(str(tmp_path / "data"))
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    for name in ("ana", "ben"):
        manage.create(paths, name, [])
        with closing(connect(paths.profile(name), paths.library([]))) as db, new_desk() as other:
            other.review(f"d/{name}")
            log.merge(db, other.log())
        back_up(paths, name, DAY)
    manage.remove(paths, "ana", now)
    assert len(backups(paths, "ana")) == 1
    manage.rename(paths, "ben", "ana")
    with closing(sqlite3.connect(backups(paths, "ana")[0].path)) as db:
        assert db.execute("SELECT card FROM event").fetchall() == [("d/ben",)]
    assert sorted(os.listdir(os.path.dirname(paths.backups("ana")))) == ["ana", "ana.1"]
