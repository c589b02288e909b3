"""All cards with question, answer and state, for lists and exports."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from aide_memoire.core.study_day import iso_day, iso_moment
from aide_memoire.library.load import cards_with_questions
from aide_memoire.reports.orphans import find_orphans
from aide_memoire.store import card_state, deck_files, deck_index
from aide_memoire.store.card_state import state_counts, suspensions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.workspace import Workspace


def card_rows(workspace: Workspace, decks: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield a row for each card of these decks, or of all studied decks if `decks` is empty."""
    day = workspace.today()
    memories = card_state.memories(workspace.db)
    suspensions_by_card = suspensions(workspace.db)
    for cached in chain.from_iterable(deck_index.cached_notes(workspace.db, deck) for deck in decks or (None,)):
        for card, note, question, answer in cards_with_questions(cached):
            memory = memories.get(card.id)
            is_suspended, buried = suspensions_by_card.get(card.id, (False, 0))
            yield {
                "id": card.id,
                "deck": cached.deck,
                "note": card.note,
                "kind": cached.kind,
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
                "leech": workspace.settings.is_leech(memory.lapses if memory else 0),
                "suspended": is_suspended,
                "buried": buried == day,
            }


def export_summary(workspace: Workspace, decks: Sequence[str] = ()) -> dict[str, Any]:
    """Return the head of an export: the profile, the time, the decks, and the number of cards by state.

    Orphans (cards with a history that no deck has any more) are listed here, as `card_rows` does not contain them.
    """
    orphans = [orphan.card for orphan in find_orphans(workspace) if not decks or orphan.card.partition("/")[0] in decks]
    return {
        "v": 1,
        "profile": workspace.profile,
        "exported": iso_moment(workspace.now()),
        "day": iso_day(workspace.today()),
        "decks": list(decks) or [entry.deck for entry in deck_files.deck_files(workspace.db) if entry.live],
        "states": state_counts(workspace.db, decks),
        "orphans": orphans,
    }


def _due(due_at: int | None, due_day: int) -> str:
    return iso_day(due_day) if due_at is None else iso_moment(due_at)
