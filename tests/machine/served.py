"""Three devices of one learner over a PostgreSQL server, driven by chance.

Two of them are one home and its copy. The server goes away and comes back, transactions are slow, and a sync ends at
any of its steps, with its transaction or without. When all has arrived, each device has the same log and state.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from aide_memoire.core.event import from_line
from aide_memoire.store import log
from aide_memoire.sync import postgres
from aide_memoire.sync import sync as engine
from aide_memoire.sync.transport import SyncError
from computers import Computer

if TYPE_CHECKING:
    from aide_memoire.sync.transport import Transport
    from devices.cluster import Cluster

CARDS = ["d/a", "d/b", "e/c"]
NAMES = ["desk", "copy", "laptop"]
names = st.sampled_from(NAMES)
cards = st.sampled_from(CARDS)
FAR = timedelta(days=365 * 20)
STEPS = [
    (log, "merge"),
    (postgres.Server, "enter"),
    (postgres.Server, "_add"),
    (postgres, "save_results"),
    (engine, "save_sync_state"),
    (engine, "save_last_sync"),
]
"""What a sync does that can be its last, in a transaction of the server or between two of them."""


class Killed(BaseException):
    """The device has lost its power."""


class OverServer(Computer):
    """A computer that syncs with a server."""

    url = ""

    def __init__(self, folder: Path, name: str, url: str) -> None:
        self.url = url
        super().__init__(folder, name)

    def transport(self) -> Transport:
        """Connect, without any patience."""
        return postgres.Server(self.url, sleep=lambda _: None)


class Served(RuleBasedStateMachine):
    """Whatever happens, nothing is lost and nothing is there twice."""

    cluster: ClassVar[Cluster]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="served-"))
        self.is_up = True
        self.slow: list[Any] = []
        role = self.cluster.new_role("aide_memoire_learner")
        url = self.cluster.url(role)
        desk = OverServer(self.folder, f"desk-{role}", url)
        desk.answer("d/a")
        desk.sync()
        laptop = OverServer(self.folder, f"laptop-{role}", url)
        laptop.sync()
        desk.close()
        shutil.copytree(desk.data, self.folder / f"copy-{role}" / "data")
        desk.open()
        copy = OverServer(self.folder, f"copy-{role}", url)
        self.role, self.computers = role, {"desk": desk, "copy": copy, "laptop": laptop}
        self.ids = {from_line(line).id for line in desk.lines()}

    def teardown(self) -> None:
        """When all has arrived, all is everywhere."""
        try:
            self._arrive()
        finally:
            for computer in self.computers.values():
                computer.close()
            self._start()
            shutil.rmtree(self.folder)

    @rule(name=names, card=cards, number=st.integers(1, 3))
    def answer(self, name: str, card: str, number: int) -> None:
        """Answer a card some times."""
        self._note(name, lambda computer: computer.answer(*[card] * number))

    @rule(name=names, card=cards, kind=st.sampled_from(["suspend", "unsuspend", "bury", "reset"]))
    def mark(self, name: str, card: str, kind: Any) -> None:
        """Do something else with a card."""
        self._note(name, lambda computer: computer.do(kind, card))

    @rule(name=names)
    def undo(self, name: str) -> None:
        """Undo only what was done on that device."""
        self._note(name, Computer.undo)

    @rule(name=names)
    def redo(self, name: str) -> None:
        """Redo it."""
        self._note(name, Computer.redo)

    @rule(name=names, card=cards)
    def answer_by_a_wrong_clock(self, name: str, card: str) -> None:
        """For one answer the clock is twenty years ahead."""
        computer = self.computers[name]
        computer.now += FAR
        self.answer(name, card, 1)
        computer.now -= FAR
        computer.close()
        computer.open()

    @rule(name=names, at_once=st.sampled_from([0, 1, 3]))
    def sync(self, name: str, at_once: int) -> None:
        """Sync, if the server is there; else it says so, and nothing has changed."""
        computer = self.computers[name]
        if self.is_up:
            computer.sync(at_once=at_once)
            return
        before = computer.lines()
        with suppress(SyncError):
            computer.sync()
            raise AssertionError("the server is down")
        assert computer.lines() == before

    @rule(name=names, step=st.integers(1, 8), server_goes=st.booleans())
    def sync_and_die(self, name: str, step: int, *, server_goes: bool) -> None:
        """A sync ends before or after one of its steps, by the device or by the server."""
        if not self.is_up:
            return
        computer = self.computers[name]
        with self._dying(step, server_goes=server_goes), suppress(Killed, SyncError):
            computer.sync()
        computer.close()
        computer.open()
        self._start()

    @rule(name=names, card=cards)
    def begin_a_slow_push(self, name: str, card: str) -> None:
        """Another device's transaction stays open: its rows are not there yet, while newer ones of others are."""
        computer = self.computers[name]
        if not self.is_up or len(self.slow) >= 2 or not computer.learner.id:
            return
        line = computer.lines()[-1]
        connection = self.cluster.connect(self.role)
        connection.autocommit = False
        writer = f"slow{len(self.ids)}x{len(self.slow)}"
        connection.execute(
            "INSERT INTO aide_memoire.event VALUES (%s, %s, 1, 'x', %s) ON CONFLICT DO NOTHING",
            (computer.learner.id, writer, line),
        )
        self.slow.append(connection)

    @rule()
    def end_a_slow_push(self) -> None:
        """It ends."""
        if self.slow:
            self._end_slow()

    @rule()
    def server_goes(self) -> None:
        """The server goes away; what was open is lost."""
        self._end_slow()
        if self.is_up:
            self.cluster.stop()
            self.is_up = False

    @rule()
    def server_comes(self) -> None:
        """The server is back."""
        self._start()

    def _start(self) -> None:
        if not self.is_up:
            self.cluster.start()
            self.is_up = True

    def _end_slow(self) -> None:
        for connection in self.slow:
            with suppress(Exception):
                connection.commit()
            connection.close()
        self.slow = []

    def _note(self, name: str, act: Any) -> None:
        computer = self.computers[name]
        act(computer)
        self.ids |= log.event_ids(computer.workspace.db)

    def _dying(self, step: int, *, server_goes: bool) -> Any:
        """Let a sync end at its `step`th step."""
        left = step
        stack = patch.multiple(postgres, _SOME=2)

        def dying(act: Any) -> Any:
            def do(*arguments: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if left == 0:
                    if server_goes and self.is_up:
                        self._end_slow()
                        self.cluster.stop()
                        self.is_up = False
                    else:
                        raise Killed
                return act(*arguments, **named)

            return do

        for owner, name in STEPS:
            stack.additional_patchers.append(patch.object(owner, name, dying(getattr(owner, name))))
        return stack

    def _arrive(self) -> None:
        self._start()
        self._end_slow()
        latest = max(computer.now for computer in self.computers.values())
        for _ in range(3):
            for computer in self.computers.values():
                computer.sync()
        for computer in self.computers.values():
            computer.now = latest + timedelta(hours=1)
            computer.close()
            computer.open()
            computer.sync()
        desk, *others = self.computers.values()
        assert {from_line(line).id for line in desk.lines()} == self.ids
        for computer in (desk, *others):
            outcome = computer.sync()
            assert (outcome.sent, outcome.received, outcome.trouble) == (0, 0, [])
        for computer in (desk, *others):
            assert computer.is_sound()
            assert computer.state() == desk.state()
