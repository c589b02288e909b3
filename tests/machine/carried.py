"""Three devices of one learner over a folder that is carried badly, driven by chance.

Two of them are one home and its copy. Files come late, cut short, twice, under other names, or not at all; a sync ends
at any of its writes. When all has arrived, each device has the same log and the same state.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from aide_memoire.core.event import from_line
from aide_memoire.store import log
from aide_memoire.sync import own_logs
from aide_memoire.sync import sync as engine
from computers import Computer

if TYPE_CHECKING:
    from collections.abc import Callable

CARDS = ["d/a", "d/b", "e/c"]
NAMES = ["desk", "copy", "laptop"]
names = st.sampled_from(NAMES)
cards = st.sampled_from(CARDS)
anywhere = st.integers(0, 10_000)
FAR = timedelta(days=365 * 20)


class Killed(BaseException):
    """The device has lost its power."""


class Carried(RuleBasedStateMachine):
    """Whatever happens on the way, nothing is lost and nothing is there twice."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="carried-"))
        desk = Computer(self.folder, "desk")
        desk.answer("d/a")
        desk.sync()
        laptop = Computer(self.folder, "laptop")
        _copy_whole(desk, laptop)
        laptop.sync()
        self.computers = {"desk": desk, "copy": desk.clone(self.folder, "copy"), "laptop": laptop}
        self.ids = {from_line(line).id for line in desk.lines()}

    def teardown(self) -> None:
        """When all has arrived, all is everywhere."""
        try:
            self._arrive()
        finally:
            for computer in self.computers.values():
                computer.close()
            shutil.rmtree(self.folder)

    @rule(name=names, card=cards, number=st.integers(1, 3))
    def answer(self, name: str, card: str, number: int) -> None:
        """Answer a card some times."""
        self._act(name, lambda computer: computer.answer(*[card] * number))

    @rule(name=names, card=cards, kind=st.sampled_from(["suspend", "unsuspend", "bury", "reset"]))
    def mark(self, name: str, card: str, kind: Any) -> None:
        """Do something else with a card."""
        self._act(name, lambda computer: computer.do(kind, card))

    @rule(name=names, card=cards, other=cards)
    def link(self, name: str, card: str, other: str) -> None:
        """Let a card's history go on under another id."""
        if card != other:
            self._act(name, lambda computer: computer.do("link", card, to=other))

    @rule(name=names)
    def undo(self, name: str) -> None:
        """Undo only what was done on that device."""
        self._act(name, Computer.undo)

    @rule(name=names)
    def redo(self, name: str) -> None:
        """Redo it."""
        self._act(name, Computer.redo)

    @rule(name=names, days=st.integers(1, 40))
    def days_pass(self, name: str, days: int) -> None:
        """The clock of one device goes on: months begin."""
        self.computers[name].now += timedelta(days=days)

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
        """Sync with what has arrived."""
        self.computers[name].sync(at_once=at_once)

    @rule(name=names, step=st.integers(1, 8), size=st.just(0) | anywhere)
    def sync_and_die(self, name: str, step: int, size: int) -> None:
        """A sync ends before the given one of its writes; of lines, some bytes are written."""
        computer = self.computers[name]
        with ExitStack() as stack:
            _die_at(stack, step, size)
            try:
                computer.sync()
            except Killed:
                computer.close()
                computer.open()

    @rule(source=names, to=names, which=anywhere, size=anywhere)
    def carry_a_part(self, source: str, to: str, which: int, size: int) -> None:
        """A file arrives, up to some byte; what was there before is replaced, even by less."""
        way, data = self._some_file(source, which)
        if self._may_carry(way, to):
            _put(self.computers[to].where / way, data[: size % (len(data) + 1)])

    @rule(source=names, to=names, which=anywhere, turn=st.integers(1, 3), number=st.integers(1, 3))
    def carry_out_of_order(self, source: str, to: str, which: int, turn: int, number: int) -> None:
        """A file arrives with later lines before earlier ones, and not all, and is read: whole, it is another one."""
        way, data = self._some_file(source, which)
        lines = data.splitlines(keepends=True)
        if self._may_carry(way, to):
            _put(self.computers[to].where / way, b"".join([*lines[-turn:], *lines[:-turn]][:number]))
            self.sync(to, 0)

    @rule(source=names, to=names, which=anywhere, size=anywhere)
    def carry_unfilled(self, source: str, to: str, which: int, size: int) -> None:
        """A file arrives in its full size, but filled only up to some byte, and is read."""
        way, data = self._some_file(source, which)
        if self._may_carry(way, to):
            filled = size % (len(data) + 1)
            _put(self.computers[to].where / way, data[:filled] + bytes(len(data) - filled))
            self.sync(to, 0)

    @rule(source=names, to=names)
    def carry_all(self, source: str, to: str) -> None:
        """All that one device has written arrives."""
        for path in _files(self.computers[source]):
            way = path.relative_to(self.computers[source].where)
            if self.computers[source].workspace.device in way.parts:
                _put(self.computers[to].where / way, path.read_bytes())

    @rule(source=names, to=names, which=anywhere, size=anywhere, kind=st.sampled_from([" 2", ".sync-conflict-1-2-3"]))
    def carry_a_copy(self, source: str, to: str, which: int, size: int, kind: str) -> None:
        """A file arrives under another name, whole or in part."""
        way, data = self._some_file(source, which)
        _put(self.computers[to].where / way.with_stem(way.stem + kind), data[: size % (len(data) + 1)])

    @rule(name=names, which=anywhere)
    def lose(self, name: str, which: int) -> None:
        """A file is lost on one device, perhaps its own."""
        way, _ = self._some_file(name, which)
        (self.computers[name].where / way).unlink(missing_ok=True)

    @rule(name=names, which=anywhere, size=anywhere)
    def cut(self, name: str, which: int, size: int) -> None:
        """A file is cut short on one device, perhaps its own."""
        way, data = self._some_file(name, which)
        path = self.computers[name].where / way
        if path.exists():
            path.write_bytes(data[: size % (len(data) + 1)])

    def _act(self, name: str, act: Callable[[Computer], object]) -> None:
        """Do something on a device, and note what its log has then."""
        computer = self.computers[name]
        act(computer)
        self.ids |= log.event_ids(computer.workspace.db)

    def _some_file(self, name: str, which: int) -> tuple[Path, bytes]:
        computer = self.computers[name]
        files = _files(computer)
        if not files:
            return Path("nothing"), b""
        path = files[which % len(files)]
        return path.relative_to(computer.where), path.read_bytes()

    def _may_carry(self, way: Path, to: str) -> bool:
        """Return whether what carries may write this: it never brings to a device an older version of its own file."""
        return self.computers[to].workspace.device not in way.parts and way.parts != ("nothing",)

    def _arrive(self) -> None:
        latest = max(computer.now for computer in self.computers.values())
        for _ in range(3):
            for computer in self.computers.values():
                computer.sync()
            self._carry_longest()
        for computer in self.computers.values():
            computer.now = latest
            computer.close()
            computer.open()
            computer.sync()
            computer.now = latest + timedelta(hours=1)
            computer.close()
            computer.open()
        desk, *others = self.computers.values()
        assert {from_line(line).id for line in desk.lines()} == self.ids
        for computer in (desk, *others):
            assert computer.is_sound()
            assert computer.state() == desk.state()
            outcome = computer.sync()
            assert (outcome.sent, outcome.received, outcome.trouble) == (0, 0, [])

    def _carry_longest(self) -> None:
        """Bring each file as its writer has it; that of a writer that is no more, as long as it is anywhere."""
        owners = {computer.workspace.device: computer for computer in self.computers.values()}
        found: dict[Path, bytes] = {}
        for computer in self.computers.values():
            for path in _files(computer):
                way, data = path.relative_to(computer.where), path.read_bytes()
                if owners.get(way.parts[2], computer) is computer or not own_logs.is_own_log(way.name):
                    found[way] = max(found.get(way, b""), data, key=len)
        for way, data in found.items():
            for computer in self.computers.values():
                if owners.get(way.parts[2]) is not computer or not own_logs.is_own_log(way.name):
                    _put(computer.where / way, data)


def _die_at(stack: ExitStack, step: int, size: int) -> None:
    """Let a sync end before its `step`th write, counted over all that it writes."""
    left = step

    def dying(act: Callable[..., Any], *, in_part: bool = False) -> Callable[..., Any]:
        def do(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                if in_part:
                    path, data = arguments
                    act(path, data[: size % (len(data) + 1)])
                raise Killed
            return act(*arguments, **named)

        return do

    for module, name in (
        (log, "merge"), (engine, "save_sync_state"), (engine, "send_all_but"), (engine, "save_last_sync")
    ):  # fmt: skip
        stack.enter_context(patch.object(module, name, dying(getattr(module, name))))
    stack.enter_context(patch.object(own_logs, "_write", dying(own_logs._write, in_part=True)))


def _copy_whole(source: Computer, target: Computer) -> None:
    shutil.copytree(source.where, target.where, dirs_exist_ok=True)


def _files(computer: Computer) -> list[Path]:
    """Return the logs that lie in a device's folder."""
    return sorted(path for path in computer.where.rglob("*.jsonl") if path.is_file())


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
