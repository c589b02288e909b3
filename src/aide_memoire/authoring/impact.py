"""What a change of a deck does to the cards that learners have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.note import cards_of
from aide_memoire.core.question import questions_of

if TYPE_CHECKING:
    from aide_memoire.decks.parser import ParsedDeck


class Impact(NamedTuple):
    """What saving would do to the cards that learners have."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # cards with another answer than before
    orphaned: tuple[str, ...] = ()


def compute_impact(before: ParsedDeck, after: ParsedDeck) -> Impact:
    """Return which cards a change of a deck makes, changes in their answer, and orphans."""
    was, now = _answers(before), _answers(after)
    return Impact(
        new=tuple(card for card in now if card not in was),
        changed=tuple(card for card in now if card in was and now[card] != was[card]),
        orphaned=tuple(card for card in was if card not in now),
    )


def _answers(reading: ParsedDeck) -> dict[str, str]:
    """Return the answer of every card of a deck."""
    answers: dict[str, str] = {}
    for each in reading.notes:
        asked = questions_of(reading.head, each.note)
        for card in cards_of(reading.head.id, each.note):
            question = next(question for question in asked if card.id in question.cards)
            member = len(question.cards) > 1
            answers[card.id] = question.answer[question.cards.index(card.id)] if member else question.answer_line
    return answers
