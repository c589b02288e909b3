"""Whether there is a terminal that the app can be shown on."""

from __future__ import annotations

import gc
import os
import sys

from aide_memoire.core.errors import UsageError


def prepare_start() -> None:
    """Make the app's start quicker: until its first picture, what is made stays, and nothing is to be collected."""
    gc.disable()


def need_terminal() -> None:
    """Raise UsageError where the app cannot be shown."""
    terminal = os.environ.get("TERM")
    if terminal in ("dumb", "unknown"):
        raise UsageError(
            f"this terminal (TERM={terminal}) cannot show the app", "study --plain, due and cards work without it"
        )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the app needs a terminal", "study --plain, due and cards work without one")


def agreed(question: str, instead: str) -> bool:
    """Ask on the terminal; anything but yes is no. Raises UsageError, with what to do instead, where there is none."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"no terminal to ask on: {question}", instead)
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
