"""`check`: report every mistake in decks, with its place, the line, and a hint."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from aide_memoire.authoring.impact import impact_groups
from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.core.errors import NotFoundError, UsageError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks import digest
from aide_memoire.decks.files import diagnose_files, find_deck_files, read_deck_file
from aide_memoire.decks.pin_ids import pin_ids
from aide_memoire.decks.precedence import is_foreign
from aide_memoire.decks.unread_files import describe_unread, find_unread_files
from aide_memoire.decks.write import replace_text
from aide_memoire.formatting import counted
from aide_memoire.paths import find_paths
from aide_memoire.workspace import deck_folders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.decks.diagnostics import Diagnostic


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("check", "what is wrong with decks, line by line")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a deck or a folder of decks (default: all decks)")
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")
    parser.add_argument("--fix", action="store_true", help="write ids where they are missing, changing nothing else")
    parser.add_argument(
        "--impact", metavar="OLD", help="what has become of the cards of an older copy of the deck (default: none)"
    )
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    return parser


def run(call: Call) -> int:
    """Print all diagnostics. Returns exit code 1 if one of them is an error."""
    options = build_parser().parse_args(call.arguments)
    paths = options.paths or deck_folders(find_paths(call.data_dir), call.decks)
    folders = [path for path in paths if os.path.isdir(path)]
    files = _files(paths, asked=bool(options.paths))
    if options.impact:
        return _print_impact(options.impact, files)
    refused = [file for file in files if options.fix and not _fix(file, folders)]
    found = diagnose_files(files, folders)
    if options.strict:
        found = [each._replace(severity="error") if each.severity == "warning" else each for each in found]
    if options.json:
        print_json({"diagnostics": [diagnostic.as_json() for diagnostic in found]})
    else:
        _print(found, len(files))
        for line in describe_unread(find_unread_files(folders)):
            tell(line)
    return int(bool(refused) or any(diagnostic.severity == "error" for diagnostic in found))


def _files(paths: list[str] | tuple[str, ...], *, asked: bool) -> list[str]:
    """Return the deck files at these paths; of a folder, all deck files in it.

    Raises NotFoundError for a missing path if the author `asked` for these paths.
    """
    files: list[str] = []
    for path in paths:
        if os.path.isdir(path):
            files += [file.path for file in find_deck_files([path])]
        elif os.path.lexists(path):
            files.append(path)
        elif asked:
            raise NotFoundError(f"there is no file {sanitize(path)}")
    return files


def _print_impact(old: str, files: list[str]) -> int:
    """Print the cards that are new since an older copy, that have another answer, and that are orphaned."""
    if len(files) != 1:
        raise UsageError("--impact compares one deck with its older copy", "aide-memoire check --impact OLD DECK.toml")
    groups = impact_groups(read_deck_file(old)[0], read_deck_file(files[0])[0])
    for words, cards in groups.items():
        for card in cards:
            print(f"{words}: {card}")
    tell(", ".join(f"{len(cards)} {words}" for words, cards in groups.items()))
    return 0


def _fix(path: str, folders: Sequence[str]) -> bool:
    """Pin the ids of one deck, and print how many lines were written. Returns False if the deck is someone else's."""
    reading, text = read_deck_file(path)
    if any(problem.code in ("unreadable", "encoding") for problem in reading.problems):
        return True
    fixed = pin_ids(text, reading)
    if fixed == text:
        return True
    if is_foreign(path, folders):
        tell(f"{path}: not yours to change; your own copy comes by: aide-memoire edit {reading.head.id}")
        return False
    replace_text(path, text.encode(), fixed)
    tell(f"{path}: {counted(fixed.count(chr(10)) - text.count(chr(10)), 'line')} written")
    return True


def _print(found: list[Diagnostic], files: int) -> None:
    """Print the mistakes, and then drafts, which are none, on a line each."""
    for text in digest.told([each for each in found if each.severity != "info"]):
        print(f"{text}\n")
    for text in digest.told([each for each in found if each.severity == "info"]):
        print(text.partition("\n")[0])
    numbers = Counter(diagnostic.severity for diagnostic in found)
    mistakes = ", ".join(counted(numbers[word], word) for word in ("error", "warning") if numbers[word])
    drafts = f", {counted(numbers['info'], 'draft')}" if numbers["info"] else ""
    tell(f"{counted(files, 'deck')} checked: {mistakes or 'all well'}{drafts}")
