"""Carry the log of a profile to and from a place: pull, merge, push."""

from __future__ import annotations

import platform
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.formatting import counted
from aide_memoire.store import log
from aide_memoire.store.held import held_by_device
from aide_memoire.store.outbox import Outbox, send_all_but
from aide_memoire.store.sync_state import (
    LastSync,
    SyncState,
    save_last_sync,
    save_sync_state,
    sync_cursors,
    sync_state,
)
from aide_memoire.sync.results import results_of
from aide_memoire.sync.transport import Device, SyncError, WriterTakenError
from aide_memoire.writer import renew_writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aide_memoire.core.callbacks import OnProgress
    from aide_memoire.core.event import Event
    from aide_memoire.sync.transport import Batch, Learner, Pushed, Transport
    from aide_memoire.workspace import Workspace

_TRIES = 3


class DeviceReport(NamedTuple):
    """What came from a device in this sync, and how many of its events are held, up to which moment."""

    device: Device
    received: int
    held: int
    latest: int
    is_this: bool


class Outcome(NamedTuple):
    """What a sync did. `workspace` goes on with the writer of now; `former` is the learner that this was before."""

    workspace: Workspace
    learner: Learner
    sent: int
    received: int
    devices: Sequence[DeviceReport]
    trouble: Sequence[str]
    former: Learner | None

    @property
    def held(self) -> int:
        """Return the number of events that are held, of all devices."""
        return sum(each.held for each in self.devices)


def sync(
    workspace: Workspace,
    transport: Transport,
    learner: Learner,
    *,
    at_once: int = 0,
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Carry events to and from the room of a learner, to which the profile belongs from now on.

    With `at_once`, no transaction takes more events than that, so that an answer can be saved meanwhile. Raises
    SyncError if the place does not answer, StoreError if the progress cannot be written; nothing is lost by that.
    """
    intake = _Intake(workspace, at_once, on_progress)
    former = _change_learner(intake, transport, learner)
    for _ in range(_TRIES):
        intake.take(transport.pull(learner.id, sync_cursors(workspace.db)))
        try:
            pushed = _push(workspace, transport, learner, intake.seen)
        except WriterTakenError:
            workspace = workspace._replace(device=renew_writer(workspace.paths, workspace.entropy))
        else:
            return _outcome(workspace, transport, learner, intake, pushed, former)
    raise SyncError("another device takes each new id of this one", "try again in a moment")


def take_in(workspace: Workspace, transport: Transport, learner: str) -> None:
    """Merge what is there of a learner, and send nothing. Raises as `sync` does."""
    _Intake(workspace, 0, None).take(transport.pull(learner, {}), keep=False)


def _change_learner(intake: _Intake, transport: Transport, learner: Learner) -> Learner | None:
    """Let the profile belong to this learner at this place. Returns another one that it was here before.

    What other devices have sent for that one is taken along. Where nothing is there of the learner, all begins anew.
    """
    db, there = intake.workspace.db, transport.learners()
    state = sync_state(db)
    former = next((each for each in there if each.id == state.learner != learner.id), None)
    if former is not None:
        intake.take(transport.pull(former.id, {}), keep=False)
    is_there = learner.id in {each.id for each in there}
    if is_there and (state.learner, state.place) == (learner.id, transport.place):
        save_sync_state(db, state._replace(name=learner.name))
    else:
        save_sync_state(db, SyncState(learner.id, learner.name, transport.place))
    intake.seen.clear()
    return former


def _push(workspace: Workspace, transport: Transport, learner: Learner, seen: set[str]) -> Pushed:
    """Send what is not there yet. The first time also what once came from elsewhere and was not `seen` there."""
    db, state = workspace.db, sync_state(workspace.db)
    if state.met != learner.id:
        send_all_but(db, seen)
    device = Device(workspace.device, sanitize_line(platform.node()))
    transport.enter(learner, device)
    sent = state.sent if state.writer == device.id else ""
    pushed = transport.push(learner.id, device.id, Outbox(db), sent, lambda: results_of(db))
    save_sync_state(db, state._replace(met=learner.id, writer=device.id, sent=pushed.sent), pushed.cursors)
    return pushed


class _Intake:
    """Merges batches into the log, and counts what is new of each writer."""

    def __init__(self, workspace: Workspace, at_once: int, on_progress: OnProgress | None) -> None:
        self.workspace = workspace
        self.received: dict[str, int] = {}
        self.trouble: list[str] = []
        self.seen: set[str] = set()
        """The ids of all events that were read."""
        self._at_once, self._on_progress = at_once, on_progress
        self._writer, self._cursors = "", dict[str, str]()

    def take(self, batches: Iterator[Batch], *, keep: bool = True) -> None:
        """Merge what the batches have, and `keep` their cursors once it is in the log."""
        events, db = self._events(batches), self.workspace.db
        while (first := next(events, None)) is not None:
            log.merge(
                db,
                self._piece(first, events),
                self._on_progress,
                now=self.workspace.now(),
                from_sync=True,
                on_new=self._count,
            )
            self._save_cursors(keep=keep)
        self._save_cursors(keep=keep)

    def _piece(self, first: Event, events: Iterator[Event]) -> Iterable[Event]:
        """Return the next events: all, or those that one transaction takes, which are read before it begins."""
        return [first, *islice(events, self._at_once - 1)] if self._at_once else chain([first], events)

    def _events(self, batches: Iterator[Batch]) -> Iterator[Event]:
        for batch in batches:
            self._writer = batch.writer
            for event in batch.events:
                self.seen.add(event.id)
                yield event
            self._note(batch)

    def _note(self, batch: Batch) -> None:
        """Note the cursor of a batch whose events were all taken, and what is wrong with it."""
        if batch.trouble:
            self.trouble.append(f"{batch.source}: {batch.trouble}")
            return
        self._cursors[batch.source] = batch.cursor
        if batch.unreadable:
            verb = "is no event" if batch.unreadable == 1 else "are no events"
            self.trouble.append(f"{batch.source}: {counted(batch.unreadable, 'line')} {verb}: passed over")

    def _count(self, _: Event) -> None:
        self.received[self._writer] = self.received.get(self._writer, 0) + 1

    def _save_cursors(self, *, keep: bool) -> None:
        if keep and self._cursors:
            save_sync_state(self.workspace.db, sync_state(self.workspace.db), self._cursors)
        self._cursors = {}


def _outcome(
    workspace: Workspace,
    transport: Transport,
    learner: Learner,
    intake: _Intake,
    pushed: Pushed,
    former: Learner | None,
) -> Outcome:
    """Tell what was done, also in the progress file."""
    received = sum(intake.received.values())
    devices = _devices(workspace, transport.devices(learner.id), intake.received)
    by_name: dict[str, int] = {}
    for each in devices:
        if each.received:
            by_name[each.device.label] = by_name.get(each.device.label, 0) + each.received
    save_last_sync(workspace.db, LastSync(workspace.now(), pushed.lines, by_name))
    return Outcome(workspace, learner, pushed.lines, received, devices, intake.trouble, former)


def _devices(workspace: Workspace, there: Sequence[Device], received: Mapping[str, int]) -> list[DeviceReport]:
    """Return a report for each device that is there, or whose events came or are held."""
    names = {each.id: each.name for each in there}
    held = held_by_device(workspace.db)
    return [
        DeviceReport(
            Device(each, names.get(each, "")),
            received.get(each, 0),
            *held.get(each, (0, 0)),
            is_this=each == workspace.device,
        )
        for each in dict.fromkeys((*names, *received, *held))
    ]
