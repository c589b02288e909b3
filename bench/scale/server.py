"""A class of many learners on a PostgreSQL server of its own: many syncs at once, that of a day, the teacher's view."""

from __future__ import annotations

import multiprocessing
import os
import re
import tempfile
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import from_line
from aide_memoire.core.study_day import iso_day
from aide_memoire.paths import find_paths
from aide_memoire.store import log as store_log
from aide_memoire.sync.joining import choose_learner
from aide_memoire.sync.postgres import Server, set_up
from aide_memoire.sync.sync import sync
from aide_memoire.transfer.class_view import read_class
from aide_memoire.workspace import open_workspace
from bench.measure import fresh_folder
from bench.scale import logs
from bench.scale.folder import A_DAY
from bench.scale.measured import Took, seconds, took, used_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.workspace import Workspace
    from devices.cluster import Cluster

_FEW = 10  # learners
_TEACHER = "teacher"
_MESSAGE = re.compile(r"^[^\t\n]+\t([FB])\t(\d+)\t(\w+)", re.MULTILINE)  # as libpq writes down what goes and comes

Told = tuple[str, str]


class Done(NamedTuple):
    """What one sync took, what went to the server and came from there in bytes, and how many statements that were."""

    took: Took
    sent: int
    received: int
    statements: int


