"""Read a class for its teacher. What was worked out of a log is kept on this machine until the log changes."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import read_regular_file, replace_file
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.reports.class_report import ClassLearner, ClassReport, make_class_report
from aide_memoire.reports.learner_work import FORMAT, from_text, to_text, work_of
from aide_memoire.store.schema import VERSION
from aide_memoire.sync.places import is_url
from aide_memoire.transfer.class_folder import ClassFolder
from aide_memoire.transfer.class_server import ClassServer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.reports.learner_work import LearnerWork
    from aide_memoire.transfer.class_source import ClassSource, SharedLearner
    from aide_memoire.workspace import Workspace

_LARGEST = 256 * 2**20  # bytes of what is kept of one learner


class ClassView(NamedTuple):
    """The learners who could be read, what is to be said of their logs, and of those that could not be read."""

    learners: Sequence[ClassLearner]
    remarks: Sequence[str]
    problems: Sequence[str]


def open_source(where: str) -> ClassSource:
    """Return the source at a place. Raises AideMemoireError if there is none."""
    return ClassServer(where) if is_url(where) else ClassFolder(where)


def read_class(workspace: Workspace, where: str, on_progress: OnProgress) -> ClassView:
    """Read the logs of all learners at a place. Reports learners to `on_progress`."""
    with closing(open_source(where)) as source:
        return _read_from(source, workspace, where, on_progress)


def _read_from(source: ClassSource, workspace: Workspace, where: str, on_progress: OnProgress) -> ClassView:
    found, kept = source.learners(), _Kept(workspace.paths.cache, where)
    learners: list[ClassLearner] = []
    remarks: list[str] = []
    problems: list[str] = []
    for done, each in enumerate(found):
        on_progress(done, len(found))
        name = each.name or sanitize_line(each.id)[:8]
        if not each.name and each.stamp:
            remarks.append(f"{name}: no name can be read there, so this is the beginning of the learner's id")
        work = kept.work(each)
        if work is None:
            log = source.read(each)
            remarks += [f"{name}: {remark}" for remark in log.passed_over]
            problems += [f"{name}: {problem}" for problem in log.unreadable]
            work = work_of(log.events, workspace.now())
            if not (log.passed_over or log.unreadable or work.held):  # these are told each time
                kept.keep(each, work)
        learners.append(ClassLearner(sanitize_line(each.id), name, work))
    kept.forget_all_but(found)
    return ClassView(learners, remarks, problems)


def report_class(workspace: Workspace, view: ClassView, decks: Collection[str] = ()) -> ClassReport:
    """Return the report of today, of all decks or of `decks`."""
    report = make_class_report(workspace.db, view.learners, workspace.today(), decks)
    return report._replace(remarks=(*report.remarks, *view.remarks))


class _Kept:
    """What was worked out before, in a folder of this machine's cache: a file for each learner of a place.

    It goes with the stamp of the log. Whoever leaves the class leaves it, too.
    """

    def __init__(self, cache: str, where: str) -> None:
        place = hashlib.sha256(os.path.abspath(where).encode(errors="surrogateescape")).hexdigest()[:16]
        self._folder = os.path.join(cache, f"class-{place}")

    def work(self, learner: SharedLearner) -> LearnerWork | None:
        try:
            stamp, _, text = read_regular_file(self._path(learner), _LARGEST).decode().partition("\n")
            return from_text(text) if stamp == _stamp(learner) else None
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def keep(self, learner: SharedLearner, work: LearnerWork) -> None:
        with suppress(OSError):  # the next view works it out again
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            replace_file(self._path(learner), f"{_stamp(learner)}\n{to_text(work)}".encode())

    def forget_all_but(self, learners: Sequence[SharedLearner]) -> None:
        names = {os.path.basename(self._path(each)) for each in learners}
        with suppress(OSError):
            for name in os.listdir(self._folder):
                if name not in names:
                    os.unlink(os.path.join(self._folder, name))

    def _path(self, learner: SharedLearner) -> str:
        return os.path.join(self._folder, hashlib.sha256(learner.id.encode(errors="surrogateescape")).hexdigest()[:32])


def _stamp(learner: SharedLearner) -> str:
    text = f"{FORMAT} {VERSION}\n{learner.stamp}"
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()
