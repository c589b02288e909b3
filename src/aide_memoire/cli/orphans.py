"""`orphans`: list cards with progress that their deck no longer has, or link them to new cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.formatting import counted
from aide_memoire.reports.orphans import find_orphans
from aide_memoire.reports.settings import settings_without_deck
from aide_memoire.study.actions import link_cards

if TYPE_CHECKING:
    from aide_memoire.cli.main import Call


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("orphans", "cards with a history that have left their deck")
    parser.add_argument(
        "--link", nargs=2, metavar=("OLD", "NEW"), help="continue the history of OLD as NEW (default: list them)"
    )
    parser.add_argument("--link-likely", action="store_true", help="link each to the new card that it likely became")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    return parser


def run(call: Call) -> int:
    """List the orphans, or link them to their new ids."""
    options = build_parser().parse_args(call.arguments)
    with call.workspace() as workspace:
        for line in settings_without_deck(workspace):
            tell(line)
        found = find_orphans(workspace)
        pairs = [(each.card, each.likely) for each in found if each.likely] if options.link_likely else []
        if options.link:
            pairs = [(options.link[0], options.link[1])]
        if pairs:
            link_cards(workspace, pairs)
            for old, new in pairs:
                print(f"the history of {old} continues as {new}; aide-memoire undo undoes it")
            return 0
    if options.json:
        print_json(
            {"orphans": [{"card": each.card, "reps": each.reps, "likely": each.likely or None} for each in found]}
        )
        return 0
    for each in found:
        print(f"{each.card}  {counted(each.reps, 'review')}{f'  likely now {each.likely}' if each.likely else ''}")
    if not found:
        print("no card with a history has left its deck")
    return 0
