"""Check for a terminal, ask on it, and prepare the start of the app."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from aide_memoire.core.errors import UsageError

if TYPE_CHECKING:
    from aide_memoire.study.quiz import Quiz
    from aide_memoire.study.session import StudySession
    from aide_memoire.workspace import Workspace


_COLOUR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")


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


def open_app(workspace: Workspace, session: StudySession | None = None, quiz: Quiz | None = None) -> int:
    """Show the app until the user leaves it. Returns the exit code."""
    _ignore_what_textual_refuses()
    from aide_memoire.ui.app import run_app  # noqa: PLC0415  a fifth of a second that other commands do not need

    return run_app(workspace, session, quiz)


def _ignore_what_textual_refuses() -> None:
    """Take out of the environment what would end Textual."""
    os.environ.pop("TEXTUAL_DRIVER", None)
    if os.environ.get("TEXTUAL_COLOR_SYSTEM") not in _COLOUR_SYSTEMS:
        os.environ.pop("TEXTUAL_COLOR_SYSTEM", None)


def agreed(question: str, instead: str) -> bool:
    """Ask on the terminal, and return whether the answer is yes.

    Raises UsageError with the hint `instead` if there is no terminal.
    """
    if not has_terminal():
        raise UsageError(f"no terminal to ask on: {question}", instead)
    return ask(f"{question} [y/N] ").casefold() in ("y", "yes")


def has_terminal() -> bool:
    """Return whether there is someone to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """Ask for a line on the terminal. Returns "" at the end of the input."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()
