"""A log on several devices over a PostgreSQL server, and what the server lets nobody do."""

import subprocess
import sys
from contextlib import closing

import psycopg
import pytest

from aide_memoire.sync import postgres, postgres_schema
from aide_memoire.sync.leaving import leave
from aide_memoire.sync.transport import Device, Learner, SyncError
from computers import Computer

A, B, C = "d/a", "d/b", "e/c"
RETRIES = [0.5, 1.0, 2.0]


class OverServer(Computer):
    """A computer that syncs with a server."""

    def __init__(self, folder, name, url):
        self.url = url
        super().__init__(folder, name)

    def transport(self):
        return postgres.Server(self.url, sleep=lambda _: None)


@pytest.fixture
def devices(tmp_path, cluster, role):
    """Two devices of one learner."""
    with (
        OverServer(tmp_path, f"{role}-desk", cluster.url(role)) as desk,
        OverServer(tmp_path, f"{role}-laptop", cluster.url(role)) as laptop,
    ):
        yield desk, laptop


def numbers(outcome):
    return outcome.sent, outcome.received


def test_two_devices_come_to_the_same(devices):
    """What was done on one is on the other after a sync of each, and no sync after that has anything to do."""
    desk, laptop = devices
    desk.answer(A, B)
    desk.undo()
    assert [numbers(each.sync()) for each in (desk, laptop, desk)] == [(3, 0), (0, 3), (0, 0)]
    laptop.answer(C)
    assert [numbers(each.sync()) for each in (laptop, desk, laptop)] == [(1, 0), (0, 1), (0, 0)]
    assert desk.state() == laptop.state()
    assert desk.is_sound()


def test_a_cloned_home_is_another_writer(devices, tmp_path):
    """Two computers with one home lose nothing, and each keeps its own undo."""
    desk, laptop = devices
    desk.answer(A)
    desk.sync()
    desk.close()
    subprocess.run(["cp", "-r", str(desk.data), str(tmp_path / "copy")], check=True)
    desk.open()
    with OverServer(tmp_path, f"{desk.name}-copy", desk.url) as copy:
        copy.close()
        subprocess.run(["cp", "-rT", str(tmp_path / "copy"), str(copy.data)], check=True)
        copy.open()
        desk.answer(B)
        copy.answer(C)
        for each in (desk, copy, laptop, desk, copy):
            each.sync()
        assert desk.workspace.device != copy.workspace.device
        assert desk.state() == copy.state() == laptop.state()


def test_an_older_file_that_was_put_back_is_noticed(devices):
    """A progress file from before its last sync would number its events once more: it becomes another writer."""
    desk, laptop = devices
    desk.answer(A)
    desk.sync()
    desk.close()
    before = {path: path.read_bytes() for path in (desk.data / "profiles").iterdir()}
    desk.open()
    desk.answer(B)
    writer = desk.sync().workspace.device
    desk.close()
    for path in (desk.data / "profiles").iterdir():
        path.unlink()
    for path, data in before.items():
        path.write_bytes(data)
    desk.open()
    desk.answer(C)
    assert desk.sync().workspace.device != writer
    laptop.sync()
    desk.sync()
    assert laptop.state() == desk.state()
    assert len(desk.lines()) == 3


def test_an_older_file_without_a_new_answer_is_noticed_too(devices):
    """The next answer would go out under a number that is taken; what the file has lost is there again at once."""
    desk, _ = devices
    desk.answer(A)
    desk.sync()
    desk.close()
    before = {path: path.read_bytes() for path in (desk.data / "profiles").iterdir()}
    desk.open()
    desk.answer(B)
    writer = desk.sync().workspace.device
    desk.close()
    for path in (desk.data / "profiles").iterdir():
        path.unlink()
    for path, data in before.items():
        path.write_bytes(data)
    desk.open()
    assert desk.sync().workspace.device != writer
    assert len(desk.lines()) == 2


def test_a_server_that_lost_its_last_rows_gets_them_again(devices, cluster):
    """A server that was restored from its backup of yesterday has all after the next sync."""
    desk, laptop = devices
    desk.answer(A, B, C)
    desk.sync()
    with cluster.connect("owner") as owner:
        owner.execute("DELETE FROM aide_memoire.event WHERE learner = %s AND seq > 1", (desk.learner.id,))
    desk.answer(A)
    assert desk.sync().sent == 3
    laptop.sync()
    assert laptop.state() == desk.state()


