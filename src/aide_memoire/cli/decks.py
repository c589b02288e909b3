"""`decks`: list the decks and the file of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.formatting import counted
from aide_memoire.store import deck_files

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call
    from aide_memoire.store.deck_files import FileEntry


def run(call: Call) -> int:
    parser = ArgumentParser("decks", "the decks, and where each comes from")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    options = parser.parse_args(call.arguments)
    with call.workspace() as workspace:
        entries = deck_files.deck_files(workspace.db)
    if options.json:
        print_json({"decks": [_as_json(entry) for entry in entries]})
        return 0
    for entry in entries:
        print(f"{entry.deck}  {entry.title}")
        print(f"    {counted(entry.notes, 'note')}, {counted(entry.cards, 'card')}  {entry.path}")
        if not entry.live:
            print("    not studied: another file has the same deck id")
        if entry.errors:
            print(f"    {counted(entry.errors, 'mistake')}: aide-memoire check {entry.path}")
    if not entries:
        tell(f"no decks yet; put .toml files in {workspace.places[-1]}")
    return 0


def _as_json(entry: FileEntry) -> dict[str, object]:
    return {
        "id": entry.deck,
        "title": entry.title,
        "path": entry.path,
        "notes": entry.notes,
        "cards": entry.cards,
        "problems": entry.errors + entry.warnings + (not entry.live),
    }
