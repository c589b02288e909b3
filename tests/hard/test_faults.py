"""What goes wrong around the program: what is told, what goes on, and that nothing is lost."""

import ctypes
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import datetime, timedelta, timezone
from itertools import count

import pytest

from aide_memoire.cli import main as entry
from aide_memoire.core.errors import DamagedStoreError, NewerStoreError, StoreError
from aide_memoire.decks import files
from aide_memoire.paths import find_paths
from aide_memoire.profiles.backups import back_up
from aide_memoire.store import inspect, log
from aide_memoire.store.connection import connect
from aide_memoire.study.session import StudySession
from aide_memoire.workspace import open_workspace
from terminal import Terminal, said

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=timezone(timedelta(hours=1)))
DECK = "".join(
    f'[[card]]\nid = "q{n}"\nform = "flip"\nquestion = "Q{n} what?"\nanswer = "A{n} that"\n' for n in range(40)
)
TRAP = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS card FROM n"


class Learner:
    """Someone with five answers, and what they call."""

    def __init__(self, folder):
        self.data, self.decks, self.now = folder / "data", folder / "decks", NOW
        self.decks.mkdir()
        (self.decks / "d.toml").write_text(DECK)
        self.arguments = ["--data-dir", str(self.data), "--decks", str(self.decks)]
        self.file = self.data / "profiles" / "default.sqlite"
        self._entropy = count(1).__next__
        with closing(self.workspace()) as workspace:
            study = StudySession(workspace)
            for _ in range(5):
                study.rate()

    def workspace(self):
        return open_workspace(find_paths(str(self.data)), "default", lambda: self.now, self._entropy, [str(self.decks)])

    def events(self):
        with closing(self.workspace()) as workspace:
            assert inspect.differing_projections(workspace.db) == []
            return log.event_count(workspace.db)

    def program(self, *arguments, **more):
        command = [sys.executable, "-m", "aide_memoire", *arguments, *self.arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, input="", **more)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def change(self, *statements):
        """Change the file by SQL, as another program might."""
        with closing(sqlite3.connect(self.file)) as db:
            for statement in statements:
                db.execute(statement)
            db.commit()


@pytest.fixture
def learner(tmp_path):
    """A learner at work."""
    return Learner(tmp_path)


HOSTILE = {
    "a view for a table": ["DROP TABLE memory", f"CREATE VIEW memory AS {TRAP}"],
    "a view for the log": ["ALTER TABLE event RENAME TO e", f"CREATE VIEW event AS {TRAP}"],
    "a trigger on answers": ["CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END"],
    "a trigger that loops": [f"CREATE TRIGGER t AFTER INSERT ON event BEGIN INSERT INTO daily_count {TRAP}; END"],
    "a column that computes": [
        "DROP TABLE suspension",
        "CREATE TABLE suspension (card TEXT PRIMARY KEY, suspended INTEGER, buried TEXT AS (hex(zeroblob(900000000))))",
    ],
    "an index that computes": ["CREATE INDEX i ON event (hex(zeroblob(length(card) * 900)))"],
    "a missing table": ["DROP TABLE daily_count"],
    "a table of its own": ["CREATE TABLE other (x)"],
}


@pytest.mark.parametrize("trick", HOSTILE)
def test_a_hostile_file_runs_nothing(learner, trick):
    """A file with views, triggers or tables that are not ours is refused before any is used; its log can be had out."""
    learner.change(*HOSTILE[trick])
    before = learner.file.read_bytes()
    for call in (["due"], ["stats"], ["undo"], ["export"]):
        done = learner.program(*call)
        assert done.returncode == 1
        assert str(learner.file) in done.stderr
        assert "doctor --restore" in done.stderr
    assert learner.program("profiles").stdout == "default\n"
    assert learner.file.read_bytes() == before
    assert learner.program("doctor").returncode == 1
    if trick != "a view for the log":
        assert learner.program("doctor", "--restore", "--yes").returncode == 0
        assert learner.events() == 5


def test_a_huge_schema_ends(learner):
    """A file of twenty thousand tables is refused, in a time that someone waits."""
    learner.change(*(f"CREATE TABLE t{number} (x)" for number in range(20_000)))
    done = learner.program("due")
    assert done.returncode == 1
    assert "never put there" in done.stderr


def test_rows_that_make_no_sense_are_told_of(learner):
    """A log whose rows are no events is told of, by each command that reads it; doctor names it too."""
    learner.change("UPDATE event SET data = '{no' WHERE card = 'd/q1'")
    for call in (["export"], ["history", "d/q1"], ["doctor"]):
        done = learner.program(*call)
        assert done.returncode == 1
        assert "cannot be read" in done.stdout + done.stderr


def test_a_newer_file_is_left_alone(learner):
    """What a later version wrote is refused, and not a byte of it changes."""
    learner.change("PRAGMA user_version = 99")
    before = learner.file.read_bytes()
    with pytest.raises(NewerStoreError, match="a later version"):
        learner.workspace()
    for call in (["due"], ["undo"], ["stats"], ["profiles"], ["doctor"]):
        learner.program(*call)
    assert learner.file.read_bytes() == before


