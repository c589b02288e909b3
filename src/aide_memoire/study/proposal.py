"""The outcome of each possible rating: computed once, shown to the learner, and saved as it was shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core import scheduler
from aide_memoire.core.event import Rating
from aide_memoire.core.exam import retention_before
from aide_memoire.core.ids import split_card_id
from aide_memoire.store.card_state import sibling_days
from aide_memoire.store.exams import exams
from aide_memoire.store.queue import due_counts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from aide_memoire.core.question import Question
    from aide_memoire.core.replay import CardState
    from aide_memoire.core.scheduler import Memory, Outcome
    from aide_memoire.workspace import Workspace


class CardOutcome(NamedTuple):
    """The outcome of a rating for one card. `was` is its memory before, None for a new card."""

    card: str
    was: Memory | None
    outcome: Outcome
    memory: Memory  # after load balancing
    retention: float  # that was desired


class RatingOutcome(NamedTuple):
    """The outcome of a rating for all cards of a question, and when it is due again.

    `seconds` is the time to the next learning step, or None; `days` is the number of days from today.
    """

    rating: Rating
    cards: Mapping[str, CardOutcome]
    seconds: int | None
    days: int


def propose(
    workspace: Workspace, question: Question, states: Mapping[str, CardState], day: int
) -> dict[Rating, RatingOutcome]:
    """Return the outcome of each rating on study day `day`, for cards in these states."""
    memories = {card: state.memory for card, state in states.items()}
    retention = _question_retention(workspace, states, day)
    outcomes = _outcomes(workspace, memories, day, retention)
    load = _due_load(workspace, [outcome for each in outcomes.values() for outcome in each.values()])
    siblings = sibling_days(workspace.db, question.id.partition("#")[0], question.cards)
    balance = partial(
        scheduler.balance_ratings, key=question.id, load=load, siblings=siblings, weight=workspace.settings.weight_on
    )
    balanced = {card: balance(outcomes[rating][card] for rating in Rating) for card in memories}
    return {
        rating: rating_outcome(
            rating,
            {
                card: CardOutcome(card, was, outcomes[rating][card], balanced[card][n], retention)
                for card, was in memories.items()
            },
            day,
        )
        for n, rating in enumerate(Rating)
    }


def _question_retention(workspace: Workspace, cards: Collection[str], day: int) -> float:
    """Return the desired retention on study day `day` for a question with these cards: the exam of its deck counts."""
    deck = split_card_id(next(iter(cards)))[0]
    wanted = workspace.settings.of_deck(deck).desired_retention
    retention = retention_before(exams(workspace.db).get(deck), wanted, day)
    return scheduler.retention_for(retention, len(cards))


def rating_outcome(rating: Rating, cards: Mapping[str, CardOutcome], day: int) -> RatingOutcome:
    """Return the outcome for a question, which is due again as soon as one of its cards is."""
    in_steps = [each.outcome.interval for each in cards.values() if each.memory.due_at is not None]
    days = min(each.memory.due_day - day for each in cards.values())
    return RatingOutcome(rating, cards, min(in_steps, default=None), days)


def _outcomes(
    workspace: Workspace, memories: Mapping[str, Memory | None], day: int, retention: float
) -> dict[Rating, dict[str, Outcome]]:
    now, parameters = workspace.now(), workspace.parameters
    return {
        rating: {
            card: scheduler.rate(memory, rating, day=day, at=now, retention=retention, parameters=parameters)
            for card, memory in memories.items()
        }
        for rating in Rating
    }


def _due_load(workspace: Workspace, outcomes: Iterable[Outcome]) -> dict[int, int]:
    """Return the number of due questions for the days on which the outcomes could be due, a range for each."""
    ranges = {scheduler.due_range(outcome) for outcome in outcomes if outcome.memory.due_at is None}
    return {day: number for each in ranges for day, number in due_counts(workspace.db, *each).items()}
