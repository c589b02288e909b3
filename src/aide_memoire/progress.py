"""A learner's progress as a whole: how the decks stand, every card's state, reset, and carrying it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.clean import clean
from aide_memoire.core.day import iso_day, iso_moment
from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.schedule import retrievability
from aide_memoire.store import catalog, today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.opening import Desk
    from aide_memoire.store.log import Undone

FORECAST_DAYS = 14
_FIRST_PACE = 20_000.0
"""Milliseconds that a question is taken to need before any was answered."""


class DeckLine(NamedTuple):
    """How one deck stands. `known` is the mean chance of recall now over all its cards, new ones as nothing."""

    deck: str
    title: str
    cards: int
    due: int
    new: int
    known: float
    seen: int  # cards that were reviewed at least once
    suspended: int
    errors: int
    clash: bool  # another file has the same id: neither is studied


class Overview(NamedTuple):
    """What the first screen tells."""

    day: int
    decks: tuple[DeckLine, ...]
    due: int
    new: int
    minutes: int
    coming: tuple[int, ...]  # questions due on each of the next days, from tomorrow
    next_day: tuple[int, int] | None  # when something is due next, and how much
    began: bool  # whether anything was ever answered
    answered_today: int


def overview(desk: Desk) -> Overview:
    """Return how everything stands now."""
    day = desk.today()
    queue = today.queue(desk.db, day, desk.settings)
    left = today.by_deck(queue)
    recall: dict[str, list[float]] = {}
    for deck, last_day, stability in today.stabilities(desk.db):
        recall.setdefault(deck, []).append(retrievability(stability, day - last_day))
    held = today.suspended(desk.db)
    lines = []
    for entry in catalog.files(desk.db):
        mine = left.get(entry.deck, today.DeckToday(entry.deck)) if entry.live else today.DeckToday(entry.deck)
        chances = recall.get(entry.deck, []) if entry.live else []
        lines.append(
            DeckLine(
                deck=entry.deck,
                title=entry.title,
                cards=entry.cards,
                due=mine.due,
                new=mine.new,
                known=sum(chances) / entry.cards if entry.cards else 0.0,
                seen=len(chances),
                suspended=held.get(entry.deck, 0) if entry.live else 0,
                errors=entry.errors,
                clash=not entry.live,
            )
        )
    new = sum(ask.was == "new" for ask in queue.asks)
    pace = today.pace(desk.db) or _FIRST_PACE
    return Overview(
        day=day,
        decks=tuple(lines),
        due=len(queue.asks) - new,
        new=new,
        minutes=max(round(len(queue.asks) * pace / 60_000), 1) if queue.asks else 0,
        coming=tuple(today.coming(desk.db, day, FORECAST_DAYS)),
        next_day=today.next_due(desk.db, day),
        began=any(line.seen for line in lines),
        answered_today=today.answered(desk.db, day),
    )


def cards(desk: Desk, deck: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield every card of the studied decks, or of one, with its question, answer and state."""
    from aide_memoire.loading import cards_with_questions  # noqa: PLC0415  the first screen builds no notes
    from aide_memoire.store import derived, shelf  # noqa: PLC0415

    day = desk.today()
    memories = derived.memories(desk.db)
    holds = today.holds(desk.db)
    for kept in shelf.notes(desk.db, deck):
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
                "suspended": is_suspended,
                "buried": buried == day,
            }


def _due(due_at: int | None, due_day: int) -> str:
    return iso_day(due_day) if due_at is None else iso_moment(due_at)


def targets(desk: Desk, names: Sequence[str]) -> list[str]:
    """Return the cards with progress that the names mean: decks, notes or cards; all where none is given.

    Raises NotFoundError for a name that neither the decks nor the log know. Orphans are found by their ids.
    """
    from aide_memoire.store import shelf  # noqa: PLC0415

    if not names:
        return today.reviewed_cards(desk.db)
    found: dict[str, None] = {}
    for name in map(clean, names):
        cards = today.reviewed_cards(desk.db, name)
        if not cards and not shelf.knows(desk.db, name):
            raise NotFoundError(f"there is no deck, note or card “{name}”", "aide-memoire cards lists them")
        found.update(dict.fromkeys(cards))
    return list(found)


def reset(desk: Desk, cards: Sequence[str]) -> str:
    """Make cards new again, as one action that can be undone. Returns its id."""
    from aide_memoire.core.event import Draft  # noqa: PLC0415
    from aide_memoire.store import log  # noqa: PLC0415

    return log.append(desk.db, [Draft("reset", card) for card in cards], desk.stamp(), desk.entropy)


def wake(desk: Desk, deck: str | None = None) -> int:
    """Let a deck's suspended cards be asked again, or those of all decks. Returns how many there were."""
    from aide_memoire.core.event import Draft  # noqa: PLC0415
    from aide_memoire.store import log  # noqa: PLC0415

    cards = today.suspended_cards(desk.db, deck)
    if cards:
        log.append(desk.db, [Draft("unsuspend", card) for card in cards], desk.stamp(), desk.entropy)
    return len(cards)


def undo(desk: Desk) -> Undone | None:
    """Take back this device's newest action that counts; None where there is none."""
    from aide_memoire.store import log  # noqa: PLC0415

    return log.undo(desk.db, desk.stamp(), desk.entropy)


def redo(desk: Desk) -> Undone | None:
    """Do again what was taken back last; None where there is nothing."""
    from aide_memoire.store import log  # noqa: PLC0415

    return log.redo(desk.db, desk.stamp(), desk.entropy)


_ACTIONS = {
    "review": "the answer to",
    "reset": "the reset of",
    "suspend": "the suspension of",
    "unsuspend": "the waking of",
    "bury": "the burying of",
}


def described(step: Undone) -> str:
    """Return an action in words: "the answer to treaties/li-lobanov#when"."""
    what = _ACTIONS.get(step.kind, f"“{step.kind}” of")
    if len(step.cards) == 1:
        return f"{what} {step.cards[0]}"
    notes = {card.partition("#")[0] for card in step.cards}
    where = f"{notes.pop()} ({len(step.cards)} cards)" if len(notes) == 1 else f"{len(step.cards)} cards"
    return f"{what} {where}"
