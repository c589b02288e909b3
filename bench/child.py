"""What is measured within one process of ours: `python -m bench.child WHAT …` prints seconds by name as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import cycle
from typing import TYPE_CHECKING

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.core.event import Rating
from aide_memoire.paths import find_paths
from aide_memoire.profiles.backups import back_up
from aide_memoire.reports.statistics import load_statistics
from aide_memoire.study.session import StudySession
from aide_memoire.sync.folder import Folder
from aide_memoire.sync.joining import choose_learner, named
from aide_memoire.sync.sync import sync as synchronize
from aide_memoire.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.workspace import Workspace

_PAGE = bytes(4096)
_UNDONE = 20  # answers, one after another
_LIMIT = 500  # questions on one day: a long day, but one that may be


def workspace(data: str, decks: str) -> Workspace:
    """Return a learner's desk, with a long day ahead."""
    opened = open_workspace(find_paths(data), "default", local_now, random_bits, [decks])
    return opened._replace(settings=opened.settings._replace(reviews_per_day=_LIMIT))


def opened(data: str, decks: str) -> dict[str, float]:
    """Read the decks, as far as they have changed, and come to the first question."""
    began = time.perf_counter()
    assert StudySession(workspace(data, decks)).question
    return {"": time.perf_counter() - began}


def answer(data: str, decks: str, number: str) -> dict[str, float]:
    """Rate so many questions, each saved and the next one found, and take the last ones back.

    Returns the seconds until the middle answer is saved, and what one in a hundred exceeds; what it took before, with
    the verdict, to say where each rating leads; all of it until the next question is found; and the seconds of the
    middle undo, which puts its question again.
    """
    study = _Noting(workspace(data, decks), form="choice")  # no lessons, which are not rated
    ratings = cycle((Rating.GOOD, Rating.EASY, Rating.GOOD, Rating.AGAIN, Rating.GOOD))
    proposed, saved, whole = [], [], []
    for _ in range(int(number)):
        proposed.append(timed(study.proposal))
        began = time.perf_counter()
        study.rate(next(ratings))
        whole.append(proposed[-1] + time.perf_counter() - began)
        saved.append(study.saved_at - began)
    undone = [timed(study.undo) for _ in range(_UNDONE)]
    return {
        "rated and saved, p50": _share(saved, 50),
        "rated and saved, p99": _share(saved, 99),
        "where each rating leads, p50": _share(proposed, 50),
        "with that and the next question, p50": _share(whole, 50),
        "undone, question put again, p50": _share(undone, 50),
    }


class _Noting(StudySession):
    """A study that notes when an answer is on the disk and it moves on."""

    saved_at = 0.0

    def _go_on(self) -> None:
        self.saved_at = time.perf_counter()
        super()._go_on()


def fdatasync(folder: str, number: str) -> dict[str, float]:
    """Put 4 KB on the disk so many times, each time waiting until they are there."""
    descriptor = os.open(os.path.join(folder, "page"), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    keep = getattr(os, "fdatasync", os.fsync)

    def append() -> None:
        os.write(descriptor, _PAGE)
        keep(descriptor)

    times = [timed(append) for _ in range(int(number))]
    return {", p50": _share(times, 50), ", p99": _share(times, 99)}


def stats(data: str, decks: str) -> dict[str, float]:
    """Collect all that the statistics screen shows."""
    learner = workspace(data, decks)
    return {"": timed(lambda: load_statistics(learner))}


def backup(data: str, decks: str) -> dict[str, float]:
    """Back the profile up, checked as always."""
    learner = workspace(data, decks)
    return {"": timed(lambda: back_up(learner.paths, learner.profile, learner.today(), replace=True))}


def sync(folder: str, decks: str, number: str) -> dict[str, float]:
    """Bring a log to an empty device over a new folder, then what is answered on a day. Returns the seconds of each."""
    place = os.path.join(folder, "where")
    os.mkdir(place)
    one, other = (workspace(os.path.join(folder, name), decks) for name in ("data", "other"))
    first = {"first, sent": timed(lambda: _sync(one, place)), "first, received": timed(lambda: _sync(other, place))}
    study = StudySession(one, form="choice")
    for _ in range(int(number)):
        study.rate(Rating.GOOD)
    return {
        **first,
        "daily, sent": timed(lambda: _sync(one, place)),
        "daily, received": timed(lambda: _sync(other, place)),
    }


def _sync(learner: Workspace, place: str) -> None:
    transport = Folder(place)
    synchronize(learner, transport, named(choose_learner(learner.db, transport), "bench", learner.entropy))


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _share(times: list[float], percent: int) -> float:
    return sorted(times)[len(times) * percent // 100]


if __name__ == "__main__":
    commands: dict[str, Callable[..., dict[str, float]]] = {
        "opened": opened,
        "answer": answer,
        "fdatasync": fdatasync,
        "stats": stats,
        "backup": backup,
        "sync": sync,
    }
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
