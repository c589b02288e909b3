"""An exam on a day: what to expect of a deck then, and what to ask until then.

Until the last week the deck's questions come at a lower desired retention, with new ones spread over the days that are
left but some. In the last week those are asked that would not safely reach the target on the day of the exam, the same
number each day, and on its eve all of them. First come those of which one right answer leaves most on that day: they
are done with, while what is forgotten by then all the same is best asked late, and never in place of the others where
time is short. Everything follows from the present alone, so that missed days plan themselves again.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.easy_days import ordinary, share_of_day
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.fitting.update import GOOD, make_curve, next_stability
from aide_memoire.core.queue import Allowance
from aide_memoire.core.scheduler import retrievability
from aide_memoire.core.study_day import iso_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from aide_memoire.core.easy_days import Weight
    from aide_memoire.core.scheduler import Memory, Parameters

USUAL_TARGET = 0.95
LAST_WEEK = 7
"""Days before the exam."""

_RETENTION_BEFORE = 0.80
_LEAST_REST = 3  # days
_REST = 5  # a fifth of the time is left without new questions
_MARGIN = 0.3  # of what is between the target and certainty: the usual curve foretells most learners too much


class Exam(NamedTuple):
    """The exam of a deck. Days are study days. Exams sort by their day, the nearest first."""

    on: int
    deck: str
    target: float  # the probability of recall on that day
    since: int  # the day on which it was set

    @property
    def aim(self) -> float:
        """Return the probability of recall below which a question is asked in the last week: a bit above the target."""
        return self.target + _MARGIN * (1 - self.target)

    def days_left(self, today: int) -> int:
        """Return the number of days until the exam; 0 on its day and later."""
        return max(self.on - today, 0)

    def is_last_week(self, today: int) -> bool:
        """Return whether what is asked is chosen for the exam."""
        return 1 <= self.on - today <= LAST_WEEK


class Prospect(NamedTuple):
    """What to expect of a question on the day of the exam. A group is as its weakest member, which may be unseen."""

    question: str
    recall: float = 0.0  # the probability on that day; 0 for an unseen one
    introduced: int | None = None  # the day of the first review; None for an unseen question
    last_day: int = 0
    due_day: int = 0
    lasting: float = 0.0  # in the last week, the probability on the day of the exam after a right answer today

    def is_in_need(self, exam: Exam) -> bool:
        """Return whether the question was seen and is below the target."""
        return self.introduced is not None and self.recall < exam.target

    def is_unsafe(self, exam: Exam) -> bool:
        """Return whether the question was seen and is below the target or barely above it."""
        return self.introduced is not None and self.recall < exam.aim


class Outlook(NamedTuple):
    """What to expect of a deck on the day of its exam, in questions. Suspended ones are left out."""

    cards: int
    unseen: int
    need: int  # seen, and below the target on that day as things stand
    expected: float  # the mean probability of recall on that day, with 0 for unseen ones
    a_day: Allowance  # what the exam takes a day

    @property
    def per_day(self) -> int:
        """Return the number of questions a day that the exam takes."""
        return sum(self.a_day)


class Share(NamedTuple):
    """The unsafe questions of a deck in the order in which they are asked, and how many of them are asked today."""

    questions: tuple[str, ...]
    number: int

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the questions that are asked; where one must wait for a sibling, the next one takes its place."""
        return self.questions[: self.number]


def prospects(
    exam: Exam, cards: Iterable[tuple[str, Memory | None]], parameters: Parameters, today: int = 0
) -> list[Prospect]:
    """Return the prospect of each question, in their order. `cards` has (question, memory) of each card.

    Without `today` what a right answer would leave is not worked out.
    """
    return [prospect(exam, question, each, parameters, today) for question, each in by_question(cards).items()]


def by_question(cards: Iterable[tuple[str, Memory | None]]) -> dict[str, list[Memory | None]]:
    """Return the memories of the cards of each question, in their order."""
    members: dict[str, list[Memory | None]] = {}
    for question, memory in cards:
        members.setdefault(question, []).append(memory)
    return members


def prospect(
    exam: Exam, question: str, memories: Sequence[Memory | None], parameters: Parameters, today: int = 0
) -> Prospect:
    """Return the prospect of a question whose cards have these memories."""
    seen = [memory for memory in memories if memory]
    if not seen:
        return Prospect(question)
    recall = min(retrievability(each.stability, exam.on - each.last_day, parameters) for each in seen)
    return Prospect(
        question,
        recall if len(seen) == len(memories) else 0.0,
        min(each.introduced for each in seen),
        max(each.last_day for each in seen),
        min(each.due_day for each in seen),
        min(_lasting(exam, each, parameters, today) for each in seen) if exam.is_last_week(today) else 0.0,
    )


