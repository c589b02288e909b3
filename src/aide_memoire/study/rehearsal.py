"""What the first answer would wait for, done while the learner reads the question."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from aide_memoire.core.event import Rating
from aide_memoire.core.grading.grade import grade
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, rate

if TYPE_CHECKING:
    from aide_memoire.core.question import Question

_ANSWER = "?"
_DAY = 1


def rehearse_aside(question: Question) -> Thread:
    """Rehearse in a thread, so that no key waits for it. Returns that thread."""
    thread = Thread(target=_try, args=(question,), daemon=True, name="rehearsal")
    thread.start()
    return thread


def _try(question: Question) -> None:
    with suppress(Exception):  # whatever is wrong is told where it matters, not over the picture
        rehearse(question)


def rehearse(question: Question) -> None:
    """Grade and rate an answer that nobody gave: what that needs is imported then."""
    grade(question, _ANSWER)
    rate(None, Rating.GOOD, day=_DAY, at=0, retention=0.9, parameters=DEFAULT_PARAMETERS)
