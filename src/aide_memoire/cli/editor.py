"""The author's own editor, from the command line: open a file in it, and offer to open it again."""

from __future__ import annotations

import os
import subprocess
import sys

from aide_memoire.authoring.external_editor import editor_command, startable
from aide_memoire.cli.main import tell
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.formatting import counted


def open_editor(path: str, line: int, what: str = "the deck") -> None:
    """Open a file at a line (from 1) and wait until the editor closes.

    Raises AideMemoireError if it cannot be started or ends with a failure.
    """
    command = editor_command(os.environ, path, line)
    try:
        code = subprocess.run(startable(command), check=False).returncode  # noqa: S603  the author's own editor
    except OSError as error:
        raise AideMemoireError(f"{sanitize(command[0])} cannot be started: {error.strerror}", "set EDITOR") from error
    if code:
        raise AideMemoireError(f"{sanitize(command[0])} ended with {code}", f"{what} is as the editor left it")


def wants_again(errors: int) -> bool:
    """Ask, on a terminal, whether the editor is to be opened again. Elsewhere: no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    tell(f"{counted(errors, 'error')}: Enter opens the editor again, n leaves it so")
    return sys.stdin.readline().strip().casefold() not in ("n", "no", "q")
