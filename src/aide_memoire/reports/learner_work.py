"""What one learner of a class has done and knows, as it follows from their log."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.scheduler import retrievability
from aide_memoire.store import log
from aide_memoire.store.learner_work import CardWork, DeckWork, card_work, deck_work, held_per_device, replayed
from aide_memoire.store.weights import parameters_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aide_memoire.core.event import Event
    from aide_memoire.core.scheduler import Parameters

FORMAT = 1
"""Raise it when the text of a `LearnerWork` gets another form or meaning."""


class LearnerWork(NamedTuple):
    """A learner's decks and cards, the pairs of cards that they mix up, and the events held back per device.

    `weights` are those of their own forgetting curve.
    """

    decks: tuple[DeckWork, ...]
    cards: tuple[CardWork, ...]
    mixed_up: tuple[tuple[str, str, int], ...]
    held: tuple[tuple[str, int], ...]
    weights: tuple[float, ...]


def work_of(events: Iterable[Event], now: int) -> LearnerWork:
    """Return the work that a log tells of at the moment `now`."""
    with replayed(events, now) as db:
        pairs = Counter((min(card, other), max(card, other)) for card, other, _ in log.confused(db))
        return LearnerWork(
            tuple(deck_work(db)),
            tuple(card_work(db)),
            tuple((one, other, times) for (one, other), times in sorted(pairs.items())),
            tuple(held_per_device(db).items()),
            parameters_in_force(db).weights,
        )


def recall_now(card: CardWork, day: int, parameters: Parameters) -> float:
    """Return the probability that a card is recalled on a day. Cards in learning steps add 0, as in the statistics."""
    return retrievability(card.stability, day - card.last_day, parameters) if card.state == "review" else 0.0


def to_text(work: LearnerWork) -> str:
    """Return the work as a text to be kept."""
    return json.dumps(work, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> LearnerWork:
    """Return the work of a text. Raises ValueError or TypeError for another text."""
    decks, cards, mixed_up, held, weights = json.loads(text)
    return LearnerWork(
        tuple(DeckWork(*each) for each in decks),
        tuple(CardWork(*each) for each in cards),
        tuple((one, other, times) for one, other, times in mixed_up),
        tuple((device, number) for device, number in held),
        tuple(weights),
    )
