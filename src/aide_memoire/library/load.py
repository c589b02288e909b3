"""What was kept of the decks becomes notes and questions again."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from aide_memoire.core.note import cards_of
from aide_memoire.core.question import questions_of
from aide_memoire.decks.notes import rebuild_head, rebuild_note
from aide_memoire.store import deck_index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from aide_memoire.core.note import Card, DeckHead, Note
    from aide_memoire.core.question import Question
    from aide_memoire.store.deck_index import CachedNote


def load_question(db: sqlite3.Connection, note: str, question: str) -> Question | None:
    """Return a question as its deck puts it now, or None where it is no longer there."""
    cached = deck_index.cached_note(db, note)
    return next((each for each in questions(cached) if each.id == question), None) if cached else None


def load_note(cached: CachedNote) -> tuple[DeckHead, Note]:
    """Return a kept note, and the head of its deck."""
    head = _head(cached.head, cached.deck)
    return head, rebuild_note(cached.kind, json.loads(cached.body), head)


def questions(cached: CachedNote) -> tuple[Question, ...]:
    """Return the questions of a kept note."""
    return questions_of(*load_note(cached))


def cards_with_questions(cached: CachedNote) -> Iterator[tuple[Card, Note, Question, str]]:
    """Yield each card of a kept note with its question, and the answer that is the card's own part of it."""
    head, note = load_note(cached)
    asked = {card: question for question in questions_of(head, note) for card in question.cards}
    for card in cards_of(head.id, note):
        yield card, note, asked[card.id], asked[card.id].answer_of(card.id)


@lru_cache(maxsize=256)
def _head(tables: str, deck: str) -> DeckHead:
    return rebuild_head(json.loads(tables), deck)
