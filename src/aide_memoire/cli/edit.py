"""`edit`: open a deck in the author's own editor, and check it when the editor closes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from aide_memoire.authoring.external_editor import editor_command, find_line, startable
from aide_memoire.authoring.own_copy import editable_path, remove_if_same
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks import files
from aide_memoire.formatting import counted

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("edit", "a deck in your own editor ($VISUAL or $EDITOR), checked when it closes")
    parser.add_argument(
        "name", metavar="DECK[/NOTE]", help="such as treaties, or treaties/li-lobanov: the editor opens there"
    )
    return parser


def run(call: Call) -> int:
    """Open the editor, print the mistakes, and offer to open it again at the first error."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        original, line = find_line(workspace, sanitize(options.name))
        path = editable_path(workspace, original)
    if path != original:
        tell(f"this deck is not yours to change ({original}); your own copy: {path}")
    while True:
        _open(path, line)
        if path != original and remove_if_same(path, original):
            tell("nothing was changed, so no copy is kept")
            return 0
        found = files.diagnose_file(path)
        for diagnostic in found:
            if diagnostic.severity != "info":
                print(f"{diagnostic.text()}\n")
        errors = [diagnostic for diagnostic in found if diagnostic.severity == "error"]
        if not errors or not _again(len(errors)):
            return int(bool(errors))
        line = errors[0].line


def _open(path: str, line: int) -> None:
    command = editor_command(os.environ, path, line)
    try:
        code = subprocess.run(startable(command), check=False).returncode  # noqa: S603  the author's own editor
    except OSError as error:
        raise AideMemoireError(f"{sanitize(command[0])} cannot be started: {error.strerror}", "set EDITOR") from error
    if code:
        raise AideMemoireError(f"{sanitize(command[0])} ended with {code}", "the deck is as the editor left it")


def _again(errors: int) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    tell(f"{counted(errors, 'error')}: Enter opens the editor again, n leaves it so")
    return sys.stdin.readline().strip().casefold() not in ("n", "no", "q")
