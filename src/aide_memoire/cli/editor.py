"""The author's own editor, from the command line: open a file in it, and offer to open it again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from aide_memoire.authoring.external_editor import editor_command, startable
from aide_memoire.cli.main import tell
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.formatting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDING = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))
_BY_SIGNAL = 128  # as shells have it
_LOOK = 0.2  # seconds between two looks for a signal


def open_editor(path: str, line: int, what: str = "the deck") -> None:
    """Open a file at a line (from 1) and wait until the editor closes.

    Raises AideMemoireError if it cannot be started or ends with a failure.
    """
    command = editor_command(os.environ, path, line)
    try:
        code = _run(startable(command))
    except OSError as error:
        raise AideMemoireError(f"{sanitize(command[0])} cannot be started: {error.strerror}", "set EDITOR") from error
    if code:
        raise AideMemoireError(f"{sanitize(command[0])} ended with {code}", f"{what} is as the editor left it")


def _run(command: Sequence[str] | str) -> int:
    """Run the editor, and return its exit code.

    Ctrl+C is the editor's own. Another signal that would end this program ends the editor first, which gives the
    terminal back; then SystemExit is raised. An editor that Ctrl+C has ended raises KeyboardInterrupt.
    """
    got: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _: got.append(number)) for number in (signal.SIGINT, *_ENDING)
    }
    try:
        with subprocess.Popen(command) as editor:  # noqa: S603  the author's own editor
            while editor.poll() is None:
                for number in {*got} & {*_ENDING}:
                    editor.send_signal(number)
                with suppress(subprocess.TimeoutExpired):
                    editor.wait(_LOOK)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if ending := {*got} & {*_ENDING}:
        raise SystemExit(_BY_SIGNAL + min(ending))
    if editor.returncode == -signal.SIGINT:
        raise KeyboardInterrupt
    return editor.returncode


def wants_again(errors: int) -> bool:
    """Ask, on a terminal, whether the editor is to be opened again. Elsewhere: no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    tell(f"{counted(errors, 'error')}: Enter opens the editor again, n leaves it so")
    return sys.stdin.readline().strip().casefold() not in ("n", "no", "q")
