"""A log on several devices, over a folder that is carried between them."""

import json
import os
import stat

import pytest

from aide_memoire.core.errors import BusyStoreError, StoreError
from aide_memoire.core.event import from_line
from aide_memoire.profiles import restore
from aide_memoire.store import log
from aide_memoire.sync import own_logs
from aide_memoire.sync.folder import Folder
from aide_memoire.sync.leaving import leave
from aide_memoire.sync.lock import syncing
from aide_memoire.sync.transport import SyncError
from computers import NOON, Computer, carry

A, B, C = "d/a", "d/b", "e/c"


@pytest.fixture
def desk(tmp_path):
    """The first device."""
    with Computer(tmp_path, "desk", tmp_path / "where") as one:
        yield one


@pytest.fixture
def laptop(tmp_path):
    """Another one, beside the same folder."""
    with Computer(tmp_path, "laptop", tmp_path / "where") as other:
        yield other


def both(one, other):
    """Sync each until there is nothing to say any more."""
    return [one.sync(), other.sync(), one.sync()]


def numbers(outcome):
    return outcome.sent, outcome.received


def test_two_devices_come_to_the_same(desk, laptop):
    """What was done on one is on the other after a sync of each, and no sync after that has anything to do."""
    desk.answer(A, B)
    desk.undo()
    assert [numbers(each) for each in both(desk, laptop)] == [(3, 0), (0, 3), (0, 0)]
    laptop.answer(C)
    assert [numbers(each) for each in both(laptop, desk)] == [(1, 0), (0, 1), (0, 0)]
    assert desk.state() == laptop.state()
    assert desk.is_sound()


@pytest.mark.posix
def test_the_folder_has_the_logs_and_nothing_else(desk):
    """A month has a file, for its owner alone, with the lines of an export; names stand beside."""
    desk.answer(A)
    desk.sync()
    desk.now = desk.now.replace(month=12)
    desk.answer(B)
    desk.sync()
    assert [path.name for path in desk.own_logs] == ["2026-11.jsonl", "2026-12.jsonl"]
    assert "".join(path.read_text() for path in desk.own_logs).splitlines() == desk.lines()
    assert json.loads((desk.room / "learner.json").read_text()) == {"v": 1, "name": "desk"}
    found = [path for path in desk.where.rglob("*") if path != desk.where]
    assert {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_file()} == {0o600}
    assert {path.name for path in found if path.is_file()} == {
        "2026-11.jsonl", "2026-12.jsonl", "learner.json", "device.json"
    }  # fmt: skip


def test_undo_takes_back_only_what_was_done_here(desk, laptop):
    """An answer of the other device stays, though it is newer."""
    laptop.sync()
    desk.answer(A)
    desk.sync()
    laptop.now = desk.now
    laptop.answer(B)
    both(laptop, desk)
    assert desk.undo().cards == (A,)
    assert desk.undo() is None


def test_a_log_is_only_added_to(desk):
    """The bytes that stand there stay, in the same file."""
    desk.answer(A)
    desk.sync()
    (path,) = desk.own_logs
    before, file = path.read_bytes(), path.stat().st_ino
    desk.answer(B)
    desk.sync()
    assert path.read_bytes().startswith(before)
    assert (path.stat().st_ino, len(path.read_bytes().splitlines())) == (file, 2)


def test_a_line_that_is_not_whole_waits(desk, laptop):
    """However much of a file has arrived: its whole lines are taken, and the rest when it comes."""
    desk.answer(A, B)
    desk.sync()
    (path,) = desk.own_logs
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for size in (*range(0, len(whole), 97), first - 1, first, first + 1, len(whole) - 1):
        path.write_bytes(whole[:size])
        outcome = laptop.sync()
        assert outcome.trouble == []
        assert len(laptop.lines()) == (size >= first) or size < first
    path.write_bytes(whole)
    laptop.sync()
    assert laptop.state() == desk.state()


@pytest.mark.parametrize("size", [0, 1, 100, -1, -2])
def test_a_writer_mends_its_own_log(desk, laptop, size):
    """A half line of its own is ended, and what the file lacks is added again. The other device tells the half line."""
    desk.answer(A, B)
    desk.sync()
    (path,) = desk.own_logs
    whole = path.read_bytes()
    path.write_bytes(whole[:size])
    desk.answer(C)
    desk.sync()
    assert path.read_bytes().startswith(whole[:size])
    laptop.sync()
    assert laptop.lines() == desk.lines()
    assert numbers(desk.sync()) == (0, 0)


