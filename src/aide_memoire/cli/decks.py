"""`decks`: list the decks and the file of each."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aide_memoire.authoring.own_copy import own_copies
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json, shell_words
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.origin import read_origin
from aide_memoire.decks.unread_files import describe_unread, find_unread_files
from aide_memoire.formatting import counted
from aide_memoire.library.mistakes import files_with_mistakes
from aide_memoire.reports.settings import own_settings, settings_without_deck
from aide_memoire.store import deck_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aide_memoire.authoring.own_copy import OwnCopy
    from aide_memoire.cli.main import Call
    from aide_memoire.core.settings import Settings
    from aide_memoire.decks.unread_files import UnreadFile
    from aide_memoire.store.deck_files import FileEntry

_SEEN = "aide-memoire decks seen"
_USAGE = """aide-memoire decks [--json]
       aide-memoire decks add FOLDER|ZIP
       aide-memoire decks seen DECK"""
_MORE = (
    "`decks add` takes over decks of others, and later their updates; `decks seen` says that you have looked at what"
    " has changed in a deck that you have a copy of"
)


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("decks", f"the decks, and where each comes from. {_MORE}")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    parser.usage = _USAGE
    return parser


def run(call: Call) -> int:
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        entries = files_with_mistakes(workspace.db)
        drafts = deck_files.count_drafts(workspace.db)
        copies = own_copies(workspace)
        unread = find_unread_files(workspace.places)
        settings = workspace.settings
        without_deck = settings_without_deck(workspace)
    listed = [entry for entry in entries if not entry.replaced]
    if options.json:
        print_json(_document(listed, copies, drafts, unread, settings))
        return 0
    studied = {entry.deck: entry.path for entry in entries if entry.live}
    for entry in listed:
        _print(entry, copies.get(entry.deck), studied[entry.deck], drafts.get(entry.id, 0))
        if own := own_settings(settings, entry.deck):
            print(f"    its own settings: {own}")
    if not entries:
        tell(f"no decks yet; put .toml files in {workspace.places[-1]}")
    for line in (*describe_unread(unread), *without_deck):
        tell(line)
    return 0


def _print(entry: FileEntry, copy: OwnCopy | None, studied: str, drafts: int) -> None:
    print(f"{entry.deck}  {entry.title}")
    unfinished = f", {counted(drafts, 'draft')}" if drafts else ""
    print(f"    {counted(entry.notes, 'note')}, {counted(entry.cards, 'card')}{unfinished}  {entry.path}")
    origin = read_origin(os.path.dirname(entry.path))
    if origin:
        print(f"    from {origin.source}, {origin.day}")
    if copy and entry.live:
        print(f"    goes before {copy.other}")
        for line in _copy_lines(entry.deck, copy):
            print(f"    {line}")
    if entry.clash:
        print(f"    not studied: another file has the same deck id and is studied instead: {studied}")
    if entry.errors:
        print(f"    {counted(entry.errors, 'mistake')}: aide-memoire check {entry.path}")


def _copy_lines(deck: str, copy: OwnCopy) -> list[str]:
    if copy.is_same:
        return ["both are the same now: you can delete your own"]
    if not copy.changed_since:
        return []
    compare = f"aide-memoire check --impact {shell_words(copy.path, copy.other)}"
    return [f"that one has changed since {copy.changed_since}: {compare}", f"once you have looked: {_SEEN} {deck}"]


def _document(
    entries: Sequence[FileEntry],
    copies: Mapping[str, OwnCopy],
    drafts: Mapping[int, int],
    unread: Sequence[UnreadFile],
    settings: Settings,
) -> dict[str, object]:
    rows = [
        _as_json(entry, copies.get(entry.deck), drafts.get(entry.id, 0))
        | ({"settings": dict(own)} if (own := settings.decks.get(entry.deck)) else {})
        for entry in entries
    ]
    document: dict[str, object] = {"decks": rows}
    if unread:
        document["unread"] = [{"path": sanitize(each.path), "reason": sanitize(each.reason)} for each in unread]
    return document


def _as_json(entry: FileEntry, copy: OwnCopy | None, drafts: int) -> dict[str, object]:
    """Return the fields of a deck; those about drafts, origin and own copy only where they say something."""
    row: dict[str, object] = {
        "id": entry.deck,
        "title": entry.title,
        "path": entry.path,
        "notes": entry.notes,
        "cards": entry.cards,
        "problems": entry.errors + entry.warnings + entry.clash,
    }
    if drafts:
        row["drafts"] = drafts
    origin = read_origin(os.path.dirname(entry.path))
    if origin:
        row["origin"] = {"from": origin.source, "day": origin.day}
    if entry.clash:
        row["studied"] = False
    if copy and entry.live:
        row["goes_before"] = copy.other
        if copy.changed_since:
            row["changed_since"] = copy.changed_since
    return row
