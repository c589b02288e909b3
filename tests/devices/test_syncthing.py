"""Two devices over two real Syncthing daemons on this machine, in every order of joining."""

import pytest

from computers import Computer
from devices.syncthing import PROGRAM, Daemon, until

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="syncthing is not installed (Debian: apt install syncthing)")


@pytest.fixture
def desk(tmp_path):
    """One device."""
    with Computer(tmp_path, "desk") as one:
        yield one


@pytest.fixture
def laptop(tmp_path):
    """The other one."""
    with Computer(tmp_path, "laptop") as other:
        yield other


@pytest.fixture
def connect(tmp_path, desk, laptop):
    """Start and stop the daemons: `connect()`, `connect.stop()`."""
    daemons = [Daemon(tmp_path / f"home of {each.name}", each.where) for each in (desk, laptop)]

    def start():
        daemons[0].start(daemons[1])
        daemons[1].start(daemons[0])

    def stop():
        for daemon in daemons:
            daemon.stop()

    start.stop = stop
    yield start
    stop()


def has_all_of(one, other):
    """Return whether all that one device has written has arrived at the other, to the last byte."""
    written = [path for path in one.where.rglob("*.json*") if path.is_file() and one.workspace.device in path.parts]
    arrived = [other.where / path.relative_to(one.where) for path in written]
    return bool(written) and all(
        path.is_file() and path.read_bytes() == first.read_bytes() for first, path in zip(written, arrived, strict=True)
    )


def settle(one, other):
    """Sync both, until all is everywhere."""
    for source, target in ((one, other), (other, one)) * 2:
        source.sync()
        until(lambda source=source, target=target: has_all_of(source, target), "all has arrived")
        target.sync()
    assert one.state() == other.state()
    assert one.is_sound()
    assert other.is_sound()


def both_are(one, other, cards):
    """Return whether both have the answers of these cards."""
    found = [sorted(row[0] for row in each.workspace.db.execute("SELECT card FROM event")) for each in (one, other)]
    return found == [sorted(cards)] * 2


@pytest.mark.parametrize("turned", [False, True])
def test_an_empty_device_joins_what_has_arrived(desk, laptop, connect, turned):
    """Either may be the first."""
    first, second = (laptop, desk) if turned else (desk, laptop)
    connect()
    first.answer("d/a", "d/b")
    first.sync()
    until(lambda: has_all_of(first, second), "the first one's log has arrived")
    second.sync()
    assert second.learner.id == first.learner.id
    second.answer("d/c")
    settle(second, first)
    assert both_are(first, second, ["d/a", "d/b", "d/c"])


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("has_past", [False, True])
def test_two_that_began_before_anything_had_arrived(desk, laptop, connect, turned, has_past):
    """Each is a learner of its own then; either joins the other one, with or without a past."""
    first, second = (laptop, desk) if turned else (desk, laptop)
    first.answer("d/a")
    if has_past:
        second.answer("d/b")
    first.sync()
    second.sync()
    assert first.learner.id != second.learner.id
    connect()
    until(lambda: has_all_of(first, second) and has_all_of(second, first), "both logs have arrived")
    assert second.sync(first.learner).former is not None
    settle(first, second)
    assert both_are(first, second, ["d/a", "d/b"] if has_past else ["d/a"])
    assert first.learner.id == second.learner.id


@pytest.mark.parametrize("turned", [False, True])
def test_a_past_is_merged_by_joining(desk, laptop, connect, turned):
    """The second one has learned for weeks before it comes to the folder."""
    first, second = (laptop, desk) if turned else (desk, laptop)
    second.answer("d/b")
    connect()
    first.answer("d/a")
    first.sync()
    until(lambda: has_all_of(first, second), "the first one's log has arrived")
    second.sync(first.learner)
    settle(second, first)
    assert both_are(first, second, ["d/a", "d/b"])


def test_a_week_without_a_connection(desk, laptop, connect):
    """Both go on, undo too, and come to the same when they meet."""
    desk.answer("d/a")
    desk.sync()
    connect()
    until(lambda: has_all_of(desk, laptop), "the log has arrived")
    laptop.sync()
    connect.stop()
    for each, card in ((desk, "d/b"), (laptop, "d/c")):
        each.answer(card, card)
        each.sync()
        each.undo()
        each.sync()
    connect()
    settle(desk, laptop)
    assert len(desk.lines()) == 7