def test_a_server_that_goes_away_in_the_middle_loses_nothing(devices, cluster, monkeypatch):
    """The transaction that was open is lost, the progress is not; when it is back, all goes out."""
    desk, laptop = devices
    desk.answer(A)
    desk.sync()
    desk.answer(B, C)
    before = desk.state()
    save = postgres.save_results

    def die(*_):
        cluster.stop()
        save(*_)

    monkeypatch.setattr(postgres, "save_results", die)
    with pytest.raises(SyncError, match="does not answer"):
        desk.sync()
    monkeypatch.undo()
    with pytest.raises(SyncError, match="does not answer"):
        desk.sync()
    assert desk.state() == before
    cluster.start()
    assert desk.sync().sent == 2
    laptop.sync()
    assert laptop.state() == desk.state()


def test_it_is_tried_again_with_longer_pauses():
    """A server that does not answer is asked four times; a password that is refused is not tried again."""
    pauses = []
    with pytest.raises(SyncError, match="does not answer"):
        postgres.Server("postgresql://anna@/school?host=/nowhere", sleep=pauses.append)
    assert pauses == RETRIES


def test_a_user_whom_the_server_does_not_know_is_refused_at_once(cluster):
    """It is told apart from a server that is not there: to wait does not help."""
    pauses = []
    with pytest.raises(SyncError, match="refuses the connection") as refused:
        postgres.Server(cluster.url("stranger"), sleep=pauses.append)
    assert pauses == []
    assert "user, password and database" in refused.value.hint


def test_a_push_that_hangs_does_not_hide_its_rows(devices, cluster, role):
    """Rows of a slow transaction come later than newer ones of others: each writer is read by its own number."""
    desk, laptop = devices
    desk.answer(A)
    desk.sync()
    laptop.sync()
    slow = cluster.connect(role)
    slow.autocommit = False
    learner, line = desk.learner.id, desk.lines()[0]
    slow.execute("INSERT INTO aide_memoire.writer VALUES (%s, 'slow', '')", (learner,))
    slow.execute("INSERT INTO aide_memoire.event VALUES (%s, 'slow', 1, 'x', %s)", (learner, line.replace(A, C)))
    desk.answer(B)
    desk.sync()
    assert laptop.sync().received == 1
    slow.commit()
    slow.close()
    outcome = laptop.sync()
    assert "slow" in [each.device.id for each in outcome.devices]
    assert laptop.sync().trouble == []


def test_lines_that_are_no_event_are_told_once(devices, cluster, role):
    """A row that somebody has put there by hand is passed over, and the rest is read."""
    desk, laptop = devices
    desk.answer(A)
    desk.sync()
    with cluster.connect(role) as by_hand:
        by_hand.execute("INSERT INTO aide_memoire.event VALUES (%s, 'odd', 1, 'x', 'no event')", (desk.learner.id,))
    assert laptop.sync().trouble == ["odd: 1 line is no event: passed over"]
    assert laptop.sync().trouble == []
    assert laptop.lines() == desk.lines()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE aide_memoire.event SET line = 'x' WHERE learner = '{own}'",
        "DELETE FROM aide_memoire.event WHERE learner = '{own}'",
        "INSERT INTO aide_memoire.event VALUES ('{other}', 'w', 99, 'x', 'x')",
        "INSERT INTO aide_memoire.result VALUES ('{other}', 'd', '2026-01-01', 1, 1, 1, 1)",
        "INSERT INTO aide_memoire.writer VALUES ('{other}', 'w', '')",
        "INSERT INTO aide_memoire.learner (id, name, role) VALUES ('zzz', '', 'owner')",
        "UPDATE aide_memoire.learner SET role = 'owner' WHERE id = '{own}'",
        "INSERT INTO aide_memoire.pupil VALUES (current_user, '{other_role}')",
        "SET ROLE {other_role}",
        "SET ROLE owner",
        "TRUNCATE aide_memoire.event",
        "ALTER TABLE aide_memoire.event DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE aide_memoire.mine ()",
    ],
)
def test_the_server_refuses_what_is_not_ones_own(statement, cluster, tmp_path):
    """As the learner's own role, with any client: nobody else's rows are written, and no event is changed."""
    (first, own), (second, other) = two_learners(cluster, tmp_path)
    with cluster.connect(first) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement.format(own=own, other=other, other_role=second))


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM aide_memoire.event WHERE learner = '{other}'",
        "SELECT * FROM aide_memoire.learner WHERE id = '{other}'",
        "SELECT * FROM aide_memoire.result WHERE learner = '{other}'",
        "SELECT * FROM aide_memoire.writer WHERE learner = '{other}'",
        "DELETE FROM aide_memoire.learner WHERE id = '{other}' RETURNING id",
        "UPDATE aide_memoire.learner SET name = 'x' WHERE id = '{other}' RETURNING id",
        "UPDATE aide_memoire.result SET \"right\" = 0 WHERE learner = '{other}' RETURNING learner",
        "SELECT * FROM aide_memoire.pupil",
    ],
)
def test_nothing_of_others_is_there_for_a_learner(statement, cluster, tmp_path):
    """Rows of others cannot be seen, nor changed without being seen."""
    (first, own), (_, other) = two_learners(cluster, tmp_path)
    with cluster.connect(first) as connection:
        assert connection.execute(statement.format(own=own, other=other)).fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE aide_memoire.learner SET name = 'x'",
        "UPDATE aide_memoire.writer SET name = 'x', last = 99",
        'UPDATE aide_memoire.result SET "right" = 99',
        "DELETE FROM aide_memoire.learner",
    ],
)
def test_a_change_of_all_rows_changes_only_ones_own(statement, cluster, tmp_path):
    """A statement that reads no column is held by no rule about reading: it must be held by that about writing."""
    (first, own), (_, other) = two_learners(cluster, tmp_path)
    before, mine = all_of(cluster, other), all_of(cluster, own)
    with cluster.connect(first) as connection:
        connection.execute(statement)
    assert all_of(cluster, other) == before
    assert all_of(cluster, own) != mine


