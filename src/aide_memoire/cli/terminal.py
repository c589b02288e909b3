"""Check for a terminal, ask on it, and prepare the start of the app."""

from __future__ import annotations

import gc
import os
import sys

from aide_memoire.core.errors import UsageError


def prepare_start() -> None:
    """Turn garbage collection off for a faster start. The app turns it on after its first frame."""
    gc.disable()


def need_terminal() -> None:
    """Raise UsageError if the app cannot be shown."""
    terminal = os.environ.get("TERM")
    if terminal in ("dumb", "unknown"):
        raise UsageError(
            f"this terminal (TERM={terminal}) cannot show the app", "study --plain, due and cards work without it"
        )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the app needs a terminal", "study --plain, due and cards work without one")


def agreed(question: str, instead: str) -> bool:
    """Ask on the terminal, and return whether the answer is yes.

    Raises UsageError with the hint `instead` if there is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"no terminal to ask on: {question}", instead)
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
