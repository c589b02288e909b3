"""Homes that are none, folders that may not be read, disks with a limit, clocks at the ends of time."""

import os
import resource
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest

from aide_memoire.cli import main as entry
from aide_memoire.store import inspect
from hard.test_faults import as_anyone, learner  # noqa: F401  a fixture

READING = ("due", "stats", "cards", "history d/q1", "orphans", "exam", "confusions", "export", "doctor --report")


@pytest.mark.parametrize("home", [None, "", "relative", "~"])
@pytest.mark.parametrize("call", ["due", "study --plain", "doctor", "export", "config", "profiles", "sync x", "check"])
def test_without_a_home(learner, tmp_path, monkeypatch, home, call):  # noqa: F811
    """Where the system knows none either, as in a container: it is told, with what to name instead."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "AIDE_MEMOIRE_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    monkeypatch.setattr("pwd.getpwuid", lambda uid: {}[uid])
    learner.arguments = []
    code, told = told_by(learner, call, monkeypatch)
    assert code == 1
    assert "--data-dir" in told


def told_by(learner, call, monkeypatch):  # noqa: F811
    """Call a command in this process. Returns its exit code and its messages."""
    said = []
    monkeypatch.setattr(entry, "tell", said.append)
    return entry.main([*call.split(), *learner.arguments]), "\n".join(said)


def test_a_new_deck_needs_no_home(tmp_path, monkeypatch, capsys):
    """It is written, and how it is studied is said."""
    for name in ("XDG_DATA_HOME", "AIDE_MEMOIRE_DATA_DIR", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda uid: {}[uid])
    assert entry.main(["new", str(tmp_path / "x.toml")]) == 0
    assert "aide-memoire study --decks" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux" and os.geteuid() == 0, reason="permissions are another matter there")
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o300, 0o500])
@pytest.mark.parametrize("which", ["data", "profiles"])
def test_a_folder_that_cannot_be_used_is_not_taken_for_an_empty_one(learner, mode, which):  # noqa: F811
    """Neither `doctor` nor a restore says that there is no progress; nothing is changed."""
    place = learner.data if which == "data" else learner.file.parent
    place.chmod(mode)
    try:
        told = [learner.program(*call, preexec_fn=as_anyone) for call in (["doctor"], ["doctor", "--restore", "--yes"])]
    finally:
        place.chmod(0o700)
    for done in told:
        assert done.returncode == 1
        assert "cannot be used" in done.stdout + done.stderr
        assert "no progress file" not in done.stderr
    assert learner.events() == 5


@pytest.mark.parametrize("limit", [0, 4096, 20_000, 60_000, 100_000])
@pytest.mark.parametrize("call", ["suspend d", "reset --all --yes", "exam d 2026-12-24", "fit --defaults --yes"])
def test_a_file_that_may_not_grow_is_told_as_a_full_disk(learner, call, limit):  # noqa: F811
    """So are quotas and limits of a file's size, which SQLite calls an error of input or output; nothing is lost."""
    done = learner.program(*call.split(), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert done.returncode in (0, 1)
    if done.returncode:
        assert "full" in done.stderr
        assert "make room" in done.stderr
    assert learner.events() >= 5


CLOCKS = [
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(1, 1, 1, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
    datetime(1969, 12, 31, 23, 59, tzinfo=UTC),
    datetime(9899, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
    datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=-12))),
]


@pytest.mark.parametrize("clock", CLOCKS, ids=str)
def test_a_clock_at_an_end_of_time(learner, clock, monkeypatch, tmp_path, capsys):  # noqa: F811
    """Every command works by it, what it writes can be imported elsewhere, and afterwards all is as it was."""
    right = learner.now
    monkeypatch.setattr(entry, "local_now", lambda: clock)
    for call in (*READING, "suspend d/q7", "undo", "redo", "reset d/q1 --yes", "bury d/q2"):
        assert entry.main([*call.split(), *learner.arguments]) == 0, call
    for call in ("exam d 2026-12-24", "exam d 0001-01-01", "exam d 9899-12-30", "doctor", "doctor --fix --yes"):
        assert entry.main([*call.split(), *learner.arguments]) in (0, 1, 2), call
    monkeypatch.setattr(entry, "local_now", lambda: right)
    capsys.readouterr()
    assert entry.main(["export", *learner.arguments]) == 0
    (tmp_path / "log.jsonl").write_text(capsys.readouterr().out)
    other = ["--data-dir", str(tmp_path / "other"), *learner.arguments[2:]]
    assert entry.main(["import", str(tmp_path / "log.jsonl"), *other]) == 0, capsys.readouterr().err
    with learner.workspace().db as db:
        assert inspect.differing_projections(db, None, learner.workspace().now()) == []
