"""`sync` in a process of its own, killed at random moments, over a folder and over a server."""

import time
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from aide_memoire.core.event import from_line
from aide_memoire.store import log
from computers import Computer
from hard.worker import Worker
from machine.served import OverServer

KILLS = 12  # of each kind
CARDS = [f"d/{number}" for number in range(30)]


@pytest.fixture(scope="module")
def worker():
    """One warm process for all syncs."""
    one = Worker()
    yield one
    one.close()


@pytest.fixture(params=["folder", "server"])
def devices(request, tmp_path):
    """Two devices of one learner, and where they sync."""
    if request.param == "folder":
        where = tmp_path / "where"
        made, place = [Computer(tmp_path, name, where) for name in ("desk", "laptop")], str(where)
    else:
        server = request.getfixturevalue("cluster")
        place = server.url(request.getfixturevalue("role"))
        made = [OverServer(tmp_path, name, place) for name in ("desk", "laptop")]
    for device in made:
        device.now = datetime.now(UTC) - timedelta(days=1)  # the program itself goes by this machine's clock
    yield made, place
    for device in made:
        device.close()


def sync(worker, device, place, kill_after=None):
    """Sync a device as a command, perhaps not to its end. Returns the seconds that it took."""
    device.close()
    begun = time.monotonic()
    arguments = ("sync", place, "--data-dir", str(device.data), "--decks", str(device.data.parent.parent / "decks"))
    worker.do(device.data.parent, "command", arguments, "", kill_after=kill_after)
    took = time.monotonic() - begun
    device.open()
    return took


def test_killed_at_any_moment_it_loses_nothing(devices, worker, request):
    """Whatever was answered stays where it was, and comes once to the other device when a sync ends."""
    (desk, laptop), place = devices
    desk.answer(*CARDS)
    length = sync(worker, desk, place)
    sync(worker, laptop, place)
    rng, ids = Random(request.node.name), log.event_ids(desk.workspace.db)
    for _ in range(KILLS):
        device = rng.choice((desk, laptop))
        device.answer(*CARDS)
        before = log.event_ids(device.workspace.db)
        sync(worker, device, place, rng.uniform(0, length))
        assert before <= log.event_ids(device.workspace.db)
        assert device.is_sound()
        ids |= before
    for device in (desk, laptop, desk):
        device.now += timedelta(hours=1)
        device.sync()
    assert desk.state() == laptop.state()
    assert [from_line(line).id for line in desk.lines()] == sorted(ids)
    assert sorted(there(request, desk)) == sorted(ids)


def there(request, device):
    """Return the id of each event that lies at the place, as often as it lies there."""
    if isinstance(device, OverServer):
        with request.getfixturevalue("cluster").connect("owner") as owner:
            sql = "SELECT id FROM aide_memoire.event WHERE learner = %s"
            return [row[0] for row in owner.execute(sql, (device.learner.id,))]
    lines = [line for path in device.room.rglob("*.jsonl") for line in path.read_text().splitlines()]
    return [from_line(line).id for line in lines if is_whole(line)]


def is_whole(line):
    try:
        from_line(line)
    except ValueError:
        return False
    return True