@pytest.mark.parametrize("harm", ["a page", "the end", "the beginning", "everything"])
def test_a_damaged_file_is_told_of_and_restored(learner, harm):
    """Each command says that it is damaged and how it is restored; doing so brings every answer back."""
    back_up(find_paths(str(learner.data)), "default", learner.now.toordinal())
    for path in learner.file.parent.glob("*-wal"):
        path.unlink()
    size = learner.file.stat().st_size
    with learner.file.open("r+b") as file:
        if harm == "a page":
            file.seek(4096)
            file.write(b"\xaa" * 4096)
        elif harm == "the end":
            file.truncate(size // 2 - 100)
        elif harm == "the beginning":
            file.write(b"\x00" * 200)
        else:
            file.write(os.urandom(size))
    told = [learner.program(*call) for call in (["undo"], ["doctor"])]
    assert all(done.returncode == 1 for done in told)
    assert all("--restore" in done.stdout + done.stderr for done in told)
    done = learner.program("doctor", "--restore", "--yes")
    assert done.returncode == 0, done.stderr
    assert learner.events() == 5


def test_a_full_disk_keeps_the_question(learner):
    """Where there is no room the answer is refused with the reason; when there is, the same answer is saved."""
    with closing(learner.workspace()) as workspace:
        study = StudySession(workspace)
        question = study.question
        pages = workspace.db.execute("PRAGMA page_count").fetchone()[0]
        workspace.db.execute(f"PRAGMA max_page_count = {pages}")
        with suppress(StoreError):
            for _ in range(200):
                saved, question = log.event_count(workspace.db), study.question
                study.rate()
        with pytest.raises(StoreError, match="the disk is full"):
            study.rate()
        assert (log.event_count(workspace.db), study.question) == (saved, question)
        workspace.db.execute(f"PRAGMA max_page_count = {pages * 10}")
        study.rate()
        assert log.event_count(workspace.db) == saved + 1
        assert inspect.differing_projections(workspace.db) == []


def test_a_full_disk_leaves_decks_and_exports_whole(learner, tmp_path):
    """Where no more can be written, a file is as it was or not there, and no part of it is left."""
    import resource  # noqa: PLC0415  not on Windows

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))

    (learner.decks / "d.toml").write_text("".join(f'[[card]]\nquestion = "Q{n}?"\nanswer = "A"\n' for n in range(40)))
    before = (learner.decks / "d.toml").read_bytes()
    (tmp_path / "a.csv").write_text("".join(f"question {n},answer {n}\n" for n in range(40)))
    for call in (["check", "--fix"], ["import", str(tmp_path / "a.csv"), "-o", str(tmp_path / "a.toml")]):
        done = learner.program(*call, preexec_fn=no_room)
        assert done.returncode == 1
        assert "cannot be written: File too large" in done.stderr
    assert (learner.decks / "d.toml").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "data", "decks"]
    assert [path.name for path in learner.decks.iterdir()] == ["d.toml"]


