"""Compute the effect of a deck change on existing cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.note import cards_of
from aide_memoire.core.question import questions_of

if TYPE_CHECKING:
    from aide_memoire.decks.parser import ParsedDeck


class Impact(NamedTuple):
    """The ids of cards that a change of a deck affects."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # with another answer than before
    orphaned: tuple[str, ...] = ()


def compute_impact(before: ParsedDeck, after: ParsedDeck) -> Impact:
    """Return the cards that are new, that have another answer, and that become orphans."""
    was, now = _answers(before), _answers(after)
    return Impact(
        new=tuple(card for card in now if card not in was),
        changed=tuple(card for card in now if card in was and now[card] != was[card]),
        orphaned=tuple(card for card in was if card not in now),
    )


def _answers(reading: ParsedDeck) -> dict[str, str]:
    """Return the answer of every card of a deck by card id."""
    answers: dict[str, str] = {}
    for parsed in reading.notes:
        asked = questions_of(reading.head, parsed.note)
        for card in cards_of(reading.head.id, parsed.note):
            question = next(question for question in asked if card.id in question.cards)
            is_member = len(question.cards) > 1
            answers[card.id] = question.answer[question.cards.index(card.id)] if is_member else question.answer_line
    return answers
