"""Build today's queue of questions.

Learning steps come first, then reviews by due day, with new questions spread among them: a backlog that is asked in the
order of its days is cleared sooner, and with more known, than one asked by the risk of forgetting. Of cards that
reveal each other's answers (siblings, and notes with `bury_with`), only one is asked per day. A group is one question:
it is due as soon as one of its members is.
"""

from __future__ import annotations

import sys
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aide_memoire.core.scheduler import MemoryState


class Candidate(NamedTuple):
    """A card that may be asked today."""

    card: str
    note: str
    deck: str
    question: str
    bury_with: tuple[str, ...]
    due_at: int = 0  # for learning steps: the time, in milliseconds


ItemState = Literal["new", "learning", "review"]


class QueueItem(NamedTuple):
    """A question to ask today. `was` is its state before the answer."""

    question: str
    note: str
    deck: str
    was: ItemState
    due_at: int = 0


def item_state(state: Literal["new"] | MemoryState) -> ItemState:
    """Return the queue state for a card state. A relearning step counts as a learning step."""
    return "learning" if state == "relearning" else state


class Allowance(NamedTuple):
    """The number of questions that today's limits still allow."""

    reviews: int
    new: int


class Portion(NamedTuple):
    """Candidates in their order, and how many of them are asked at most."""

    candidates: Iterable[Candidate]
    most: int = sys.maxsize
    with_siblings: bool = False  # ask them also if another question of the day gives them away


class Extra(NamedTuple):
    """What a learner wants to study beyond the share of the day."""

    ahead: int = 0  # days: reviews that are due so soon are asked too, all of them
    new: int = 0  # new questions beyond the limit


class Queue(NamedTuple):
    """Today's questions: learning steps sorted by time, and the rest (reviews and new questions) in order."""

    steps: tuple[QueueItem, ...]
    rest: tuple[QueueItem, ...]

    @property
    def items(self) -> tuple[QueueItem, ...]:
        """Return the learning steps and the rest."""
        return self.steps + self.rest


def build_queue(
    steps: Iterable[Candidate],
    reviews: Iterable[Candidate],
    new: Iterable[Sequence[Portion]],
    *,
    room: Allowance,
    answered: Iterable[tuple[str, tuple[str, ...]]],
    first_reviews: Iterable[Portion] = (),
    first_new: Iterable[Portion] = (),
) -> Queue:
    """Return today's queue, with at most as many reviews and new questions as `room` allows.

    `steps` are the cards in a learning step; `reviews` are the other due cards in their order;
    `new` has decks with their new cards in the author's order: those listed together come one deck after the other, and
    take turns with the others; `answered` has (note, `bury_with`) of each note answered
    today. `reviews` and `new` are read only as far as `room` allows. `first_reviews` and `first_new` go before them.
    """
    day = _Day()
    for note, bury_with in answered:
        day.take(note, bury_with)
    first = [
        _item(step, "learning")
        for step in _one_step_per_question(sorted(steps, key=lambda step: (step.due_at, step.card)), day)
    ]
    due = _first_and_others(first_reviews, reviews, room.reviews, day, "review")
    # Filtered before the decks take turns: a deck must not lose its turn to a buried card, nor its limit.
    threads = [
        chain.from_iterable(islice(filter(day.has_room_for, deck.candidates), deck.most) for deck in decks)
        for decks in new
    ]
    fresh = _first_and_others(first_new, _in_turn(threads), room.new, day, "new")
    return Queue(tuple(first), tuple(_interleave(due, fresh)))


class _Day:
    """The notes that are asked today, and the notes that are buried because of them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._buried: set[str] = set()
        self._questions: set[str] = set()

    def take(self, note: str, bury_with: tuple[str, ...], question: str = "") -> None:
        self._taken.add(note)
        self._buried.update(bury_with)
        self._questions.add(question)

    def is_not_asked(self, candidate: Candidate) -> bool:
        return candidate.question not in self._questions

    def has_room_for(self, candidate: Candidate) -> bool:
        return (
            candidate.note not in self._taken
            and candidate.note not in self._buried
            and self._taken.isdisjoint(candidate.bury_with)
        )


def _one_step_per_question(steps: Iterable[Candidate], day: _Day) -> Iterator[Candidate]:
    """Yield the first due learning step of each question. Learning steps are exempt from sibling burying."""
    for step in steps:
        if day.is_not_asked(step):
            day.take(step.note, step.bury_with, step.question)
            yield step


def _first_and_others(
    first: Iterable[Portion], others: Iterable[Candidate], room: int, day: _Day, was: ItemState
) -> list[QueueItem]:
    chosen: list[QueueItem] = []
    for each in first:
        has_room = day.is_not_asked if each.with_siblings else day.has_room_for
        chosen += _within_limit(filter(has_room, each.candidates), min(each.most, room - len(chosen)), day, was)
    return chosen + _within_limit(filter(day.has_room_for, others), room - len(chosen), day, was)


def _within_limit(candidates: Iterable[Candidate], room: int, day: _Day, was: ItemState) -> list[QueueItem]:
    """Return the first `room` of the candidates, which are read only as far as needed, and take them."""
    chosen: list[QueueItem] = []
    for candidate in candidates if room > 0 else ():
        day.take(candidate.note, candidate.bury_with, candidate.question)
        chosen.append(_item(candidate, was))
        if len(chosen) == room:
            break
    return chosen


def _item(candidate: Candidate, was: ItemState) -> QueueItem:
    return QueueItem(candidate.question, candidate.note, candidate.deck, was, candidate.due_at)


def _in_turn(decks: Iterable[Iterable[Candidate]]) -> Iterator[Candidate]:
    """Yield one card of each in turn, until all are empty."""
    remaining = [iter(deck) for deck in decks]
    while remaining:
        not_empty = []
        for deck in remaining:
            for candidate in deck:
                not_empty.append(deck)
                yield candidate
                break
        remaining = not_empty


def _interleave(due: list[QueueItem], fresh: list[QueueItem]) -> Iterator[QueueItem]:
    """Yield the reviews in their order, with the new questions spread evenly among them."""
    total = len(due) + len(fresh)
    reviews, new_items = iter(due), iter(fresh)
    new_yielded = 0
    for place in range(1, total + 1):
        if place * len(fresh) // total > new_yielded:
            new_yielded += 1
            yield next(new_items)
        else:
            yield next(reviews)
