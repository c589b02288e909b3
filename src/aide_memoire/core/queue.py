"""Today's order of questions.

Learning steps first, then reviews by falling risk of being forgotten with new ones spread among them. Of
cards that give each other away (siblings, and notes that say `bury_with`) one is asked a day. A group is one
question: it comes as soon as one of its members is due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aide_memoire.core.scheduler import MemoryState


class Candidate(NamedTuple):
    """A card that could be asked today."""

    card: str
    note: str
    deck: str
    question: str
    bury_with: tuple[str, ...]
    due_at: int = 0  # for learning steps: the moment


ItemState = Literal["new", "learning", "review"]


class QueueItem(NamedTuple):
    """A question to put today. `was` is what it is today: learning, review or new."""

    question: str
    note: str
    deck: str
    was: ItemState
    due_at: int = 0


def item_state(state: Literal["new"] | MemoryState) -> ItemState:
    """Return what a card of this state is in a queue: a relearning step is a learning step."""
    return "learning" if state == "relearning" else state


class Allowance(NamedTuple):
    """How many more questions today's limits leave."""

    reviews: int
    new: int


class Queue(NamedTuple):
    """Learning steps by their time, and the rest: reviews and new questions, in their order."""

    steps: tuple[QueueItem, ...]
    rest: tuple[QueueItem, ...]

    @property
    def items(self) -> tuple[QueueItem, ...]:
        """Return all of them."""
        return self.steps + self.rest


def build_queue(
    steps: Iterable[Candidate],
    reviews: Iterable[Candidate],
    new: Sequence[Iterable[Candidate]],
    *,
    room: Allowance,
    answered: Iterable[tuple[str, tuple[str, ...]]],
) -> Queue:
    """Return today's queue.

    `steps` are the cards in a learning step, `reviews` the other ones due, the likeliest to be forgotten
    first; `new` has for each deck its unseen cards in the author's order; `answered` are the notes answered
    today, each with its `bury_with`. Iterables are read only as far as the room goes.
    """
    day = _Day()
    for note, rivals in answered:
        day.take(note, rivals)
    first = [
        _item(step, "learning") for step in _first_steps(sorted(steps, key=lambda step: (step.due_at, step.card)), day)
    ]
    due = _within_limit(reviews, room.reviews, day, "review")
    open_decks = (filter(day.has_room_for, deck) for deck in new)  # a buried card does not cost its deck the turn
    fresh = _within_limit(_in_turn(open_decks), room.new, day, "new")
    return Queue(tuple(first), tuple(_interleave(due, fresh)))


class _Day:
    """The notes that today has taken, and the ones that it must leave out because of them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._rivals: set[str] = set()

    def take(self, note: str, bury_with: tuple[str, ...]) -> None:
        self._taken.add(note)
        self._rivals.update(bury_with)

    def has_room_for(self, candidate: Candidate) -> bool:
        return (
            candidate.note not in self._taken
            and candidate.note not in self._rivals
            and self._taken.isdisjoint(candidate.bury_with)
        )


def _first_steps(steps: Iterable[Candidate], day: _Day) -> Iterator[Candidate]:
    """Yield each question's first step; a step is never buried, as it belongs to today."""
    seen: set[str] = set()
    for step in steps:
        if step.question not in seen:
            seen.add(step.question)
            day.take(step.note, step.bury_with)
            yield step


def _within_limit(candidates: Iterable[Candidate], room: int, day: _Day, was: ItemState) -> list[QueueItem]:
    chosen: list[QueueItem] = []
    if room <= 0:
        return chosen
    for candidate in candidates:
        if day.has_room_for(candidate):
            day.take(candidate.note, candidate.bury_with)
            chosen.append(_item(candidate, was))
            if len(chosen) == room:
                break
    return chosen


def _item(candidate: Candidate, was: ItemState) -> QueueItem:
    return QueueItem(candidate.question, candidate.note, candidate.deck, was, candidate.due_at)


def _in_turn(decks: Iterable[Iterable[Candidate]]) -> Iterator[Candidate]:
    """Yield a card of each deck, again and again, until all are empty."""
    waiting = [iter(deck) for deck in decks]
    while waiting:
        still = []
        for deck in waiting:
            for candidate in deck:
                still.append(deck)
                yield candidate
                break
        waiting = still


def _interleave(due: list[QueueItem], fresh: list[QueueItem]) -> Iterator[QueueItem]:
    """Yield the reviews in their order with the new ones evenly among them."""
    total = len(due) + len(fresh)
    reviews, news = iter(due), iter(fresh)
    given = 0
    for place in range(1, total + 1):
        if place * len(fresh) // total > given:
            given += 1
            yield next(news)
        else:
            yield next(reviews)
