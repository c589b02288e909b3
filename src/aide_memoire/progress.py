"""A learner's progress, card by card: its state, reset, waking, and every action taken back or done again."""

from __future__ import annotations

import difflib
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.event import EventDraft
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.study_day import iso_day, iso_moment
from aide_memoire.loading import cards_with_questions
from aide_memoire.store import card_state, deck_files, deck_index, log
from aide_memoire.store.card_state import (
    orphaned_cards,
    reviewed_cards,
    state_counts,
    suspended_cards,
    suspensions,
    unseen_cards,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.opening import Desk
    from aide_memoire.store.log import Undone


def cards(desk: Desk, decks: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield every card of the studied decks, or of some, with its question, answer and state."""
    day = desk.today()
    memories = card_state.memories(desk.db)
    holds = suspensions(desk.db)
    for kept in chain.from_iterable(deck_index.cached_notes(desk.db, deck) for deck in decks or (None,)):
        for card, note, question, answer in cards_with_questions(kept):
            memory = memories.get(card.id)
            is_suspended, buried = holds.get(card.id, (False, 0))
            yield {
                "id": card.id,
                "deck": kept.deck,
                "note": card.note,
                "kind": kept.kind,
                "question": question.text,
                "answer": answer,
                "source": list(question.sources),
                "claim": question.claim or None,
                "as_of": question.as_of or None,
                "tags": list(note.shared.tags),
                "state": memory.state if memory else "new",
                "due": None if memory is None else _due(memory.due_at, memory.due_day),
                "stability": memory.stability if memory else None,
                "difficulty": memory.difficulty if memory else None,
                "reps": memory.reps if memory else 0,
                "lapses": memory.lapses if memory else 0,
                "leech": is_leech(desk, memory.lapses if memory else 0),
                "suspended": is_suspended,
                "buried": buried == day,
            }


def summary(desk: Desk, decks: Sequence[str] = ()) -> dict[str, Any]:
    """Return what stands at the head of an export: whose progress it is, from when, and the cards by state.

    Orphans, whose history hangs on an id that no deck has any more, are named here, as no deck lists them.
    """
    gone = [each.card for each in orphans(desk) if not decks or each.card.partition("/")[0] in decks]
    return {
        "v": 1,
        "profile": desk.profile,
        "exported": iso_moment(desk.now()),
        "day": iso_day(desk.today()),
        "decks": list(decks) or [entry.deck for entry in deck_files.deck_files(desk.db) if entry.live],
        "states": state_counts(desk.db, decks),
        "orphans": gone,
    }


def _due(due_at: int | None, due_day: int) -> str:
    return iso_day(due_day) if due_at is None else iso_moment(due_at)


def is_leech(desk: Desk, lapses: int) -> bool:
    """Return whether so many lapses make a card a leech: one that costs more than it gives as it stands."""
    return 0 < desk.settings.leech_threshold <= lapses


def find_cards(desk: Desk, names: Sequence[str], tags: Sequence[str] = ()) -> list[str]:
    """Return the cards of the decks, notes, cards and tags that are named, and orphans by their ids; each once.

    Raises NotFoundError for a name that neither the decks nor the log know, or a tag that no note has.
    """
    found: dict[str, None] = {}
    for name in map(sanitize, names):
        cards = [*deck_index.cards_named(desk.db, name), *reviewed_cards(desk.db, name)]
        if not cards and not deck_index.knows(desk.db, name):
            raise NotFoundError(f"there is no deck, note or card “{name}”", "aide-memoire cards lists them")
        found.update(dict.fromkeys(cards))
    for tag in map(sanitize, tags):
        cards = deck_index.cards_tagged(desk.db, tag)
        if not cards:
            raise NotFoundError(f"no note has the tag “{tag}”", "aide-memoire cards --json lists the tags of each")
        found.update(dict.fromkeys(cards))
    return list(found)


def with_progress(desk: Desk, cards: Sequence[str] | None = None) -> list[str]:
    """Return those of the cards, or of all, that were ever answered: what a reset would make new."""
    reviewed = reviewed_cards(desk.db)
    if cards is None:
        return reviewed
    known = set(reviewed)
    return [card for card in cards if card in known]


def suspended_ones(desk: Desk, cards: Sequence[str]) -> list[str]:
    """Return those of the cards that are suspended."""
    holds = suspensions(desk.db)
    return [card for card in cards if holds.get(card, (False, 0))[0]]


def reset(desk: Desk, cards: Sequence[str]) -> str:
    """Make cards new again, as one action that can be undone. Returns its id."""
    return _act(desk, "reset", cards)


def suspend(desk: Desk, cards: Sequence[str]) -> str:
    """Let cards not be asked until they are woken, as one action. Returns its id."""
    return _act(desk, "suspend", cards)


def unsuspend(desk: Desk, cards: Sequence[str]) -> str:
    """Wake cards: they are asked again, as one action. Returns its id."""
    return _act(desk, "unsuspend", cards)


def bury(desk: Desk, cards: Sequence[str]) -> str:
    """Put cards off until tomorrow, as one action. Returns its id."""
    return _act(desk, "bury", cards)


def _act(desk: Desk, kind: str, cards: Sequence[str]) -> str:
    return log.append(desk.db, [EventDraft(kind, card) for card in cards], desk.stamp(), desk.entropy)


def wake(desk: Desk, deck: str | None = None) -> int:
    """Let a deck's suspended cards be asked again, or those of all decks. Returns how many there were."""
    cards = suspended_cards(desk.db, deck)
    if cards:
        unsuspend(desk, cards)
    return len(cards)


class Orphan(NamedTuple):
    """A card with progress that has left its deck, and the new card that it likely became."""

    card: str
    reps: int
    likely: str = ""


def orphans(desk: Desk) -> list[Orphan]:
    """Return the cards whose history hangs on an id that their deck no longer has."""
    found: list[Orphan] = []
    unseen: dict[str, list[str]] = {}
    for deck, card, reps in orphaned_cards(desk.db):
        open_ids = unseen.setdefault(deck, unseen_cards(desk.db, deck))
        part = card.partition("#")[2]
        alike = [each for each in open_ids if each.partition("#")[2] == part]
        likely = (difflib.get_close_matches(card, alike, n=1, cutoff=0.5) or (alike if len(alike) == 1 else [""]))[0]
        if likely:
            open_ids.remove(likely)
        found.append(Orphan(card, reps, likely))
    return found


def link(desk: Desk, pairs: Sequence[tuple[str, str]]) -> str:
    """Let each old card's history go on under a new id, as one action. Returns its id.

    Raises NotFoundError for an old card without progress, or a new one that no deck has.
    """
    for old, new in pairs:
        if not reviewed_cards(desk.db, old):
            raise NotFoundError(
                f"no card “{sanitize(old)}” has any history", "aide-memoire orphans lists those that have"
            )
        if not deck_index.question_of(desk.db, new):
            raise NotFoundError(f"no deck has a card “{sanitize(new)}”", "aide-memoire cards lists them")
    return log.append(desk.db, [EventDraft("link", old, {"to": new}) for old, new in pairs], desk.stamp(), desk.entropy)


def undo(desk: Desk) -> Undone | None:
    """Take back this device's newest action that counts; None where there is none."""
    return log.undo(desk.db, desk.stamp(), desk.entropy)


def redo(desk: Desk) -> Undone | None:
    """Do again what was taken back last; None where there is nothing."""
    return log.redo(desk.db, desk.stamp(), desk.entropy)


_ACTIONS = {
    "review": "the answer to",
    "reset": "the reset of",
    "suspend": "the suspension of",
    "unsuspend": "the waking of",
    "bury": "the burying of",
    "link": "the linking of",
    "memory": "the taking over of",
}


def described(step: Undone) -> str:
    """Return an action in words: "the answer to treaties/li-lobanov#when"."""
    what = _ACTIONS.get(step.kind, f"“{step.kind}” of")
    if len(step.cards) == 1:
        return f"{what} {step.cards[0]}"
    notes = {card.partition("#")[0] for card in step.cards}
    where = f"{notes.pop()} ({len(step.cards)} cards)" if len(notes) == 1 else f"{len(step.cards)} cards"
    return f"{what} {where}"
