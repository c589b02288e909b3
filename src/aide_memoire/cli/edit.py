"""`edit`: open a deck in the author's own editor, and check it when the editor closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.authoring.external_editor import find_line
from aide_memoire.authoring.own_copy import editable_path, remove_if_same
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.editor import open_editor, wants_again
from aide_memoire.cli.main import tell
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks import digest, files

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
        is_same = False
        try:
            open_editor(path, line)
        finally:
            is_same = path != original and remove_if_same(path, original)
        if is_same:
            tell("nothing was changed, so no copy is kept")
            return 0
        found = files.diagnose_file(path)
        for text in digest.told([each for each in found if each.severity != "info"]):
            print(f"{text}\n")
        errors = [diagnostic for diagnostic in found if diagnostic.severity == "error"]
        if not errors or not wants_again(len(errors)):
            return int(bool(errors))
        line = errors[0].line
