"""Four devices with long logs over a folder: what the fourth takes for its first sync, a daily one, and an idle one.

Each step is a process of its own: `python -m bench.scale.folder STEP FOLDER EVENTS`.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.core.event import from_line
from aide_memoire.paths import find_paths
from aide_memoire.store import log as store_log
from aide_memoire.store.sync_state import SyncState, save_sync_state
from aide_memoire.sync.folder import Folder
from aide_memoire.sync.joining import choose_learner
from aide_memoire.sync.sync import sync
from aide_memoire.workspace import open_workspace
from bench.measure import fresh_folder, told_by
from bench.scale import logs
from bench.scale.measured import peak, seconds, took

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.workspace import Workspace

OTHERS = 3
A_DAY = 200  # events
_LEARNER = "0123456789abcdef0123456789abcdef"

Told = dict[str, float]


def rows(events: int) -> Iterator[tuple[str, str]]:
    """Measure it with so many events on each device. Yields what was measured, and how it went."""
    with fresh_folder() as folder:

        def step(name: str) -> Told:
            return told_by("-m", "bench.scale.folder", name, folder, str(events))

        step("others")
        fill = step("fill")
        yield f"{events:,} events of its own, merged at once", _times(fill)
        first = step("sync")
        assert (first["sent"], first["received"]) == (events, OTHERS * events), first
        yield f"first sync: {first['sent']:,.0f} sent, {first['received']:,.0f} received", _times(first)
        step("day")
        daily = step("sync")
        assert (daily["sent"], daily["received"]) == (A_DAY, OTHERS * A_DAY), daily
        yield f"sync of a day: {A_DAY} sent, {OTHERS * A_DAY} received", _times(daily)
        yield "sync with nothing to do", _times(step("sync"))
        total = (OTHERS + 1) * events
        yield "on the disk, an event in the folder", f"{_size(os.path.join(folder, 'where')) / total:.0f} bytes"
        yield "on the disk, an event in the progress file", f"{_size(os.path.join(folder, 'data')) / total:.0f} bytes"


def _times(told: Told) -> str:
    return f"{seconds(told['wall'])}, {seconds(told['own'])} of processor, {told['peak']:.0f} MB at most"


def _size(folder: str) -> int:
    return sum(os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk(folder) for name in names)


def others(folder: str, events: int) -> Told:
    """Write the logs of the other devices, as they would have come there."""
    for writer in range(1, OTHERS + 1):
        _make_room(folder, writer)
        for text in logs.log(events, writer):
            _write(folder, writer, text)
    return {}


def _make_room(folder: str, writer: int) -> None:
    os.makedirs(_room(folder, writer))
    for room, what in ((_room(folder), "learner"), (_room(folder, writer), "device")):
        with open(os.path.join(room, f"{what}.json"), "w", encoding="utf-8") as file:
            json.dump({"v": 1, "name": what}, file)


def _write(folder: str, writer: int, text: str) -> None:
    for month, lines in logs.by_month(text).items():
        with open(os.path.join(_room(folder, writer), f"{month}.jsonl"), "a", encoding="utf-8") as file:
            file.write(lines)


def _room(folder: str, writer: int = 0) -> str:
    room = os.path.join(folder, "where", "aide-memoire", _LEARNER)
    return os.path.join(room, f"{writer:032x}") if writer else room


def fill(folder: str, events: int) -> Told:
    """Merge what the fourth device has of its own."""
    db = _device(folder).db
    lines = (from_line(line) for text in logs.log(events, OTHERS + 1) for line in text.splitlines())
    told = took(lambda: store_log.merge(db, lines))
    save_sync_state(db, SyncState(_LEARNER, "bench"))
    return {**told._asdict(), "peak": peak()}


def day(folder: str, events: int) -> Told:
    """Let each device have answered for a day."""
    block = logs.block(min(events, logs.BLOCK))
    for writer in range(1, OTHERS + 1):
        _write(folder, writer, block.day(writer, A_DAY))
    store_log.merge(_device(folder).db, map(from_line, block.day(OTHERS + 1, A_DAY).splitlines()))
    return {}


def sync_once(folder: str, _events: int) -> Told:
    """Sync the fourth device."""
    device, done = _device(folder), []

    def act() -> None:
        transport = Folder(os.path.join(folder, "where"))
        learner = choose_learner(device.db, transport).learner
        assert learner
        done.append(sync(device, transport, learner))

    told = took(act)
    return {**told._asdict(), "peak": peak(), "sent": done[0].sent, "received": done[0].received}


def _device(folder: str) -> Workspace:
    paths = find_paths(os.path.join(folder, "data"))
    os.makedirs(os.path.join(folder, "decks"), exist_ok=True)
    return open_workspace(paths, "default", local_now, random_bits, [os.path.join(folder, "decks")])


if __name__ == "__main__":
    steps = {"others": others, "fill": fill, "day": day, "sync": sync_once}
    print(json.dumps(steps[sys.argv[1]](sys.argv[2], int(sys.argv[3]))))