def test_a_log_that_was_lost_is_written_again(desk, laptop):
    """Also where the folder of the device is gone, or that of the learner."""
    desk.answer(A)
    both(desk, laptop)
    for path in desk.own_logs:
        path.unlink()
    assert numbers(desk.sync()) == (1, 0)
    for path in sorted(desk.where.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    laptop.answer(B)
    laptop.sync()
    assert [from_line(line).card for path in laptop.own_logs for line in path.read_text().splitlines()] == [B, A]


def test_lines_that_are_no_event_are_told_once(desk, laptop):
    """They are passed over, and what stands behind them is taken."""
    desk.answer(A)
    both(desk, laptop)
    (path,) = desk.own_logs
    path.write_bytes(path.read_bytes() + b'{"v":1,"id":"x\n\x00\x00\x00\n\n{"v":2}\n')
    desk.answer(B)
    desk.sync()
    outcome = laptop.sync()
    assert outcome.trouble == [f"{desk.workspace.device}/2026-11.jsonl: 3 lines are no events: passed over"]
    assert laptop.lines() == desk.lines()
    desk.answer(C)
    desk.sync()
    assert laptop.sync().trouble == []
    assert laptop.lines() == desk.lines()


def test_what_was_broken_and_arrives_whole_is_taken(desk, laptop):
    """A program may show a file of the right size before it has filled it."""
    desk.answer(A, B, C)
    desk.sync()
    (path,) = desk.own_logs
    whole = path.read_bytes()
    at = len(whole) // 2
    path.write_bytes(whole[:at] + bytes(200) + whole[at + 200 :])
    assert laptop.sync().trouble
    path.write_bytes(whole)
    os.utime(path, ns=(1, 1))
    laptop.sync()
    assert laptop.lines() == desk.lines()


def test_a_file_that_was_replaced_is_read_from_its_beginning(desk, laptop):
    """It is as long as before or longer, but is another one."""
    desk.answer(A, B)
    desk.sync()
    (path,) = desk.own_logs
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0])
    laptop.sync()
    path.write_bytes(lines[1] + lines[0])
    laptop.sync()
    assert laptop.lines() == desk.lines()


@pytest.mark.parametrize(
    "name",
    [
        "2026-11.sync-conflict-20261126-120000-ABCDEFG.jsonl",
        "2026-11 (laptop's conflicted copy 2026-11-26).jsonl",
        "2026-11 2.jsonl",
        "2026-11.jsonl.orig",
    ],
)
def test_conflict_copies_are_read_as_data(desk, laptop, name):
    """What is in a copy alone is taken, also from the device's own folder."""
    both(desk, laptop)
    laptop.answer(A)
    laptop.sync()
    (path,) = laptop.own_logs
    path.rename(desk.room / desk.workspace.device / name)
    assert numbers(desk.sync()) == (0, 1)
    assert desk.lines() == laptop.lines()


def test_hidden_files_are_passed_over(desk, laptop):
    """The programs that carry keep their half-made copies there."""
    desk.answer(A)
    desk.sync()
    (path,) = desk.own_logs
    path.rename(path.with_name(".syncthing.2026-11.jsonl.tmp"))
    assert numbers(laptop.sync()) == (0, 0)


def test_a_cloned_home_is_another_writer(tmp_path):
    """Both go on, neither overwrites the other, and undo takes back only what was done on each."""
    with Computer(tmp_path, "desk") as desk:
        desk.answer(A)
        desk.sync()
        carry(desk)
        with desk.clone(tmp_path, "clone") as clone:
            assert clone.workspace.device != desk.workspace.device
            carry(desk, clone)
            clone.answer(B)
            desk.answer(C)
            for _ in range(2):
                desk.sync()
                clone.sync()
                carry(desk, clone)
            desk.sync()
            assert desk.state() == clone.state()
            assert len(desk.lines()) == 3
            assert clone.undo().cards == (B,)
            assert clone.undo() is None


def test_a_restored_backup_is_another_writer(desk, laptop):
    """What it has lost comes back from the folder, and what it does from then on is told from it."""
    desk.answer(A)
    both(desk, laptop)
    paths, before = desk.workspace.paths, desk.workspace.device
    desk.close()
    kept = (desk.data / "profiles" / "default.sqlite").read_bytes()
    desk.open()
    desk.answer(B)
    desk.sync()
    desk.close()
    part = desk.data / "profiles" / "part.sqlite"
    part.write_bytes(kept)
    restore.put_in_place(paths, "default", str(part), NOON)
    desk.open()
    assert desk.workspace.device != before
    desk.answer(C)
    both(desk, laptop)
    assert [from_line(line).card for line in desk.lines()] == [A, B, C]
    assert desk.state() == laptop.state()