def all_of(cluster, learner):
    """Return all rows of a learner."""
    with cluster.connect("owner") as owner:
        return [
            owner.execute(f"SELECT * FROM aide_memoire.{table} WHERE {key} = %s", (learner,)).fetchall()
            for table, key in (("learner", "id"), ("writer", "learner"), ("event", "learner"), ("result", "learner"))
        ]


def two_learners(cluster, tmp_path):
    """Let two learners answer and sync; return the role and the id of each."""
    made = []
    for _ in range(2):
        role = cluster.new_role("aide_memoire_learner")
        with OverServer(tmp_path, role, cluster.url(role)) as computer:
            computer.answer(A)
            computer.sync()
            made.append((role, computer.learner.id))
    return made


def test_a_teacher_reads_those_of_the_class_and_writes_nothing(cluster, tmp_path):
    """What `pupil` names is read, others are not there."""
    (first, own), (_, other) = two_learners(cluster, tmp_path)
    teacher = cluster.new_role("aide_memoire_teacher")
    with cluster.connect("owner") as owner:
        owner.execute("INSERT INTO aide_memoire.pupil VALUES (%s, %s)", (teacher, first))
    with cluster.connect(teacher) as connection:
        seen = connection.execute("SELECT DISTINCT learner FROM aide_memoire.event").fetchall()
        assert seen == [(own,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO aide_memoire.learner (id, name) VALUES ('t', '')")
        assert connection.execute("SELECT id FROM aide_memoire.learner").fetchall() == [(own,)]
    assert other != own


def test_somebody_elses_id_cannot_be_taken(cluster, tmp_path):
    """A learner's id that another role has there is refused, in words."""
    (first, _), (_, other) = two_learners(cluster, tmp_path)
    with (
        closing(postgres.Server(cluster.url(first))) as server,
        pytest.raises(SyncError, match="belongs to somebody else"),
    ):
        server.enter(Learner(other, "Anna"), Device("w", ""))


def test_results_go_with_the_answers(devices, cluster):
    """A row for each deck and day, with what is solid on its last day; an undo takes its answer out again."""
    desk, _ = devices
    desk.answer(A, B, C)
    desk.sync()
    assert results(cluster, desk) == [("d", 2, 0, 0), ("e", 1, 0, 0)]
    desk.undo()
    desk.sync()
    assert results(cluster, desk) == [("d", 2, 0, 0), ("e", 0, 0, 0)]


def results(cluster, computer):
    with cluster.connect("owner") as owner:
        sql = 'SELECT deck, answered, reviews, "right" FROM aide_memoire.result WHERE learner = %s ORDER BY deck'
        return owner.execute(sql, (computer.learner.id,)).fetchall()


def test_of_the_results_only_what_changed_goes_out(devices, cluster):
    """A month without anything new is left as it is; one whose last answer was undone counts none any more."""
    desk, _ = devices
    desk.answer(A)
    desk.sync()
    desk.now = desk.now.replace(month=12)
    with cluster.connect("owner") as owner:
        owner.execute("UPDATE aide_memoire.result SET answered = 7 WHERE learner = %s", (desk.learner.id,))
    desk.answer(C)
    desk.sync()
    assert results(cluster, desk) == [("d", 7, 0, 0), ("e", 1, 0, 0)]
    desk.undo()
    desk.undo()
    desk.sync()
    assert results(cluster, desk) == [("d", 0, 0, 0), ("e", 0, 0, 0)]


def test_a_server_of_an_older_version_keeps_what_it_has(cluster, monkeypatch):
    """What was there before each writer's number stood with its name is read after the set-up."""
    with cluster.connect("owner", database="postgres") as owner:
        owner.execute("CREATE DATABASE older")
    url = cluster.url("owner", "older")
    with monkeypatch.context() as before:
        before.setattr(postgres_schema, "_MIGRATIONS", postgres_schema._MIGRATIONS[:1])
        before.setattr(postgres_schema, "VERSION", 1)
        postgres.set_up(url)
    with cluster.connect("owner", database="older") as owner:
        owner.execute("INSERT INTO aide_memoire.learner VALUES ('anna', 'Anna')")
        owner.execute("INSERT INTO aide_memoire.event VALUES ('anna', 'w', 1, 'x', 'no event')")
    with pytest.raises(SyncError, match="older version"):
        postgres.Server(url)
    assert postgres.set_up(url) == (1, postgres_schema.VERSION)
    with closing(postgres.Server(url)) as server:
        assert [batch.unreadable for batch in server.pull("anna", {})] == [1]
        assert [each.stamp for each in server.readable()] == ["w 1"]


def test_who_leaves_takes_all_away(devices, cluster):
    """No row of the learner is left; the progress is still on the device."""
    desk, _ = devices
    desk.answer(A, B)
    desk.sync()
    learner = desk.learner.id
    with closing(desk.transport()) as transport:
        leave(desk.workspace, transport)
    with cluster.connect("owner") as owner:
        for table, key in (("learner", "id"), ("writer", "learner"), ("event", "learner"), ("result", "learner")):
            sql = f"SELECT count(*) FROM aide_memoire.{table} WHERE {key} = %s"
            assert owner.execute(sql, (learner,)).fetchone() == (0,), table
    assert len(desk.lines()) == 2


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://anna:secret@host:5433/school", "postgresql://anna@host:5433/school"),
        ("postgresql://anna@host/school?password=secret", "postgresql://anna@host/school"),
        ("postgresql://anna:se%3Acret@host/school?sslmode=require", "postgresql://anna@host/school?sslmode=require"),
        ("postgresql://anna:x@/school?host=/run/pg&port=5433", "postgresql://anna@/school?host=/run/pg&port=5433"),
        ("postgresql://anna@host/school", "postgresql://anna@host/school"),
    ],
)
def test_a_password_is_not_kept(url, place):
    """What is kept and shown of a URL has no password in it."""
    assert postgres.without_password(url) == place


