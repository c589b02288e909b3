"""Other ways to study for an exam, without the program: SM-2, and all of it on the last days."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import Rating
from bench.learning.desk import FIRST_DAY, Sitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.learning.exams import Task
    from bench.learning.learners import Mind

_CRAMMING = 3  # days
_FIRST, _SECOND = 1, 6  # days: SM-2's first intervals
_EASE, _LEAST_EASE = 2.5, 1.3
_QUALITY = {Rating.AGAIN: 2, Rating.HARD: 3, Rating.GOOD: 4, Rating.EASY: 5}
_MOST_REPEATS = 3  # of a card on a day


class _Card(NamedTuple):
    """What SM-2 keeps of a card."""

    due: int
    interval: int = 0  # days
    repetitions: int = 0
    ease: float = _EASE

    def after(self, rating: Rating, day: int) -> _Card:
        """Return the card after an answer (Woźniak 1990): I(1) = 1, I(2) = 6, I(n) = I(n − 1) × ease."""
        quality = _QUALITY[rating]
        ease = max(self.ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02), _LEAST_EASE)
        if quality < 3:
            return _Card(day + _FIRST, _FIRST, 0, self.ease)
        interval = (_FIRST, _SECOND)[self.repetitions] if self.repetitions < 2 else round(self.interval * self.ease)
        return _Card(day + interval, interval, self.repetitions + 1, ease)


def sm2(mind: Mind, task: Task, studied: list[bool], minutes: float | None) -> Iterator[Sitting]:
    """Yield what is done each day by SM-2, with new cards at the same pace as elsewhere."""
    cards: dict[str, _Card] = {}
    for day, is_studied in enumerate(studied, FIRST_DAY):
        done = Sitting()
        if is_studied:
            unseen = task.cards - len(cards)
            more = min(unseen, task.pace(unseen, day - FIRST_DAY))
            due = sorted((card.due, name) for name, card in cards.items() if card.due <= day)
            new = [f"c{n}" for n in range(len(cards), len(cards) + more)]
            for name in (*(name for _, name in due), *new):
                if _is_over(done, minutes):
                    break
                done, rating = _ask(mind, name, day, done)
                cards[name] = cards.get(name, _Card(day)).after(rating, day)
        yield done


def cram(mind: Mind, task: Task, studied: list[bool], minutes: float | None) -> Iterator[Sitting]:
    """Yield what is done each day by someone who learns all on the last days, and asks all of it again each day."""
    seen = 0
    for day, is_studied in enumerate(studied, FIRST_DAY):
        done = Sitting()
        left = FIRST_DAY + task.days - day
        if is_studied and left <= _CRAMMING:
            more = -(-(task.cards - seen) // left)
            for n in range(seen + more):
                if _is_over(done, minutes):
                    break
                done, _ = _ask(mind, f"c{n}", day, done)
                seen = max(seen, n + 1)
        yield done


def _is_over(done: Sitting, minutes: float | None) -> bool:
    return minutes is not None and done.seconds >= 60 * minutes


def _ask(mind: Mind, card: str, day: int, done: Sitting) -> tuple[Sitting, Rating]:
    """Ask a card, and again until it is known. Returns the first rating."""
    first = mind.answer(card, day)
    done = done.plus(first.was, first.seconds)
    for _ in range(_MOST_REPEATS):
        if first.rating == Rating.EASY or (first.was == "review" and first.rating > Rating.AGAIN):
            break
        again = mind.answer(card, day)
        done = done.plus(again.was, again.seconds)
        if again.rating > Rating.AGAIN:
            break
    return done, first.rating
