"""Where the logs of a class come from. A source only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.event import Event


class SharedLearner(NamedTuple):
    """A learner who shares a log: an id, the chosen name or "", and a stamp that changes whenever the log does."""

    id: str
    name: str
    stamp: str


class SharedLog(NamedTuple):
    """A learner's events. `passed_over` tells of lines that are no events, `unreadable` of files that were not read."""

    events: Sequence[Event]
    passed_over: Sequence[str] = ()
    unreadable: Sequence[str] = ()


class ClassSource(Protocol):
    """A folder that is synced, or a server."""

    def learners(self) -> Sequence[SharedLearner]:
        """Return the learners who share. Raises AideMemoireError if the source cannot be reached."""

    def read(self, learner: SharedLearner) -> SharedLog:
        """Return the log of a learner, whole. What cannot be read is told in it."""

    def close(self) -> None:
        """Let go of the source."""
