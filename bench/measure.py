"""Child processes in turn, so that a machine's moods fall on all alike; and the median of each."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FEWEST_ROUNDS = 9
FEWEST_QUICK_ROUNDS = 3
_PATIENCE = 60.0
_ATTEMPTS = 3
_ENOUGH = 1 << 20
_PULSE = 2_000_000
_STILL = 0.15  # seconds without output, after which a picture is whole; a cursor blinks more slowly
_KB_A_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # of what the system calls maxrss
_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# A process's peak counts from the program that started it: so something small has to.
_SMALL = (
    "import os, sys; pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,"
    " file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]);"
    " print(os.wait4(pid, 0)[2].ru_maxrss)"
)


class Series(NamedTuple):
    """One thing that was measured, round by round."""

    name: str
    values: list[float]
    unit: str = "ms"

    @property
    def median(self) -> float:
        """Return the middle one."""
        return statistics.median(self.values)


class Row(NamedTuple):
    """A promise: `own` is at least `least` and at most `most` times `base`; without a base, those are its own unit.

    `why` explains a miss, and `profiled` are the arguments of a child whose profile shows it, with a copy of the data
    folder `over`, or without any progress.
    """

    what: str
    own: Series
    base: Series | None
    most: float
    least: float = 0.0
    why: str = ""
    profiled: tuple[str, ...] = ()
    over: str = ""

    @property
    def reached(self) -> float:
        """Return the ratio of the medians, or the median itself."""
        return self.own.median / self.base.median if self.base else self.own.median

    @property
    def at_best(self) -> float:
        """Return the ratio of the least figures, which other work on the machine changes little."""
        return min(self.own.values) / min(self.base.values) if self.base else min(self.own.values)

    @property
    def met(self) -> bool:
        """Return whether the promise is kept."""
        return self.least <= self.reached <= self.most


class Theme(NamedTuple):
    """What belongs together: its rows, and all that was measured for them.

    With `columns`, series whose names begin with one of them and a colon stand side by side. `failed` is why nothing
    was measured.
    """

    title: str
    rows: Sequence[Row] = ()
    series: Sequence[Series] = ()
    columns: Sequence[str] = ()
    failed: str = ""


def in_turn(
    things: Mapping[str, Callable[[], float | Mapping[str, float]]], rounds: int, unit: str = "ms"
) -> dict[str, Series]:
    """Measure all in each round, beginning with another one each time; one round before warms up.

    Each gives its seconds (or MB), or several by name. The warming up also writes the .pyc files, without which
    nobody starts anything.
    """
    series: dict[str, Series] = {}
    names = list(things)
    for number in range(-1, rounds):
        _pulses.append(_pulse())
        for place in range(len(names)):
            name = names[(place + number + 1) % len(names)]
            _say(f"{number + 1} of {rounds}: {name}")
            given = _tried(things[name])
            parts = {name: given} if isinstance(given, float) else {f"{name}{part}": given[part] for part in given}
            for part, value in parts.items():
                values = series.setdefault(part, Series(part, [], unit)).values
                if number >= 0:
                    values.append(value * 1000 if unit == "ms" else value)
    _say("")
    return series


_pulses: list[float] = []
_failures: list[Exception] = []


def _tried(act: Callable[[], float | Mapping[str, float]]) -> float | Mapping[str, float]:
    """Measure it, and again where a picture did not come or a child failed, as they may on a busy machine."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return act()
        except (RuntimeError, AssertionError, OSError, subprocess.SubprocessError) as error:
            print(f"again, as it failed: {error}", file=sys.stderr)
            _failures.append(error)
    return act()


def _pulse() -> float:
    """Return the seconds that a loop takes whose work is always the same."""
    began = time.perf_counter()
    sum(range(_PULSE))
    return time.perf_counter() - began


def noise() -> str:
    """Return how far the machine was from quiet: how long the same work took in each round."""
    if not _pulses:
        return "Nothing was measured"
    least, middle, most = min(_pulses), statistics.median(_pulses), max(_pulses)
    again = f"; what failed at first and was measured again: {len(_failures)}" if _failures else ""
    return (
        f"A loop that always does the same took {least * 1000:.0f} ms at its fastest, {middle / least:.2f} × that in"
        f" the middle round and {most / least:.2f} × in the slowest of {len(_pulses)}{again}"
    )


def _say(text: str) -> None:
    """Tell what is measured now, in one line of the terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def environment(python: str = sys.executable, **more: str) -> dict[str, str]:
    """Return an environment in which children may write .pyc files, as everyone's do; peers get no path of ours."""
    left_out = ("PYTHONDONTWRITEBYTECODE", *(() if python == sys.executable else ("PYTHONPATH",)))
    return {**{name: value for name, value in os.environ.items() if name not in left_out}, **more}


