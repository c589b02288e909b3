"""The logs of a class on a PostgreSQL server, as its teacher may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.formatting import counted
from aide_memoire.sync.places import open_server
from aide_memoire.transfer.class_source import SharedLearner, SharedLog

if TYPE_CHECKING:
    from aide_memoire.core.event import Event


class ClassServer:
    """A server that learners sync to. Who is read is the server's decision."""

    def __init__(self, url: str) -> None:
        """Raises SyncError if the server does not answer."""
        self._server = open_server(url)

    def learners(self) -> list[SharedLearner]:
        """Return the learners whom this user may read."""
        return [SharedLearner(each.learner.id, each.learner.name, each.stamp) for each in self._server.readable()]

    def read(self, learner: SharedLearner) -> SharedLog:
        """Return the log of a learner, whole."""
        events: list[Event] = []
        unreadable = 0
        for batch in self._server.pull(learner.id, {}):
            events += batch.events
            unreadable += batch.unreadable
        verb = "is no event" if unreadable == 1 else "are no events"
        return SharedLog(events, (f"{counted(unreadable, 'row')} {verb}: passed over",) if unreadable else ())

    def close(self) -> None:
        """Close the connection."""
        self._server.close()