def as_anyone():
    """Give up what makes permissions meaningless to root."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(sys.platform != "linux" and os.geteuid() == 0, reason="permissions are another matter there")
@pytest.mark.parametrize("what", ["file", "folder", "data", "foreign"])
def test_what_may_not_be_written_is_told(learner, what):
    """A progress file or folder that cannot be written is named, with what to check; it stays as it was."""
    if what == "foreign" and os.geteuid() != 0:
        pytest.skip("only root can give a file to someone else")
    place = {"file": learner.file, "foreign": learner.file, "folder": learner.file.parent, "data": learner.data}[what]
    for path in learner.file.parent.glob("*-*"):
        path.unlink()
    before = learner.file.read_bytes()
    if what == "foreign":
        os.chown(place, 12345, 12345)
    else:
        place.chmod(0o500 if place.is_dir() else 0o400)
    try:
        told = [learner.program(*call, preexec_fn=as_anyone) for call in (["undo"], ["doctor"])]
    finally:
        place.chmod(0o700 if place.is_dir() else 0o600)
    if what != "data":  # what lies below it can be written still
        assert told[0].returncode == 1
        assert str(learner.file) in told[0].stderr or str(place) in told[0].stderr
        assert "check" in told[0].stderr
        assert told[1].returncode == 1
        assert learner.file.read_bytes() == before


def test_another_program_that_holds_the_file_is_waited_for(learner):
    """While another program writes, the question stays with the reason; once it has let go, the same key saves."""
    with (
        Terminal(["study", *learner.arguments, "--form", "flip"]) as terminal,
        closing(sqlite3.connect(learner.file)) as other,
    ):
        question = terminal.until(rb"Q(\d+) what\?")
        other.execute("BEGIN EXCLUSIVE")
        terminal.press(b" ")
        terminal.until_words(f"A{question.decode()} that")
        terminal.read_answer()
        terminal.press(b"3")
        terminal.until_words("Not saved: the progress file is in use by another program")
        assert "Your answer is still here" in said(terminal.quiet())
        other.execute("ROLLBACK")
        terminal.press(b"3")
        terminal.until(rb"Q(\d+) what\?", other_than=question)
        terminal.press(b"\x11")
        assert terminal.end()[0] == 0
    assert learner.events() == 6


@pytest.mark.parametrize("how", ["the file", "file and log", "the folder", "replaced"])
def test_a_profile_that_vanishes_loses_nothing(learner, how, tmp_path):
    """Deleted under the app it is put back with all that was saved, and that is told; no answer goes into nothing."""
    with Terminal(["study", *learner.arguments, "--form", "flip"]) as terminal:
        question = terminal.until(rb"Q(\d+) what\?")
        terminal.press(b" ")
        terminal.read_answer()
        terminal.press(b"3")
        question = terminal.until(rb"Q(\d+) what\?", other_than=question)
        if how == "replaced":
            shutil.copy(learner.file, tmp_path / "copy")
            os.replace(tmp_path / "copy", learner.file)
        elif how == "the folder":
            shutil.rmtree(learner.file.parent)
        else:
            for path in learner.file.parent.glob("*" if how == "file and log" else "*.sqlite"):
                path.unlink()
        terminal.press(b" ")
        terminal.read_answer()
        terminal.press(b"3")
        terminal.until_words("another file was put" if how == "replaced" else "put back")
        terminal.press(b"3")
        terminal.quiet()
        terminal.press(b"\x11")
        assert terminal.end()[0] == 0
    assert learner.events() in ((5, 6) if how == "replaced" else (6,))


def test_two_apps_on_one_profile(learner):
    """Two windows answer the same question at once: it is saved once, the other window says so, and both go on."""
    start = ["study", *learner.arguments, "--form", "flip"]
    with Terminal(start) as one, Terminal(start) as two:
        asked = [each.until(rb"Q(\d+) what\?") for each in (one, two)]
        for _ in range(8):
            for each, question in zip((one, two), asked, strict=True):
                each.press(b" ")
                each.until(rb"A(" + question + rb") that")
            one.read_answer()
            two.read_answer()
            for each in (one, two):
                each.press(b"3")
            asked = [each.until(rb"Q(\d+) what\?", other_than=was) for each, was in zip((one, two), asked, strict=True)]
        for each in (one, two):
            each.press(b"\x11")
            assert each.end()[0] == 0
    assert learner.events() == 5 + 8


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_that_is_wrong_by_a_year(learner, years, monkeypatch, capsys):
    """Set back or forth and then right again: answers keep their order, every command works.

    No memory moves back, and what was answered a year ahead counts for nothing.
    """
    learner.now += timedelta(days=365 * years)
    with closing(learner.workspace()) as workspace:
        study = StudySession(workspace)
        for _ in range(5):
            study.rate()
        wrong = dict(workspace.db.execute("SELECT card, last_day FROM memory"))
    learner.now = NOW + timedelta(days=1)
    with closing(learner.workspace()) as workspace:
        study = StudySession(workspace)
        for _ in range(5):
            study.rate()
        ids = [event.id for event in log.events(workspace.db)]
        right = dict(workspace.db.execute("SELECT card, last_day FROM memory"))
        assert study.undo() is not None
        assert study.redo() is not None
    assert ids == sorted(ids)
    if years < 0:
        assert all(right[card] >= day for card, day in wrong.items())
    assert max(right.values()) == learner.now.toordinal()
    monkeypatch.setattr(entry, "local_now", lambda: learner.now)
    for call in ("due", "stats", "doctor", "cards", "history d/q1", "export --format json", "decks"):
        assert entry.main([*call.split(), *learner.arguments]) == 0, call
    assert ("clock is behind the log" in capsys.readouterr().out) == (years > 0)
    assert learner.events() == 17


def test_a_foreign_database_is_left_alone(learner):
    """Another program's database in the place of a profile is refused as it is: no table of ours is put into it."""
    learner.file.unlink()
    learner.change("CREATE TABLE theirs (x)", "INSERT INTO theirs VALUES (1)")
    before = learner.file.read_bytes()
    with pytest.raises(DamagedStoreError, match="theirs"):
        connect(str(learner.file), str(learner.data / "lib.sqlite"))
    assert learner.file.read_bytes() == before


@pytest.mark.parametrize("code", [errno.EIO, errno.ETIMEDOUT, errno.EMFILE, errno.ESTALE, errno.EAGAIN])
def test_a_deck_whose_disk_did_not_answer_is_read_again(learner, monkeypatch, capsys, code):
    """That it could not be read is told, and forgotten as soon as it can be, though the file is the same."""
    read, later = files.read_regular_file, ["--data-dir", str(learner.data), "--decks", str(learner.decks)]
    (learner.decks / "d.toml").write_text(DECK + "# another")

    def fail(path, largest):
        raise OSError(code, os.strerror(code), path)

    monkeypatch.setattr(files, "read_regular_file", fail)
    assert entry.main(["due", *later]) == 1
    assert "cannot be studied" in capsys.readouterr().err
    monkeypatch.setattr(files, "read_regular_file", read)
    assert entry.main(["due", *later]) == 0
    assert "cannot be" not in capsys.readouterr().err
