"""Long work on the command line: it can be watched on a terminal, and interrupted without harm."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aide_memoire.cli.main import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aide_memoire.core.callbacks import OnProgress

AFTER = 1.0
"""Seconds of work before anything is shown: most work is done by then."""
_EVERY = 0.1  # seconds between two looks of the line


class _Line:
    """One line on standard error, written over again and again."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._shown = ""
        self._next = time.monotonic() + AFTER

    def show(self, done: int, total: int) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        self._write(f"{self._doing}  {done:,}{f' of {total:,}' if total else ''}")

    def erase(self) -> None:
        if self._shown:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r{text.ljust(len(self._shown))}")
        sys.stderr.flush()
        self._shown = text


@contextmanager
def show_progress(doing: str, *, printing: bool = False) -> Iterator[OnProgress]:
    """Give a function that is told how much is done, and of how much: after a second a terminal shows it.

    Where it is not known of how much, that is 0. Work that is `printing` is not shown where what it prints would be
    on the same terminal.
    """
    if not _is_watched() or (printing and sys.stdout.isatty()):
        yield _unwatched
        return
    line = _Line(doing)
    try:
        yield line.show
    finally:
        line.erase()


@contextmanager
def interruptible(unchanged: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Say what an interruption of this work has left: all as it was, unless it came when all was done.

    To leave all as it was is up to the work itself.
    """
    try:
        yield
    except KeyboardInterrupt:
        tell("interrupted: nothing was changed" if unchanged() else "interrupted, when all was done already")
        raise


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let this little work end before an interruption is heeded."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _unwatched(done: int, total: int) -> None:
    """Show nothing."""


def _is_watched() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