class School:
    """A server with learners who have each answered so often."""

    def __init__(self, cluster: Cluster, each: int) -> None:
        self.cluster = cluster
        self._lines = logs.block(each).of(1, 0).splitlines()
        self.learners: list[str] = []
        set_up(cluster.url("owner"))

    def fill_up_to(self, number: int) -> None:
        """Let there be so many learners, each with a log and a result for each deck and day."""
        new = [f"learner_{place:06}" for place in range(len(self.learners), number)]
        events = [from_line(line) for line in self._lines]
        days = sorted({(event.card.partition("/")[0], iso_day(event.day)) for event in events})
        with self.cluster.connect("owner") as owner, owner.transaction():
            if not self.learners:
                owner.execute(f"CREATE ROLE {_TEACHER} LOGIN IN ROLE aide_memoire_teacher")
            for name in new:
                owner.execute(f"CREATE ROLE {name} LOGIN IN ROLE aide_memoire_learner")
            self._copy(owner, "learner (id, name, role)", ((name, name, name) for name in new))
            self._copy(owner, "pupil (teacher, learner)", ((_TEACHER, name) for name in new))
            self._copy(owner, "writer (learner, id, name)", ((name, "desk", "desk") for name in new))
            rows = ((name, "desk", n, event.id, line) for name in new
                    for n, (event, line) in enumerate(zip(events, self._lines, strict=True), 1))  # fmt: skip
            self._copy(owner, "event (learner, writer, seq, id, line)", rows)
            results = ((name, *day, 1, 0, 0) for name in new for day in days)
            self._copy(owner, 'result (learner, deck, day, answered, reviews, "right")', results)
        with self.cluster.connect("owner") as owner:
            owner.execute("VACUUM ANALYZE")
        self.learners += new

    @staticmethod
    def _copy(owner: Any, table: str, rows: Iterator[tuple[object, ...]]) -> None:
        with owner.cursor().copy(f"COPY aide_memoire.{table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def size(self) -> tuple[int, int]:
        """Return the bytes of the events and of all their indexes."""
        with self.cluster.connect("owner") as owner:
            sql = "SELECT pg_table_size(t), pg_indexes_size(t) FROM (SELECT 'aide_memoire.event'::regclass AS t) x"
            row = owner.execute(sql).fetchone()
        assert row
        return row[0], row[1]

    def used(self) -> float:
        """Return the seconds of processor time that the server has used."""
        return used_by(self.cluster.process)


def rows(learners: int, each: int, at_once: int) -> Iterator[Told]:
    """Measure it. Yields what was measured, and how it went."""
    from devices.cluster import Cluster  # noqa: PLC0415  tests/ is put on the path by __main__

    with Cluster() as cluster, fresh_folder() as folder:
        school = School(cluster, each)
        for number in (_FEW, learners):
            school.fill_up_to(number)
            yield from _one(school, os.path.join(folder, str(number)), school.learners[number - 1])
        table, indexes = school.size()
        events = learners * each
        yield "on the disk, an event", f"{table / events:.0f} bytes, and {indexes / events:.0f} of index"
        yield from _many(school, folder, at_once)
        yield from _class(school, os.path.join(folder, "teacher"))


def _one(school: School, folder: str, learner: str) -> Iterator[Told]:
    """Let one learner sync on an empty device, after a day of answers, and again."""
    device, beside = _device(folder), f"beside {len(school.learners):,} learners"
    yield f"first sync of one, {beside}", _told(_sync(school, device, learner))
    _answer(device)
    yield f"sync of a day: {A_DAY} sent, {beside}", _told(_sync(school, device, learner))
    yield f"sync with nothing to do, {beside}", _told(_sync(school, device, learner))


def _told(done: Done) -> str:
    return (
        f"{seconds(done.took.wall)}; {seconds(done.took.own)} of processor here, {seconds(done.took.server)} there;"
        f" {done.sent / 1000:.1f} kB sent, {done.received / 1000:.1f} kB received, {done.statements} statements"
    )


def _sync(school: School, device: Workspace, learner: str) -> Done:
    """Sync once, with libpq writing down each message."""
    with tempfile.TemporaryFile("w+") as trace:
        told = took(lambda: _sync_once(school.cluster.url(learner), device, trace.fileno()), school.used)
        trace.seek(0)
        messages = _MESSAGE.findall(trace.read())
    sent, received = (sum(int(size) + 1 for towards, size, _ in messages if towards == way) for way in "FB")
    return Done(told, sent, received, sum(kind in ("Query", "Execute") for _, _, kind in messages))


def _sync_once(url: str, device: Workspace, trace: int = -1) -> None:
    with closing(Server(url)) as server:
        if trace >= 0:
            server._connection.pgconn.trace(trace)
        learner = choose_learner(device.db, server).learner
        assert learner
        sync(device, server, learner)
        if trace >= 0:
            server._connection.pgconn.untrace()


def _many(school: School, folder: str, number: int) -> Iterator[Told]:
    """Let many learners sync at one moment, each in a process: on empty devices, and after a day."""
    learners = school.learners[:number]
    context = multiprocessing.get_context("fork")
    for what in ("first syncs", "syncs of a day"):
        barrier, results = context.Barrier(number), context.SimpleQueue()
        tasks = [(school.cluster.url(each), f"{folder}/many-{each}", what, barrier, results) for each in learners]
        work = [context.Process(target=_one_of_many, args=task) for task in tasks]
        before = school.used()
        for each in work:
            each.start()
        found = [results.get() for _ in work]
        for each in work:
            each.join()
        times = sorted(wall for wall, _, _ in found)
        mistakes = [trouble for _, _, trouble in found if trouble]
        yield (
            f"{number} {what} at one moment",
            f"half of them within {seconds(times[len(times) // 2])}, 99 of 100 within"
            f" {seconds(times[len(times) * 99 // 100])}, {len(mistakes)} failed{': ' * bool(mistakes)}"
            f"{'; '.join(sorted(set(mistakes)))}; of processor {seconds(sum(own for _, own, _ in found))} here,"
            f" {seconds(school.used() - before)} there",
        )


def _one_of_many(url: str, folder: str, what: str, barrier: Any, results: Any) -> None:
    trouble, told = "", Took(0, 0)
    try:
        device = _device(folder)
        if what == "syncs of a day":
            _answer(device)
        barrier.wait()
        told = took(lambda: _sync_once(url, device))
    except AideMemoireError as error:
        trouble = error.message
    results.put((told.wall, told.own, trouble))


def _class(school: School, folder: str) -> Iterator[Told]:
    """Let the teacher look at all, and look again, and once more after one of them has answered."""
    teacher, url = _device(folder), school.cluster.url(_TEACHER)
    device = _device(os.path.join(folder, "of-one"))

    def view() -> None:
        seen = read_class(teacher, url, lambda done, total: None)
        assert (len(seen.learners), len(seen.problems)) == (len(school.learners), 0)

    yield "class: the first view of all", _view(took(view, school.used))
    yield "class: again", _view(took(view, school.used))
    _sync(school, device, school.learners[-1])
    _answer(device, 1)
    _sync(school, device, school.learners[-1])
    yield "class: again, when one has answered", _view(took(view, school.used))


def _view(told: Took) -> str:
    return f"{seconds(told.wall)}; {seconds(told.own)} of processor here, {seconds(told.server)} there"


def _answer(device: Workspace, events: int = A_DAY) -> None:
    """Let a learner have answered for a day."""
    lines: Sequence[str] = logs.block(1000).day(9, A_DAY).splitlines()
    store_log.merge(device.db, map(from_line, islice(lines, events)))


def _device(folder: str) -> Workspace:
    os.makedirs(os.path.join(folder, "decks"), exist_ok=True)
    paths = find_paths(os.path.join(folder, "data"))
    return open_workspace(paths, "default", local_now, random_bits, [os.path.join(folder, "decks")])