def run(*arguments: str, python: str = sys.executable, output: int = subprocess.PIPE, **more: str) -> str:
    """Run Python with these arguments to its end, with nothing to read. Returns its output, where that is piped.

    There is no bound on its time: with one, `subprocess` looks only every 50 ms whether the child has ended.
    """
    done = subprocess.run(
        [python, *arguments],
        cwd=_ROOT,
        env=environment(python, **more),
        stdin=subprocess.DEVNULL,
        stdout=output,
        text=True,
        check=True,
    )
    return done.stdout or ""


def to_exit(*arguments: str, python: str = sys.executable, **more: str) -> float:
    """Return the seconds that Python takes from start to end with these arguments, and more in its environment."""
    began = time.perf_counter()
    run(*arguments, python=python, output=subprocess.DEVNULL, **more)
    return time.perf_counter() - began


def told_by(*arguments: str, python: str = sys.executable) -> dict[str, float]:
    """Return what a child prints as JSON of itself: seconds by name."""
    told: dict[str, float] = json.loads(run(*arguments, python=python))
    return told


def peak(*arguments: str) -> float:
    """Return the most memory in MB that Python held at once with these arguments."""
    return int(run("-I", "-S", "-c", _SMALL, sys.executable, *arguments)) * _KB_A_UNIT / 1024


class Terminal:
    """A child on a terminal of its own, 80 × 24, with keys going in and pictures coming out."""

    def __init__(self, *arguments: str, python: str = sys.executable) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [python, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=_ROOT,
            env=environment(python, TERM="xterm-256color"),
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        """Return the terminal itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, if it still runs."""
        if self.process.returncode is None:
            self.end()
        os.close(self._ours)

    def keys(self, text: bytes) -> None:
        """Press keys; what is waited for next is timed from here."""
        self.began = time.perf_counter()
        os.write(self._ours, text)

    def until(self, pattern: bytes) -> tuple[float, re.Match[bytes]]:
        """Return the seconds until something of that pattern was painted, and what it was."""
        seen = b""
        deadline = self.began + _PATIENCE
        while len(seen) < _ENOUGH and select.select([self._ours], [], [], max(deadline - time.perf_counter(), 0))[0]:
            try:
                seen += os.read(self._ours, 65536)
            except OSError:  # its other end was closed
                break
            found = re.search(pattern, seen)
            if found:
                return time.perf_counter() - self.began, found
        raise RuntimeError(f"{pattern!r} was not painted:\n{seen.decode(errors='replace')}")

    def whole(self, pattern: bytes) -> tuple[float, float, re.Match[bytes]]:
        """Return the seconds until the last byte of a picture that has the pattern, and of processor time; and it."""
        used = self.used()
        first, found = self.until(pattern)
        return max(self.settled(_STILL, _STILL), first), self.used() - used, found

    def used(self) -> float:
        """Return the seconds of processor time that the child's first thread has used, as far as the system tells."""
        try:
            with open(f"/proc/{self.process.pid}/task/{self.process.pid}/schedstat", encoding="ascii") as file:
                return int(file.read().split()[0]) / 1e9
        except OSError:
            return 0.0

    def quiet(self, seconds: float) -> None:
        """Wait until nothing has been painted for so long."""
        while select.select([self._ours], [], [], seconds)[0]:
            os.read(self._ours, 65536)

    def settled(self, seconds: float, at_first: float = _PATIENCE) -> float:
        """Return the seconds until the last of what was painted, once nothing more has come for so long.

        The first of it is waited for longer, `at_first`.
        """
        last, wait = self.began, at_first
        while select.select([self._ours], [], [], wait)[0]:
            os.read(self._ours, 65536)
            last, wait = time.perf_counter(), seconds
        return last - self.began

    def end(self) -> float:
        """End the child at once. Returns the most memory in MB that it held.

        What the system reports of an ended child begins with the peak of the process that started it.
        """
        held = self._peak()
        os.kill(self.process.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = status
        return held or usage.ru_maxrss * _KB_A_UNIT / 1024

    def _peak(self) -> float:
        """Return the most memory in MB that the program itself has held, or 0 where the system does not tell."""
        try:
            with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
                return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) / 1024
        except (OSError, StopIteration):
            return 0.0


def to_paint(marker: str, *arguments: str, python: str = sys.executable) -> float:
    """Return the seconds until Python with these arguments has painted `marker`."""
    with Terminal(*arguments, python=python) as terminal:
        return terminal.until(re.escape(marker.encode()))[0]


def fresh_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that nobody needs afterwards, on the disk where benchmarks are run."""
    return tempfile.TemporaryDirectory(prefix="aide-memoire-bench-")
