"""How study for an exam goes from day to day: what comes again as things stand, and a simulation of all that comes.

The simulated learner keeps to the plan, knows a question with its probability of recall, and answers a new one, which
was read before, rightly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.easy_days import ordinary
from aide_memoire.core.event import Rating
from aide_memoire.core.exam import by_question, last_week, mean_recall, new_left, prospect, retention_before
from aide_memoire.core.queue import Allowance
from aide_memoire.core.scheduler import rate, retention_for, retrievability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aide_memoire.core.easy_days import Weight
    from aide_memoire.core.exam import Exam, Prospect
    from aide_memoire.core.scheduler import Memory, Parameters


class Forecast(NamedTuple):
    """What study for an exam leads to. The days are those from today to that of the exam."""

    expected: tuple[float, ...]  # the mean probability of recall on the exam's day, as each day begins
    asked: tuple[Allowance, ...]  # what is asked on each day but the last


class Learner(NamedTuple):
    """Who is simulated: what a day allows, what they ask for, how they forget, and the chance by which they know.

    `chance` returns numbers from 0 to 1; `weight` tells of days off and easy days.
    """

    limits: Callable[[int], Allowance]
    retention: float
    parameters: Parameters
    chance: Callable[[], float]
    weight: Weight = ordinary


def simulate_exam(exam: Exam, cards: Iterable[tuple[str, Memory | None]], today: int, learner: Learner) -> Forecast:
    """Simulate the days until an exam. `cards` has (question, memory) of each card, in the author's order.

    Takes 0.5 ms per question, and a little per day.
    """
    members = by_question(cards)
    found = {name: prospect(exam, name, each, learner.parameters) for name, each in members.items()}
    expected, asked = [mean_recall(found.values())], []
    for day in range(today, exam.on):
        if exam.is_last_week(day):
            found = {name: prospect(exam, name, each, learner.parameters, day) for name, each in members.items()}
        limits = learner.limits(day)
        fresh = _fresh(exam, found, day, learner.weight)[: limits.new]
        again = _again(exam, found.values(), day, learner.weight)[: limits.reviews]
        for name in (*again, *fresh):
            members[name] = _answered(exam, members[name], day, learner)
            found[name] = prospect(exam, name, members[name], learner.parameters)
        expected.append(mean_recall(found.values()))
        asked.append(Allowance(len(again), len(fresh)))
    return Forecast(tuple(expected), tuple(asked))


def _fresh(exam: Exam, found: Mapping[str, Prospect], day: int, weight: Weight) -> list[str]:
    number = new_left(exam, list(found.values()), day, weight)
    return [name for name, each in found.items() if each.introduced is None][:number]


def _again(exam: Exam, found: Iterable[Prospect], day: int, weight: Weight) -> Sequence[str]:
    """Return the seen questions that are asked on a day."""
    seen = [each for each in found if each.introduced is not None and each.last_day < day]
    if exam.is_last_week(day):
        return last_week(exam, seen, day, weight).asked
    return [each.question for each in sorted(seen, key=lambda each: each.due_day) if each.due_day <= day]


def _answered(exam: Exam, memories: Sequence[Memory | None], day: int, learner: Learner) -> list[Memory | None]:
    retention = retention_for(retention_before(exam, learner.retention, day), len(memories))
    return [_learned(each, day, retention, learner) for each in memories]


def _learned(memory: Memory | None, day: int, retention: float, learner: Learner) -> Memory:
    """Return the memory of a card after an answer, and the steps that follow from it on the same day."""
    recall = 1.0 if memory is None else retrievability(memory.stability, day - memory.last_day, learner.parameters)
    rating = Rating.GOOD if learner.chance() < recall else Rating.AGAIN
    while True:
        memory = rate(memory, rating, day=day, at=0, retention=retention, parameters=learner.parameters).memory
        if memory.state == "review":
            return memory
        rating = Rating.GOOD


def planned_reviews(
    exam: Exam, found: Iterable[Prospect], first: int, days: int, weight: Weight = ordinary
) -> list[int]:
    """Return how many seen questions are asked on each of `days` days from `first` on, as things stand.

    Each is counted once: what follows from its answer is not known yet.
    """
    waiting = [each for each in found if each.introduced is not None]
    numbers = []
    for day in range(first, first + days):
        asked = set(_again(exam, waiting, day, weight))
        numbers.append(len(asked))
        waiting = [each for each in waiting if each.question not in asked]
    return numbers
