"""What something took: seconds on the clock and of this process, and what the server took of the processor."""

from __future__ import annotations

import os
import resource
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_TICKS = os.sysconf("SC_CLK_TCK")
_KB_A_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # of what the system calls maxrss


class Took(NamedTuple):
    """Seconds on the clock, of this process, and of the server."""

    wall: float
    own: float
    server: float = 0.0


def took(act: Callable[[], object], server: Callable[[], float] = lambda: 0.0) -> Took:
    """Do it, and return what it took; `server` returns the seconds that the server has used until now."""
    wall, own, there = time.perf_counter(), time.process_time(), server()
    act()
    return Took(time.perf_counter() - wall, time.process_time() - own, server() - there)


def peak() -> float:
    """Return the most memory in MB that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KB_A_UNIT / 1024


def used_by(process: int) -> float:
    """Return the seconds of processor time that a process and all its children, also those that are gone, have used."""
    children = [each for each in os.listdir("/proc") if each.isdigit() and _parent(each) == str(process)]
    return (sum(_times(str(process))) + sum(sum(_times(each)[:2]) for each in children)) / _TICKS


def _parent(process: str) -> str:
    return (_fields(process) or ["", ""])[1]


def _times(process: str) -> list[int]:
    """Return the ticks of a process itself, in the program and the system, and the same of children that are gone."""
    return list(map(int, _fields(process)[11:15])) or [0, 0, 0, 0]


def _fields(process: str) -> list[str]:
    """Return what the system tells of a process, from its state on."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return []


def seconds(value: float) -> str:
    """Return a time in a unit that can be read."""
    return f"{value:.0f} s" if value >= 20 else f"{value:.1f} s" if value >= 1 else f"{value * 1000:.0f} ms"
