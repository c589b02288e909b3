"""Choose the next question of a session. Pure functions; the store saves the answers."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.study_day import MINUTE

if TYPE_CHECKING:
    from collections.abc import Collection

    from aide_memoire.core.queue import Queue, QueueItem

ASK_EARLY = 20 * MINUTE
"""Milliseconds: with no other question left, a learning step that is due within this time is asked at once."""

LESSON_GAP = 3
"""How many others come between the lesson of a new question and the question itself, where there are as many."""


class Session(NamedTuple):
    """The questions still to ask, each once. `day` is the study day on which the session began; it never changes."""

    day: int
    steps: tuple[QueueItem, ...]
    rest: tuple[QueueItem, ...]
    limit: int | None = None
    answered: int = 0  # answers, of which a question may have had several


class Progress(NamedTuple):
    """How far a session is, in questions. `planned` never grows while the session lasts."""

    done: int  # they will not come again in this session
    planned: int
    again: int  # they were answered and will come again


def progress(session: Session, asked: Collection[str]) -> Progress:
    """Return how far the session is. `asked` are the questions that were answered in it.

    With a limit that ends the session before all are learned, answers are counted instead.
    """
    left = open_questions(session)
    again = sum(question in left for question in asked)
    planned = len(asked) - again + len(left)
    if session.limit is not None and session.limit < planned:
        return Progress(min(session.answered, session.limit), session.limit, again)
    return Progress(len(asked) - again, planned, again)


def begin_session(day: int, queue: Queue, limit: int | None = None) -> Session:
    """Return a session over today's queue, of at most `limit` questions."""
    return Session(day, queue.steps, queue.rest, limit)


def next_item(session: Session, now: int) -> QueueItem | None:
    """Return the question to ask at the time `now` (milliseconds), or None at the end of the session."""
    if session.limit is not None and session.answered >= session.limit:
        return None
    step = session.steps[0] if session.steps else None
    if step and step.due_at <= now:
        return step
    if session.rest:
        return session.rest[0]
    return step if step and step.due_at <= now + ASK_EARLY else None


def after_answer(session: Session, item: QueueItem, due_at: int | None) -> Session:
    """Return the session after `item` was answered. `due_at` is the time of its next learning step, or None."""
    rest = without_item(session, item)
    steps = list(rest.steps)
    if due_at is not None:
        step = item._replace(was="learning", due_at=due_at)
        insort(steps, step, key=lambda each: (each.due_at, each.question))
    return rest._replace(steps=tuple(steps), answered=session.answered + 1)


def after_lesson(session: Session, item: QueueItem) -> Session:
    """Return the session once the lesson of `item` was read: it is asked after a few others, or at once without any.

    A lesson counts for nothing of the limit. With a limit, the question comes early enough to be asked within it.
    """
    rest = without_item(session, item)
    left = LESSON_GAP if session.limit is None else max(session.limit - session.answered - 1, 0)
    place = min(LESSON_GAP, left)
    return rest._replace(rest=(*rest.rest[:place], item, *rest.rest[place:]))


def without_item(session: Session, item: QueueItem) -> Session:
    """Return the session without the question."""
    question = item.question
    steps, rest = session.steps, session.rest
    if steps and steps[0].question == question:  # or the next: nearly always, and the others need not be looked at
        return session._replace(steps=steps[1:])
    if rest and rest[0].question == question:
        return session._replace(rest=rest[1:])
    return session._replace(steps=_others(steps, {question}), rest=_others(rest, {question}))


def with_item_first(session: Session, item: QueueItem) -> Session:
    """Return the session with `item` before all others."""
    rest = without_item(session, item)
    return rest._replace(steps=(item._replace(due_at=0), *rest.steps))


def open_questions(session: Session) -> set[str]:
    """Return the ids of the questions still to ask."""
    return {each.question for each in (*session.steps, *session.rest)}


def without_cards(session: Session, cards: set[str]) -> Session:
    """Return the session without the questions of these cards."""
    questions = cards | {card.partition("#")[0] for card in cards}  # the question of a group has the id of its note
    return session._replace(steps=_others(session.steps, questions), rest=_others(session.rest, questions))


def _others(items: tuple[QueueItem, ...], questions: Collection[str]) -> tuple[QueueItem, ...]:
    return tuple([each for each in items if each.question not in questions])