def test_a_server_that_was_never_set_up_is_told(cluster):
    """Another database of the server has nothing of ours, and the message says what its owner does."""
    with pytest.raises(SyncError, match="never set up") as told:
        postgres.Server(cluster.url("owner", "postgres"))
    assert "sync --setup" in told.value.hint


def test_a_newer_server_is_left_alone(cluster):
    """A server that a newer version has set up is not used, nor changed, by this one."""
    with cluster.connect("owner") as owner:
        owner.execute("UPDATE aide_memoire.version SET version = 99")
        try:
            with pytest.raises(SyncError, match="newer version"):
                postgres.Server(cluster.url("owner"))
            with pytest.raises(SyncError, match="newer version"):
                postgres.set_up(cluster.url("owner"))
        finally:
            owner.execute("UPDATE aide_memoire.version SET version = %s", (postgres_schema.VERSION,))


def test_the_command_syncs_with_a_server(cluster, role, tmp_path):
    """`sync URL`, then `sync` alone; what it prints has no password."""
    url = cluster.url(role).replace("@", ":pretended@")

    def run(*arguments):
        command = [sys.executable, "-m", "aide_memoire", *arguments, "--data-dir", str(tmp_path / "data")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        assert "pretended" not in done.stdout + done.stderr
        return done.returncode, done.stdout

    assert run("sync", url) == (0, "sent nothing, received nothing\n")
    with cluster.connect(role) as connection:  # a class has one “default” at most
        assert connection.execute("SELECT name FROM aide_memoire.learner").fetchall() == [(role,)]
    assert run("sync") == (0, "sent nothing, received nothing\n")
    assert run("sync", "--setup", cluster.url("owner")) == (0, "the server is set up, and nothing was to be done\n")
    assert run("sync", "--setup", cluster.url(role))[0] == 1
    assert run("sync", "--leave", "--yes")[0] == 0
