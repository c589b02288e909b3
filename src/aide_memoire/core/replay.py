"""Replay the events of a card, in the order of their ids, to compute its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import RATINGS, STEP_STATES
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, Memory, rate
from aide_memoire.core.study_day import from_iso_day, from_iso_moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.core.event import Event
    from aide_memoire.core.scheduler import Outcome, Parameters


class CardState(NamedTuple):
    """The state of a card after all its events."""

    memory: Memory | None = None
    suspended: bool = False
    buried: int = 0  # the study day for which the learner buried it


FRESH = CardState()


def apply_event(state: CardState, event: Event, parameters: Parameters = DEFAULT_PARAMETERS) -> CardState:
    """Return the state after one event, which must not be undone. Events of unknown kinds change nothing."""
    if event.kind == "review":
        return _reviewed(state, event, parameters)
    step = _STEPS.get(event.kind)
    return step(state, event) if step else state


def _reviewed(state: CardState, event: Event, parameters: Parameters) -> CardState:
    data = event.data
    outcome = rate(
        state.memory,
        RATINGS[data["rating"]],
        day=event.day,
        at=event.at,
        retention=data["desired_retention"],
        parameters=parameters,
    )
    return state._replace(memory=_with_stored_due(outcome, data.get("state"), data.get("interval"), data["due"]))


def _with_stored_due(outcome: Outcome, state: object, interval: object, due: str) -> Memory:
    """Return the memory with the stored due day or time, if replay gives the stored state and interval.

    It may not: undoing an earlier answer or merging another log can change the memory before this review.
    """
    memory = outcome.memory
    if (state, interval) != (memory.state, outcome.interval):
        return memory
    if memory.state in STEP_STATES:
        return memory._replace(due_at=from_iso_moment(due))
    return memory._replace(due_day=from_iso_day(due))


def _imported(state: CardState, event: Event) -> CardState:
    """Return the state with the memory of the event, which another program computed."""
    data = event.data
    last, in_step = from_iso_day(data["last"]), data["state"] in STEP_STATES
    memory = Memory(
        state=data["state"],
        step=data["step"],
        stability=data["stability"],
        difficulty=data["difficulty"],
        last_day=last,
        due_day=last if in_step else from_iso_day(data["due"]),
        due_at=from_iso_moment(data["due"]) if in_step else None,
        introduced=from_iso_day(data["introduced"]),
        reps=data["reps"],
        lapses=data["lapses"],
    )
    return state._replace(memory=memory)


_STEPS: dict[str, Callable[[CardState, Event], CardState]] = {
    "memory": _imported,
    "reset": lambda state, _: state._replace(memory=None),
    "suspend": lambda state, _: state._replace(suspended=True),
    "unsuspend": lambda state, _: state._replace(suspended=False),
    "bury": lambda state, event: state._replace(buried=event.day),
}
