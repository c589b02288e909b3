"""Load notes and questions from the deck index."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from aide_memoire.core.note import cards_of
from aide_memoire.core.question import questions_of
from aide_memoire.decks.head import rebuild_head
from aide_memoire.decks.notes import rebuild_note
from aide_memoire.store import deck_index

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from aide_memoire.core.note import Card, DeckHead, Note
    from aide_memoire.core.question import Question
    from aide_memoire.store.deck_index import CachedNote


def load_question(db: sqlite3.Connection, note: str, question: str) -> Question | None:
    """Return a question in its current form, or None if no deck has it any more."""
    cached = deck_index.cached_note(db, note)
    return next((candidate for candidate in questions(cached) if candidate.id == question), None) if cached else None


def load_note(cached: CachedNote) -> tuple[DeckHead, Note]:
    """Return a cached note and the head of its deck."""
    head = _head(cached.head, cached.deck)
    return head, rebuild_note(cached.kind, json.loads(cached.body), head)


def questions(cached: CachedNote) -> tuple[Question, ...]:
    """Return the questions of a cached note."""
    return questions_of(*load_note(cached))


def cards_with_questions(cached: CachedNote) -> Iterator[tuple[Card, Note, Question, str]]:
    """Yield each card of a cached note with the note, the question of the card, and the answer of the card."""
    head, note = load_note(cached)
    asked = {card: question for question in questions_of(head, note) for card in question.cards}
    for card in cards_of(head.id, note):
        yield card, note, asked[card.id], asked[card.id].answer_of(card.id)


@lru_cache(maxsize=256)
def _head(tables: str, deck: str) -> DeckHead:
    return rebuild_head(json.loads(tables), deck)
