"""Computers of one learner, each with a progress file, a clock and its own copy of a folder that is carried."""

from __future__ import annotations

import shutil
import zlib
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Self

from aide_memoire.core.event import EventDraft
from aide_memoire.paths import find_paths
from aide_memoire.store import inspect, log
from aide_memoire.store.schema import PROJECTION_TABLES
from aide_memoire.store.sync_state import sync_state
from aide_memoire.sync.folder import Folder
from aide_memoire.sync.joining import begin_new, choose_learner, named
from aide_memoire.sync.sync import sync
from aide_memoire.sync.transport import Learner
from aide_memoire.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from aide_memoire.core.event import EventKind
    from aide_memoire.sync.sync import Outcome
    from aide_memoire.sync.transport import Transport

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
REVIEW = {
    "rating": "good", "form": "flip", "was": "new", "state": "review", "interval": 8 * 86_400, "due": "2026-12-04",
    "desired_retention": 0.9, "took": 1000,
}  # fmt: skip


class Computer:
    """One computer. Its clock moves on with everything that is done."""

    def __init__(self, folder: Path, name: str, where: Path | None = None) -> None:
        self.name, self.data, self.where = name, folder / name / "data", where or folder / name / "where"
        self.where.mkdir(parents=True, exist_ok=True)
        self.now = NOON
        self._decks = folder / "decks"
        self._decks.mkdir(exist_ok=True)
        self._entropy = count((zlib.crc32(name.encode()) + 1) << 40).__next__
        self.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> None:
        """Start the program."""
        paths = find_paths(str(self.data))
        self.workspace = open_workspace(paths, "default", self._clock, self._entropy, [str(self._decks)])

    def close(self) -> None:
        """Leave the program."""
        self.workspace.close()

    def clone(self, folder: Path, name: str) -> Computer:
        """Copy the home of this computer to another one."""
        self.close()
        shutil.copytree(self.data, folder / name / "data")
        self.open()
        return Computer(folder, name)

    def _clock(self) -> datetime:
        self.now += timedelta(seconds=10)
        return self.now

    def do(self, kind: EventKind, card: str, **data: Any) -> None:
        """Append one action."""
        workspace = self.workspace
        log.append(workspace.db, [EventDraft(kind, card, data)], workspace.stamp(), workspace.entropy)

    def answer(self, *cards: str) -> None:
        """Answer cards, one after the other."""
        for card in cards:
            self.do("review", card, **REVIEW)

    def undo(self) -> log.Undone | None:
        return log.undo(self.workspace.db, self.workspace.stamp(), self.workspace.entropy)

    def redo(self) -> log.Undone | None:
        return log.redo(self.workspace.db, self.workspace.stamp(), self.workspace.entropy)

    def sync(self, learner: Learner | None = None, *, new: bool = False, at_once: int = 0) -> Outcome:
        """Sync with the computer's copy of the folder, as the learner that it is."""
        with closing(self.transport()) as transport:
            if learner is None:
                choice = (begin_new if new else choose_learner)(self.workspace.db, transport)
                if choice.learner is None and not new:  # `--join`
                    choice = choice._replace(learner=choice.there[0])
                learner = named(choice, self.name, self.workspace.entropy)
            outcome = sync(self.workspace, transport, learner, at_once=at_once)
        self.workspace = outcome.workspace
        return outcome

    def transport(self) -> Transport:
        """Open the place that this computer syncs with."""
        return Folder(str(self.where))

    @property
    def learner(self) -> Learner:
        state = sync_state(self.workspace.db)
        return Learner(state.learner, state.name)

    @property
    def room(self) -> Path:
        """Return the learner's folder."""
        return self.where / "aide-memoire" / self.learner.id

    @property
    def own_logs(self) -> list[Path]:
        return sorted((self.room / self.workspace.device).glob("*.jsonl"))

    def lines(self) -> list[str]:
        return list(log.lines(self.workspace.db))

    def state(self) -> tuple[object, ...]:
        """Return the log, and all that follows from it."""
        tables = [self.workspace.db.execute(f"SELECT * FROM {table}").fetchall() for table in PROJECTION_TABLES]
        return self.lines(), tables

    def is_sound(self) -> bool:
        """Return whether all that follows from the log is what a replay makes of it."""
        return not inspect.differing_projections(self.workspace.db, now=self.workspace.now())


def carry(*computers: Computer) -> None:
    """Bring what each computer has written to all others, as a program does that has time enough."""
    for source in computers:
        for path in sorted(source.where.rglob("*")):
            way = path.relative_to(source.where)
            for target in computers:
                there = target.where / way
                is_theirs = target.workspace.device in way.parts
                if (
                    path.is_file()
                    and not is_theirs
                    and (not there.exists() or len(there.read_bytes()) < path.stat().st_size)
                ):
                    there.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, there)
