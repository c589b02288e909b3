"""Compute the effect of a deck change on existing cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.ids import note_id
from aide_memoire.core.note import cards_of
from aide_memoire.core.question import questions_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aide_memoire.decks.parser import ParsedDeck


class Impact(NamedTuple):
    """The ids of cards that a change of a deck affects, without those that only have another id."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # with another answer than before
    orphaned: tuple[str, ...] = ()


def compute_impact(before: ParsedDeck, after: ParsedDeck) -> Impact:
    """Return the cards that are new, that have another answer, and that become orphans."""
    was, now = _answers(before), _answers(after)
    renamed = dict(_renamed(was, now, after))
    former = {new: old for old, new in renamed.items()}
    return Impact(
        new=tuple(card for card in now if card not in was and card not in former),
        changed=tuple(card for card in now if now[card] != was.get(former.get(card, card), now[card])),
        orphaned=tuple(card for card in was if card not in now and card not in renamed),
    )


def impact_groups(before: ParsedDeck, after: ParsedDeck) -> dict[str, list[str]]:
    """Return the cards that a change affects, under the words that say how."""
    impact = compute_impact(before, after)
    renamed = [f"{old} → {new}" for old, new in _renamed(_answers(before), _answers(after), after)]
    groups = {"new": list(impact.new), "answer changed": list(impact.changed)}
    if renamed:
        groups["history goes on"] = renamed
    return groups | {"history orphaned": list(impact.orphaned)}


def _renamed(was: Mapping[str, str], now: Mapping[str, str], after: ParsedDeck) -> tuple[tuple[str, str], ...]:
    deck = after.head.id
    later = {old: note_id(deck, parsed.note.shared.id) for parsed in after.notes for old in parsed.former_ids(deck)}
    left = [(card, card.partition("#")[0]) for card in was if card not in now]
    pairs = [(card, later[note] + card.removeprefix(note)) for card, note in left if note in later]
    return tuple((card, new) for card, new in pairs if new in now and new not in was)


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
