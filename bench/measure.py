"""Child processes in turn, so that a machine's moods fall on all alike; and the median of each."""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

FEWEST_ROUNDS = 9
_PATIENCE = 60.0
_ENOUGH = 1 << 20


class Series(NamedTuple):
    """One thing that was measured, in milliseconds."""

    name: str
    times: list[float]

    @property
    def median(self) -> float:
        """Return the middle one."""
        return statistics.median(self.times)


def rounds(description: str, default: int = 15) -> int:
    """Read how many rounds are wanted from the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=default, metavar="N", help=f"at least {FEWEST_ROUNDS}")
    return max(int(parser.parse_args().rounds), FEWEST_ROUNDS)


def in_turn(things: Mapping[str, Callable[[], float]], rounds: int) -> list[Series]:
    """Measure all in each round, beginning with another one each time; one round before warms up.

    Each gives its seconds. The warming up also writes the .pyc files, without which nobody starts anything.
    """
    series = [Series(name, []) for name in things]
    measures = list(things.values())
    for measure in measures:
        measure()
    for number in range(rounds):
        for place in range(len(measures)):
            which = (place + number) % len(measures)
            series[which].times.append(measures[which]() * 1000)
    return series


def table(series: Sequence[Series], base: Series) -> str:
    """Return the medians as a Markdown table, with the ratio of each to `base`."""
    lines = ["| | median ms | min | max | ratio |", "|---|--:|--:|--:|--:|"]
    for each in series:
        figures = (each.median, min(each.times), max(each.times))
        cells = [
            each.name,
            *(f"{figure:.{1 if figure >= 10 else 2}f}" for figure in figures),
            f"{each.median / base.median:.2f} ×",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def verdict(told: Series, base: Series, target: float) -> str:
    """Return whether the target was met, in words."""
    ratio = told.median / base.median
    return f"{ratio:.2f} × {base.name}; target ≤ {target} ×: {'met' if ratio <= target else 'MISSED'}"


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which children may write .pyc files, as they do for everyone."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def to_exit(*arguments: str, **more: str) -> float:
    """Return the seconds that Python takes from start to end with these arguments."""
    command = [sys.executable, *arguments]
    began = time.perf_counter()
    subprocess.run(command, env=environment(**more), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def to_paint(marker: bytes, *arguments: str, **more: str) -> float:
    """Return the seconds until Python with these arguments has painted `marker` on a terminal of 80 × 24."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    command = [sys.executable, *arguments]
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(TERM="xterm-256color", **more),
        start_new_session=True,
    )
    os.close(theirs)
    try:
        seen = b""
        for piece in _pieces(ours, began + _PATIENCE):
            seen += piece
            if marker in seen:
                return time.perf_counter() - began
            if len(seen) > _ENOUGH:
                break
        raise RuntimeError(f"{marker!r} was not painted:\n{seen.decode(errors='replace')}")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(ours)


def _pieces(terminal: int, deadline: float) -> Iterator[bytes]:
    with suppress(OSError):  # its other end was closed
        while select.select([terminal], [], [], max(deadline - time.perf_counter(), 0))[0]:
            yield os.read(terminal, 65536)


def shipped_decks() -> int:
    """Return how many decks come with the program."""
    from aide_memoire.decks import library  # noqa: PLC0415

    return len(library.find([library.shipped_place()]))


def fresh_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for progress that nobody needs afterwards, on the disk where benchmarks are run."""
    return tempfile.TemporaryDirectory(prefix="aide-memoire-bench-")
