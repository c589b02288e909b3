"""What keeps decks from being studied: a folder or a deck that cannot be read, or an id that no deck has any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.folders import unreadable_folders
from aide_memoire.store import deck_files
from aide_memoire.store.lost_decks import find_lost_decks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from aide_memoire.store.lost_decks import LostDeck

LINK = "aide-memoire orphans --link-likely carries it over"


class Trouble(NamedTuple):
    """Something that is wrong, and what to do about it."""

    message: str
    hint: str


def deck_trouble(db: sqlite3.Connection, places: Sequence[str]) -> list[Trouble]:
    """Return what a learner should know who is told that nothing is due."""
    broken = [entry for entry in deck_files.deck_files(db) if entry.live and entry.errors and not entry.cards]
    return [
        *folder_trouble(places),
        *(
            Trouble(f"{entry.path} cannot be studied: {_counted(entry.errors, 'mistake')}", "aide-memoire check")
            for entry in broken
        ),
        *(Trouble(f"{each.deck}: {describe_lost(each)}", way_to_carry_over(each)) for each in lost_decks_to_tell(db)),
    ]


def lost_decks_to_tell(db: sqlite3.Connection) -> list[LostDeck]:
    """Return the lost decks that are told each day.

    That is one whose history can be carried over, one that was emptied, and each where there is nothing else to study.
    A broken deck is told as that.
    """
    files = [entry for entry in deck_files.deck_files(db) if entry.live]
    is_all = not any(entry.cards for entry in files)
    broken = {entry.deck for entry in files if entry.errors and not entry.cards}
    lost = [each for each in find_lost_decks(db) if each.likely or each.is_empty or is_all]
    return [each for each in lost if each.likely or each.deck not in broken]


def folder_trouble(places: Sequence[str]) -> Iterator[Trouble]:
    """Yield a line for each folder of decks that cannot be read."""
    for path in unreadable_folders(places):
        yield Trouble(f"the folder {sanitize(path)} cannot be read: its decks are not studied", "check its permissions")


def way_to_carry_over(deck: LostDeck) -> str:
    """Return the command for the history of a lost deck."""
    return LINK if deck.likely else "aide-memoire orphans"


def describe_lost(deck: LostDeck) -> str:
    """Return what is known of a lost deck, without its id."""
    verb = "has" if deck.cards == 1 else "have"
    what = "its file has no cards any more" if deck.is_empty else "no deck has this id any more"
    known = f"{what}, and {_counted(deck.cards, 'card')} of it {verb} a history"
    return f"{known}; it is likely {deck.likely} now" if deck.likely else known


def _counted(number: int, noun: str) -> str:
    from aide_memoire.formatting import counted  # noqa: PLC0415  `due` does without it where all is well

    return counted(number, noun)
