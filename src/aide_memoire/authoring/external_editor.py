"""Find the file and line of a note, and the command that opens it in the author's editor."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError, NotFoundError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks import files
from aide_memoire.decks.locations import find_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aide_memoire.workspace import Workspace


_LINE_ARGUMENTS = {
    "code": ["--wait", "--goto", "{path}:{line}"],
    "codium": ["--wait", "--goto", "{path}:{line}"],
    "subl": ["--wait", "{path}:{line}"],
    "hx": ["{path}:{line}"],
    "helix": ["{path}:{line}"],
    "zed": ["--wait", "{path}:{line}"],
    "notepad": ["{path}"],
    "notepad++": ["-n{line}", "{path}"],
    "open": ["{path}"],  # of macOS, as in: open -W -n -t
}
_PROGRAM = re.compile(r"\.(exe|cmd|bat|com)$", re.IGNORECASE)
_SCRIPT = re.compile(r"\.(cmd|bat)$", re.IGNORECASE)


def find_line(workspace: Workspace, name: str) -> tuple[str, int]:
    """Return the path and the line (from 1) of a deck `deck` or a note `deck/note`.

    Raises NotFoundError if no deck file contains it.
    """
    deck, _, note = name.partition("#")[0].partition("/")
    path = workspace.deck_path(deck)
    if not note:
        return path, 1
    reading, text = files.read_deck_file(path)
    key_path = next((parsed.key_path for parsed in reading.notes if parsed.note.shared.id == note), None)
    if key_path is None:
        raise NotFoundError(f"the deck {deck} has no note “{sanitize(note)}”", f"aide-memoire cards {deck} lists them")
    headers = find_spans(text)
    return path, headers[key_path].line if key_path in headers else 1


def editor_command(environment: Mapping[str, str], path: str, line: int) -> list[str]:
    """Return the command for a line in $VISUAL or $EDITOR. Raises AideMemoireError if it is not set or not valid."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = _words(named)
    except ValueError:
        raise AideMemoireError(f"$EDITOR cannot be understood: {sanitize(named)}") from None
    if not words:
        raise AideMemoireError("no editor is named", f"set EDITOR, as in: {_example()}")
    program = _PROGRAM.sub("", re.split(r"[/\\]" if os.name == "nt" else "/", words[0])[-1])
    arguments = _LINE_ARGUMENTS.get(program.lower(), ["+{line}", "{path}"])
    return [*words, *(argument.format(path=path, line=line) for argument in arguments)]


def startable(command: Sequence[str]) -> Sequence[str] | str:
    """Return a command as `subprocess` starts it.

    Windows itself finds only programs by their name, not scripts such as code.cmd. Its shell runs those: in quotes,
    no sign in the name of a deck means anything to it. A name there has no quotes.
    """
    if os.name != "nt":
        return command
    program = shutil.which(command[0]) or command[0]
    if not _SCRIPT.search(program):
        return [program, *command[1:]]
    return " ".join(f'"{word}"' for word in (program, *command[1:]))


def _words(named: str) -> list[str]:
    """Return the words of a command. On Windows, a backslash is a part of a path, and a path may hold blanks."""
    if os.name != "nt":
        return shlex.split(named)
    if os.path.isfile(named):
        return [named]
    return [word.strip('"') for word in shlex.split(named, posix=False)]


def _example() -> str:
    return '$env:EDITOR = "notepad"' if os.name == "nt" else "export EDITOR=nano"
