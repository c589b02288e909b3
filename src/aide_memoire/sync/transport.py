"""What carries events from device to device: the interface of a folder, or of a server.

A transport has a room for each learner, in which each writer adds lines and changes none. It keeps nothing in mind from
one sync to the next: how far it was read and what it was sent are texts of its own, which the engine keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from aide_memoire.core.errors import AideMemoireError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aide_memoire.core.event import Event
    from aide_memoire.store.outbox import Outbox


class SyncError(AideMemoireError):
    """The place cannot be reached, read or written now. Nothing is lost by that."""


class WriterTakenError(SyncError):
    """Events stand there under the id of this writer that it has not sent: it must take another id."""


class Learner(NamedTuple):
    """A learner, by a random id and the name that they chose."""

    id: str
    name: str

    @property
    def label(self) -> str:
        """Return the name, or the beginning of the id where the name has not arrived yet."""
        return self.name or self.id[:8]


class Device(NamedTuple):
    """A writer, and the name of its machine."""

    id: str
    name: str

    @property
    def label(self) -> str:
        """Return the name, or the beginning of the id where there is none."""
        return self.name or self.id[:8]


class Batch(NamedTuple):
    """Some events of a writer that are new since the cursor of their `source`, and the cursor after them.

    `unreadable` is the number of lines that are no event and were not told before; `trouble` says why no more can be
    read of this source.
    """

    writer: str
    source: str
    events: Sequence[Event]
    cursor: str
    unreadable: int = 0
    trouble: str = ""


class Result(NamedTuple):
    """What a learner did in a deck on a day, for whoever teaches it.

    `answered` counts questions by their first answer of the day, `reviews` those that came back after a day or more,
    `right` those of them that were recalled. `known` counts the solid questions of the deck, on its last day alone.
    """

    deck: str
    day: str
    answered: int
    reviews: int
    right: int
    known: int | None


class Pushed(NamedTuple):
    """The number of lines that were added, and what to pass as `sent` next time.

    With `cursors`, the writer's own sources need not be read again.
    """

    lines: int
    sent: str
    cursors: Mapping[str, str]


class Transport(Protocol):
    """A place where learners' logs lie. Every method raises SyncError if the place does not answer."""

    @property
    def place(self) -> str:
        """Return what the learner gave, in full and without any password: it is kept and shown."""

    @property
    def user(self) -> str:
        """Return as whom the place knows this device's owner, or "" where it knows nobody by name."""

    def learners(self) -> Sequence[Learner]:
        """Return the learners that are there, in the order of their names."""

    def devices(self, learner: str) -> Sequence[Device]:
        """Return the writers of a learner that are there."""

    def enter(self, learner: Learner, device: Device) -> None:
        """Make whatever is missing there for this learner and this device."""

    def pull(self, learner: str, cursors: Mapping[str, str]) -> Iterator[Batch]:
        """Yield what all writers of a learner have beyond the cursors of their sources ("": nothing was read)."""

    def push(
        self, learner: str, writer: str, outbox: Outbox, sent: str, results: Callable[[], Sequence[Result]]
    ) -> Pushed:
        """Add the lines of the outbox that are not there yet; `sent` is what the last push returned, or "".

        Where somebody asks for them, the `results` go along, together with the lines or not at all.
        Raises WriterTakenError, having added nothing, if the writer's lines there are not all of this outbox.
        """

    def leave(self, learner: str) -> Sequence[str]:
        """Take away all that is there of a learner. Returns what had to stay, as it is not of this program."""

    def close(self) -> None:
        """Let go of the place."""