def test_an_older_file_that_was_put_back_by_hand_is_noticed(desk, laptop):
    """The folder has what this writer has not sent: so it takes another id, and sends all again."""
    desk.answer(A)
    both(desk, laptop)
    before = desk.workspace.device
    desk.close()
    path = desk.data / "profiles" / "default.sqlite"
    kept = path.read_bytes()
    desk.open()
    desk.answer(B)
    desk.sync()
    desk.close()
    path.write_bytes(kept)
    desk.open()
    desk.answer(C)
    assert desk.sync().workspace.device != before
    laptop.sync()
    assert {from_line(line).card for line in laptop.lines()} == {A, B, C}
    assert desk.state() == laptop.state()


def test_a_sync_that_ends_anywhere_loses_nothing(desk, laptop, monkeypatch):
    """After however many bytes the writing ends, the next sync completes it."""
    desk.answer(A, B)
    laptop.sync()
    write = own_logs._write

    for size in (1, 50, 399, 400, 401, 500):

        def cut(path, data, size=size):
            write(path, data[:size])
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(own_logs, "_write", cut)
            with pytest.raises(KeyboardInterrupt):
                desk.sync(laptop.learner)
        laptop.sync()
        desk.answer(C)
    desk.sync(laptop.learner)
    laptop.sync()
    assert laptop.state() == desk.state()
    assert len(desk.lines()) == 8


def test_a_clock_that_is_ahead_is_told_with_whose_it_is(desk, laptop):
    """Its answers are held on the other device; undone, all is as if they had never been."""
    laptop.answer(A)
    both(laptop, desk)
    before = laptop.state()[1]
    desk.now = desk.now.replace(year=2046)
    desk.answer(B, C)
    desk.sync()
    (report,) = [each for each in laptop.sync().devices if each.held]
    assert (report.device.id, report.held, report.is_this) == (desk.workspace.device, 2, False)
    held = laptop.workspace.db.execute("SELECT count(*) FROM held").fetchone()
    assert held == (2,)
    desk.close()
    desk.now = laptop.now
    desk.open()
    actions = [from_line(line).action for line in desk.lines() if from_line(line).day > 745_000]
    log.undo_actions(desk.workspace.db, actions, desk.workspace.stamp(), desk.workspace.entropy)
    both(desk, laptop)
    assert not any(each.held for each in laptop.sync().devices)
    seen = laptop.state()[1]
    assert [seen[place] for place in (2, 3, 4, 5)] == [before[place] for place in (2, 3, 4, 5)]


@pytest.mark.parametrize("kind", ["none", "file"])
def test_a_place_that_is_no_folder_is_told(tmp_path, kind):
    """The message names it, and says what to do."""
    if kind == "file":
        (tmp_path / "x").write_text("")
    with pytest.raises(SyncError, match="is not a folder" if kind == "file" else "is not there") as told:
        Folder(str(tmp_path / "x"))
    assert told.value.hint


def test_a_place_with_a_hostile_name_is_refused(tmp_path):
    """It would be shown again and again."""
    path = tmp_path / "a\x1b[2J"
    path.mkdir()
    with pytest.raises(SyncError, match="no plain text"):
        Folder(str(path))


def test_a_disk_that_is_full_loses_nothing(desk, monkeypatch):
    """The error is told, and the next sync sends what is missing."""
    desk.answer(A)

    def full(*_):
        raise OSError(28, "No space left on device", "where/2026-11.jsonl")

    with monkeypatch.context() as patch:
        patch.setattr(own_logs, "_write", full)
        with pytest.raises(SyncError, match="No space left"):
            desk.sync()
    assert numbers(desk.sync()) == (1, 0)


@pytest.mark.posix
def test_no_link_is_followed_to_write(desk, tmp_path):
    """Whoever can write to the folder cannot make this program write elsewhere."""
    desk.sync()
    mine = tmp_path / "mine"
    mine.write_text("mine\n")
    (desk.room / desk.workspace.device / "2026-11.jsonl").symlink_to(mine)
    (desk.room / "learner.json").unlink()
    (desk.room / "learner.json").symlink_to(mine)
    desk.answer(A)
    with pytest.raises(SyncError):
        desk.sync()
    assert mine.read_text() == "mine\n"


