"""Orphans: cards with progress that no deck has any more, and the new ids that they likely got."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.store.card_state import orphaned_cards, unseen_cards
from aide_memoire.store.lost_decks import find_lost_decks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aide_memoire.workspace import Workspace

_LEAST_ALIKE = 50  # similarity of ids from 0 to 100


class Orphan(NamedTuple):
    """A card with progress that no deck has any more, and the new card that it likely became, or ""."""

    card: str
    reps: int
    likely: str = ""


class _Unseen:
    """The cards without a history, any of which one orphan may have become."""

    def __init__(self, cards: Iterable[tuple[str, str]]) -> None:
        self._by_name: dict[str, list[str]] = {}  # without the deck
        self._by_part: dict[tuple[str, str], dict[str, None]] = {}
        for deck, card in cards:
            self._by_name.setdefault(card.removeprefix(f"{deck}/"), []).append(card)
            self._by_part.setdefault((deck, card.partition("#")[2]), {})[card] = None

    def named(self, name: str, deck: str = "") -> str:
        """Return the card of this name in any deck, or in `deck`; "" if there is none."""
        return next((card for card in self._by_name.get(name, ()) if not deck or card == f"{deck}/{name}"), "")

    def alike(self, deck: str, card: str) -> str:
        """Return the card of the deck with an id like this one, or the only one that it can be; "" if there is none."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  only a card that has left its deck needs it

        cards = list(self._by_part.get((deck, card.partition("#")[2]), ()))
        found = process.extractOne(card, cards, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
        return found[0] if found else cards[0] if len(cards) == 1 else ""

    def take(self, card: str) -> None:
        """Leave this card out from now on."""
        deck, _, name = card.partition("/")
        self._by_name[name].remove(card)
        del self._by_part[deck, card.partition("#")[2]][card]


def find_orphans(workspace: Workspace) -> list[Orphan]:
    """Return all orphans. A card is likely the one of the same name in another deck, or one like it in its own.

    The cards of a deck that is away, as on another disk, are none; those of one that has another id now are, or of one
    that was emptied.
    """
    cards = orphaned_cards(workspace.db)
    if not cards:
        return []
    lost = {each.deck: each for each in find_lost_decks(workspace.db)}
    unseen, found = _Unseen(unseen_cards(workspace.db)), []
    for deck, card, reps in cards:
        gone = lost.get(deck)
        if gone is None:
            likely = unseen.named(card.removeprefix(f"{deck}/"), "") or unseen.alike(deck, card)
        elif gone.likely:
            likely = unseen.named(card.removeprefix(f"{deck}/"), gone.likely)
        elif gone.is_empty:
            likely = ""
        else:
            continue
        if likely:
            unseen.take(likely)
        found.append(Orphan(card, reps, likely))
    return found
