"""An exam by a date: the program's plan beside plain FSRS, SM-2, and all of it on the last days."""

from __future__ import annotations

from math import ceil
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.study.actions import set_exam
from bench.learning.desk import DECK, FIRST_DAY, Sitting, desk
from bench.learning.elsewhere import cram, sm2
from bench.learning.learners import Mind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.learning.learners import Learner

TARGET = 0.95
MONTH = 30
LAST_WEEK = 7
_MISSED = 0.2
_NO_LIMIT = 9999


class Task(NamedTuple):
    """So many cards in so many days; the exam is on the day after them."""

    cards: int
    days: int

    def pace(self, unseen: int, day: int) -> int:
        """Return how many new cards on a day: as the program has it for an exam, all are seen some days before it."""
        return ceil(unseen / max(1, self.days - max(3, round(self.days / 5)) - day))


class Condition(NamedTuple):
    """What stands in the way."""

    name: str
    misses_days: bool = False
    minutes: float | None = None  # a day


CONDITIONS = (
    Condition("every day, as long as it takes"),
    Condition("20 % of the days missed", misses_days=True),
    Condition("20 minutes a day", minutes=20),
)


class Policy(NamedTuple):
    """A way to study: with the program, for the exam or not, or by another function of (mind, task, days, minutes)."""

    name: str
    retention: float = 0.9
    for_exam: bool = False
    other: Callable[[Mind, Task, list[bool], float | None], Iterator[Sitting]] | None = None


OURS = Policy("exam", for_exam=True)
FSRS = Policy("FSRS at 0.90")
POLICIES = (
    OURS,
    FSRS,
    Policy("FSRS at 0.95", retention=0.95),
    Policy("SM-2", other=sm2),
    Policy("cramming", other=cram),
)


class Result(NamedTuple):
    """How it ended for one learner."""

    policy: str
    condition: str
    user: int
    task: Task
    recall: float  # of all cards, on the day of the exam; those never seen count as 0
    month_later: float
    reviews: int
    seconds: tuple[int, ...]  # of each day
    questions: tuple[int, ...]  # of each day, new ones and reviews

    @property
    def minutes(self) -> float:
        """Return the time that it took in all."""
        return sum(self.seconds) / 60

    @property
    def worst_day(self) -> float:
        """Return the minutes of the longest day."""
        return max(self.seconds) / 60

    @property
    def last_week_peak(self) -> float:
        """Return how many times the mean day of the last week its longest day is, in questions."""
        week = self.questions[-LAST_WEEK:]
        return max(week) * len(week) / max(sum(week), 1)


def within(result: Result, condition: Condition) -> Result | None:
    """Return the result also for a condition that limits nothing but the time, where no day took so long."""
    if condition.minutes is None or condition.misses_days or result.worst_day >= condition.minutes:
        return None
    return result._replace(condition=condition.name)


def take_exam(learner: Learner, task: Task, condition: Condition, policy: Policy) -> Result:
    """Let a learner study for an exam, and tell what they would know."""
    seed = f"exam {learner.user} {task.cards} {task.days}"
    chance = Random(f"days {seed}")
    studied = [not condition.misses_days or chance.random() >= _MISSED for _ in range(task.days)]
    mind = Mind(learner.own, Random(seed))
    if policy.other is not None:
        sittings = list(policy.other(mind, task, studied, condition.minutes))
    else:
        sittings = _with_the_program(mind, task, policy, studied, condition.minutes, seed)
    on = FIRST_DAY + task.days
    return Result(
        policy.name,
        condition.name,
        learner.user,
        task,
        mind.known(on) / task.cards,
        mind.known(on + MONTH) / task.cards,
        sum(each.reviews for each in sittings),
        tuple(each.seconds for each in sittings),
        tuple(each.reviews + each.new for each in sittings),
    )


def _with_the_program(
    mind: Mind,
    task: Task,
    policy: Policy,
    studied: list[bool],
    minutes: float | None,
    seed: str,
) -> list[Sitting]:
    """Return what is done on each day."""
    with desk(mind, task.cards, seed) as one:
        one.settings(desired_retention=policy.retention, new_per_day=task.cards, reviews_per_day=_NO_LIMIT)
        if policy.for_exam:
            set_exam(one.workspace, DECK, FIRST_DAY + task.days, TARGET)
        sittings = []
        for day, is_studied in enumerate(studied):
            if not policy.for_exam:
                one.settings(new_per_day=task.pace(task.cards - mind.seen, day))
            sittings.append(one.study(minutes=minutes) if is_studied else Sitting())
            one.sleep()
        return sittings