@pytest.mark.posix
def test_files_that_are_none_are_told(desk, laptop):
    """A pipe in the place of a log does not stop the sync."""
    desk.answer(A)
    desk.sync()
    os.mkfifo(desk.room / desk.workspace.device / "2026-10.jsonl")
    outcome = laptop.sync()
    assert outcome.trouble == [f"{desk.workspace.device}/2026-10.jsonl: not an ordinary file"]
    assert laptop.lines() == desk.lines()


def test_hostile_names_are_shown_only(desk, laptop):
    """A name with controls is cleaned, whether of a learner, a device, a folder or a file."""
    desk.answer(A)
    desk.sync()
    evil = "\x1b[2Jx\n\x07" + "y" * 200
    (desk.room / "learner.json").write_text(json.dumps({"v": 1, "name": evil}))
    (desk.room / desk.workspace.device / "device.json").write_text(json.dumps({"v": 1, "name": evil}))
    (desk.room / "\x1b]0;\x07").mkdir()
    (desk.room / "\x1b]0;\x07" / "\x1b.jsonl").write_text("no\n")
    outcome = laptop.sync()
    shown = [outcome.learner.name, *outcome.trouble, *(each.device.name for each in outcome.devices)]
    assert all(text.isprintable() and len(text) < 100 for text in shown)
    assert laptop.lines() == desk.lines()


def test_a_profile_that_moves_to_another_place_takes_all_along(desk, laptop, tmp_path):
    """Also what it has from other devices, which may never come there."""
    laptop.answer(A)
    both(laptop, desk)
    desk.where = tmp_path / "elsewhere"
    desk.where.mkdir()
    assert numbers(desk.sync()) == (1, 0)


def test_who_joins_another_learner_takes_along_what_came_for_the_former(tmp_path):
    """A third device has sent something for the learner that this one was: it is not left behind."""
    where = tmp_path / "where"
    with Computer(tmp_path, "desk", where) as desk, Computer(tmp_path, "laptop", where) as laptop:
        desk.answer(A)
        desk.sync()
        laptop.answer(B)
        laptop.sync(new=True)
        with Computer(tmp_path, "phone", where) as phone:
            phone.sync(laptop.learner)
            phone.answer(C)
            phone.sync()
        former = laptop.learner
        assert laptop.sync(desk.learner).former == former
        desk.sync()
        assert {from_line(line).card for line in desk.lines()} == {A, B, C}
        assert desk.state() == laptop.state()


def test_a_name_that_has_not_arrived_yet_is_no_other_name(desk, laptop):
    """The log can be there before the learner's name is."""
    desk.answer(A)
    desk.sync()
    name = desk.room / "learner.json"
    kept = name.read_text()
    name.unlink()
    laptop.sync()
    assert not name.exists()
    assert laptop.learner.label == desk.learner.id[:8]
    name.write_text(kept)
    laptop.sync()
    assert laptop.learner == desk.learner


def test_who_leaves_takes_all_away(desk, laptop, tmp_path):
    """Nothing is there any more but what others have put there, and all stays on the device."""
    laptop.answer(A)
    both(laptop, desk)
    desk.answer(B)
    (desk.room / "notes.txt").write_text("mine")
    assert leave(desk.workspace, Folder(str(desk.where))) == [str(desk.room / "notes.txt")]
    assert [path.name for path in desk.where.rglob("*") if path.is_file()] == ["notes.txt"]
    assert len(desk.lines()) == 2
    assert Folder(str(desk.where)).learners() == []


def test_one_sync_at_a_time(desk):
    """The second one is told so."""
    with syncing(desk.workspace.paths), pytest.raises(BusyStoreError), syncing(desk.workspace.paths):
        pass
    with syncing(desk.workspace.paths):
        pass


def test_a_newer_or_broken_writer_file_is_no_trouble(desk):
    """Whatever the file of the writer holds, a new id is taken; a folder in its place is told."""
    path = desk.data / "device"
    ids = set()
    for text in (b"", b"x", b"../../up\n00000000\n", b"\xff\xfe\n\n", b"abc"):
        desk.close()
        path.write_bytes(text)
        desk.open()
        ids.add(desk.workspace.device)
    assert len(ids) == 5
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreError, match="device"):
        desk.open()
    path.rmdir()
