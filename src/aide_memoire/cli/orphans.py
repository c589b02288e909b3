"""`orphans`: list cards with progress that their deck no longer has, or link them to new cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.cli.arguments import ArgumentParser
from aide_memoire.cli.main import tell
from aide_memoire.cli.output import print_json
from aide_memoire.formatting import counted
from aide_memoire.library.trouble import LINK, describe_lost
from aide_memoire.reports.orphans import find_orphans
from aide_memoire.reports.settings import settings_without_deck
from aide_memoire.store.lost_decks import find_lost_decks
from aide_memoire.study.actions import link_cards, pairs_to_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.cli.main import Call
    from aide_memoire.reports.orphans import Orphan
    from aide_memoire.store.lost_decks import LostDeck

_MOST_SHOWN = 20


def build_parser() -> ArgumentParser:
    parser = ArgumentParser("orphans", "cards with a history that have left their deck")
    parser.add_argument(
        "--link",
        nargs=2,
        metavar=("OLD", "NEW"),
        help="continue the history of a card, note or deck OLD as NEW (default: list them)",
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
        found, lost = find_orphans(workspace), find_lost_decks(workspace.db)
        pairs = [(each.card, each.likely) for each in found if each.likely] if options.link_likely else []
        if options.link:
            pairs = pairs_to_link(workspace, *options.link)
        if pairs:
            link_cards(workspace, pairs)
            _print_linked(pairs)
            return 0
    if options.json:
        cards = [{"card": each.card, "reps": each.reps, "likely": each.likely or None} for each in found]
        decks = [{"deck": each.deck, "cards": each.cards, "likely": each.likely or None} for each in lost]
        print_json({"orphans": cards, "decks": decks})
    else:
        _print_found(found, lost)
    return 0


def _print_linked(pairs: Sequence[tuple[str, str]]) -> None:
    for old, new in pairs[:_MOST_SHOWN]:
        print(f"the history of {old} continues as {new}; aide-memoire undo undoes it")
    if len(pairs) > _MOST_SHOWN:
        print(f"and those of {counted(len(pairs) - _MOST_SHOWN, 'more card')}")


def _print_found(found: Sequence[Orphan], lost: Sequence[LostDeck]) -> None:
    """Print the decks that are gone, each in a line, and the cards that have left a deck that is there."""
    gone = {each.deck for each in lost}
    for deck in lost:
        print(f"{deck.deck}  {describe_lost(deck)}")
    for each in found:
        if each.card.partition("/")[0] not in gone:
            print(f"{each.card}  {counted(each.reps, 'review')}{f'  likely now {each.likely}' if each.likely else ''}")
    if any(each.likely for each in lost) or any(each.likely for each in found):
        tell(LINK)
    if not (found or lost):
        print("no card with a history has left its deck")
