"""Find the file and line of a note, and the command that opens it in the author's editor."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError, NotFoundError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks import files
from aide_memoire.decks.locations import find_spans

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aide_memoire.workspace import Workspace


_LINE_ARGUMENTS = {
    "code": ["--wait", "--goto", "{path}:{line}"],
    "codium": ["--wait", "--goto", "{path}:{line}"],
    "subl": ["--wait", "{path}:{line}"],
    "hx": ["{path}:{line}"],
    "helix": ["{path}:{line}"],
    "zed": ["--wait", "{path}:{line}"],
}


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
        words = shlex.split(named)
    except ValueError:
        raise AideMemoireError(f"$EDITOR cannot be understood: {sanitize(named)}") from None
    if not words:
        raise AideMemoireError("no editor is named", "set EDITOR, as in: export EDITOR=nano")
    arguments = _LINE_ARGUMENTS.get(os.path.basename(words[0]).removesuffix(".exe"), ["+{line}", "{path}"])
    return [*words, *(argument.format(path=path, line=line) for argument in arguments)]
