"""Show the progress of long work on a terminal, and handle its interruption."""

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
"""Seconds before progress is shown: most work ends before."""
_EVERY = 0.1  # seconds between two updates of the line


class _Line:
    """One line on standard error that is overwritten."""

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
    """Yield a function of (done, total) that shows the progress on a terminal, after a second of work.

    A total of 0 means that it is unknown. If the work is `printing` to the same terminal, nothing is shown.
    """
    if not _shows_progress() or (printing and sys.stdout.isatty()):
        yield _ignore
        return
    line = _Line(doing)
    try:
        yield line.show
    finally:
        line.erase()


@contextmanager
def interruptible(unchanged: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Report after Ctrl+C whether the work has changed anything, as `unchanged` says, and raise KeyboardInterrupt.

    The work itself must undo its changes when it is interrupted.
    """
    try:
        yield
    except KeyboardInterrupt:
        tell("interrupted: nothing was changed" if unchanged() else "interrupted, when all was done already")
        raise


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore Ctrl+C during a short piece of work."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _ignore(done: int, total: int) -> None:
    """Do nothing: there is no terminal that could show progress."""


def _shows_progress() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
