"""A learner's progress, card by card: its state, reset, waking, and every action taken back or done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.event import EventDraft
from aide_memoire.core.sanitize import sanitize
from aide_memoire.store import deck_index, log
from aide_memoire.store.card_state import reviewed_cards, suspended_cards, suspensions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.store.log import Undone
    from aide_memoire.workspace import Workspace


def find_cards(workspace: Workspace, names: Sequence[str], tags: Sequence[str] = ()) -> list[str]:
    """Return the cards of the decks, notes, cards and tags that are named, and orphans by their ids; each once.

    Raises NotFoundError for a name that neither the decks nor the log know, or a tag that no note has.
    """
    found: dict[str, None] = {}
    for name in map(sanitize, names):
        card_rows = [*deck_index.cards_named(workspace.db, name), *reviewed_cards(workspace.db, name)]
        if not card_rows and not deck_index.knows(workspace.db, name):
            raise NotFoundError(f"there is no deck, note or card “{name}”", "aide-memoire cards lists them")
        found.update(dict.fromkeys(card_rows))
    for tag in map(sanitize, tags):
        card_rows = deck_index.cards_tagged(workspace.db, tag)
        if not card_rows:
            raise NotFoundError(f"no note has the tag “{tag}”", "aide-memoire cards --json lists the tags of each")
        found.update(dict.fromkeys(card_rows))
    return list(found)


def with_progress(workspace: Workspace, card_rows: Sequence[str] | None = None) -> list[str]:
    """Return those of the cards, or of all, that were ever answered: what a reset would make new."""
    reviewed = reviewed_cards(workspace.db)
    if card_rows is None:
        return reviewed
    known = set(reviewed)
    return [card for card in card_rows if card in known]


def only_suspended(workspace: Workspace, card_rows: Sequence[str]) -> list[str]:
    """Return those of the cards that are suspended."""
    holds = suspensions(workspace.db)
    return [card for card in card_rows if holds.get(card, (False, 0))[0]]


def reset(workspace: Workspace, card_rows: Sequence[str]) -> str:
    """Make cards new again, as one action that can be undone. Returns its id."""
    return _append(workspace, "reset", card_rows)


def suspend(workspace: Workspace, card_rows: Sequence[str]) -> str:
    """Let cards not be asked until they are woken, as one action. Returns its id."""
    return _append(workspace, "suspend", card_rows)


def unsuspend(workspace: Workspace, card_rows: Sequence[str]) -> str:
    """Wake cards: they are asked again, as one action. Returns its id."""
    return _append(workspace, "unsuspend", card_rows)


def bury(workspace: Workspace, card_rows: Sequence[str]) -> str:
    """Put cards off until tomorrow, as one action. Returns its id."""
    return _append(workspace, "bury", card_rows)


def _append(workspace: Workspace, kind: str, card_rows: Sequence[str]) -> str:
    return log.append(
        workspace.db, [EventDraft(kind, card) for card in card_rows], workspace.stamp(), workspace.entropy
    )


def unsuspend_deck(workspace: Workspace, deck: str | None = None) -> int:
    """Let a deck's suspended cards be asked again, or those of all decks. Returns how many there were."""
    card_rows = suspended_cards(workspace.db, deck)
    if card_rows:
        unsuspend(workspace, card_rows)
    return len(card_rows)


def link_cards(workspace: Workspace, pairs: Sequence[tuple[str, str]]) -> str:
    """Let each old card's history go on under a new id, as one action. Returns its id.

    Raises NotFoundError for an old card without progress, or a new one that no deck has.
    """
    for old, new in pairs:
        if not reviewed_cards(workspace.db, old):
            raise NotFoundError(
                f"no card “{sanitize(old)}” has any history", "aide-memoire orphans lists those that have"
            )
        if not deck_index.question_of(workspace.db, new):
            raise NotFoundError(f"no deck has a card “{sanitize(new)}”", "aide-memoire cards lists them")
    return log.append(
        workspace.db, [EventDraft("link", old, {"to": new}) for old, new in pairs], workspace.stamp(), workspace.entropy
    )


def undo(workspace: Workspace) -> Undone | None:
    """Take back this device's newest action that counts; None where there is none."""
    return log.undo(workspace.db, workspace.stamp(), workspace.entropy)


def redo(workspace: Workspace) -> Undone | None:
    """Do again what was taken back last; None where there is nothing."""
    return log.redo(workspace.db, workspace.stamp(), workspace.entropy)


_ACTIONS = {
    "review": "the answer to",
    "reset": "the reset of",
    "suspend": "the suspension of",
    "unsuspend": "the waking of",
    "bury": "the burying of",
    "link": "the linking of",
    "memory": "the taking over of",
}


def describe_action(step: Undone) -> str:
    """Return an action in words: "the answer to treaties/li-lobanov#when"."""
    what = _ACTIONS.get(step.kind, f"“{step.kind}” of")
    if len(step.cards) == 1:
        return f"{what} {step.cards[0]}"
    notes = {card.partition("#")[0] for card in step.cards}
    where = f"{notes.pop()} ({len(step.cards)} cards)" if len(notes) == 1 else f"{len(step.cards)} cards"
    return f"{what} {where}"