def _lasting(exam: Exam, memory: Memory, parameters: Parameters, today: int) -> float:
    chance = retrievability(memory.stability, today - memory.last_day, parameters)
    curve = make_curve(parameters.weights)
    stability = next_stability(curve, memory.stability, memory.difficulty, GOOD, chance).value
    return retrievability(stability, exam.on - today, parameters)


def mean_recall(found: Collection[Prospect]) -> float:
    """Return the mean probability of recall on the day of the exam, with 0 for unseen questions."""
    return sum(each.recall for each in found) / max(len(found), 1)


def outlook(exam: Exam, found: Sequence[Prospect], today: int, weight: Weight = ordinary) -> Outlook:
    """Return what to expect of the questions of a deck. `weight` is what part of a day's work each day has."""
    unsafe = sum(each.is_unsafe(exam) for each in found)
    unseen = sum(each.introduced in (None, today) for each in found)
    return Outlook(
        cards=len(found),
        unseen=sum(each.introduced is None for each in found),
        need=sum(each.is_in_need(exam) for each in found),
        expected=mean_recall(found),
        a_day=Allowance(
            reviews=_on_whole_day(unsafe, range(today, exam.on), weight),
            new=_on_whole_day(unseen, _days_for_new(exam, today, weight), weight),
        ),
    )


def _on_whole_day(number: int, days: Sequence[int], weight: Weight) -> int:
    """Return how many fall on each day that is neither easy nor off."""
    return math.ceil(number / (sum(map(weight, days)) or len(days))) if days else 0


def _days_for_new(exam: Exam, today: int, weight: Weight) -> range:
    """Return the days over which new questions are spread, from today on; none once the exam is there.

    The last fifth of the time, at least three days, is left without them if that can be; where only days off are left
    before it, it is not.
    """
    if not exam.days_left(today):
        return range(0)
    rest = max(_LEAST_REST, round((exam.on - exam.since) / _REST))
    days = range(today, max(exam.on - rest, today + 1))
    return days if any(map(weight, days)) else range(today, exam.on)


def new_a_day(exam: Exam, found: Iterable[Prospect], today: int, weight: Weight = ordinary) -> int:
    """Return the number of new questions on this day: those that were unseen as it began, by the days that are left."""
    days = _days_for_new(exam, today, weight)
    unseen = sum(each.introduced in (None, today) for each in found)
    return math.ceil(share_of_day(unseen, today, days, weight)) if days else 0


def new_left(exam: Exam, found: Sequence[Prospect], today: int, weight: Weight = ordinary) -> int:
    """Return how many new questions are still to be asked today."""
    return max(new_a_day(exam, found, today, weight) - sum(each.introduced == today for each in found), 0)


def last_week(exam: Exam, found: Sequence[Prospect], today: int, weight: Weight = ordinary) -> Share:
    """Return the questions still to be asked on a day of the last week: those first of which an answer leaves most.

    The unsafe ones are spread over the days that are left, by the weights of these; all that are due are asked at
    least, and on the eve all.
    What was answered today has been part of the day's share. What is due but safe waits.
    """
    unsafe = [each for each in found if each.is_unsafe(exam) and each.last_day < today]
    unsafe.sort(key=lambda each: (-each.lasting, each.recall, each.question))
    answered = sum(each.introduced is not None and each.introduced < today and each.last_day >= today for each in found)
    number, days = len(unsafe) + answered, range(today, max(exam.on, today + 1))
    share = (number if len(days) == 1 else math.ceil(share_of_day(number, today, days, weight))) - answered
    due = sum(each.due_day <= today for each in unsafe)
    due_first = sorted(unsafe, key=lambda each: each.due_day > today)
    chosen = {each.question for each in due_first[: max(share, due)]}
    unsafe.sort(key=lambda each: each.question not in chosen)
    return Share(tuple(each.question for each in unsafe), len(chosen))


def retention_before(exam: Exam | None, retention: float, today: int) -> float:
    """Return the desired retention of a deck: lower than the learner's until the last week before its exam."""
    is_far = exam is not None and exam.on - today > LAST_WEEK
    return min(retention, _RETENTION_BEFORE) if is_far else retention


def check_day(on: int, today: int) -> None:
    """Raise AideMemoireError for the day of an exam that has passed."""
    if on < today:
        raise AideMemoireError(f"{iso_day(on)} has passed", "the day of an exam is today or later")


def limits_that_would_do(outlooks: Iterable[Outlook], limits: Allowance) -> Allowance:
    """Return the limits of a day within which all the exams can be kept to; `limits` itself where it is enough."""
    wanted = [each.a_day for each in outlooks]
    return Allowance(
        max(limits.reviews, sum(each.reviews for each in wanted)), max(limits.new, sum(each.new for each in wanted))
    )
