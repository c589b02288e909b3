"""Replay the events of a card, in the order of their ids, to compute its state.

A memory has the checksum of its `past`: of the ids of the card's reviews and memory events since its last reset, in
order. A review keeps that of the memory before it, so that a replay can tell whether the review still has that past.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from functools import reduce
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.event import RATINGS, STEP_STATES
from aide_memoire.core.scheduler import DEFAULT_PARAMETERS, Memory, rate
from aide_memoire.core.study_day import from_iso_day, from_iso_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from aide_memoire.core.event import Event
    from aide_memoire.core.scheduler import Outcome, Parameters


class CardState(NamedTuple):
    """The state of a card after all its events."""

    memory: Memory | None = None
    suspended: bool = False
    buried: int = 0  # the study day for which the learner buried it
    past: int = 0  # the checksum of the events that led to the memory


FRESH = CardState()


def apply_event(state: CardState, event: Event, parameters: Parameters) -> CardState:
    """Return the state after one event, which must not be undone. Events of unknown kinds change nothing."""
    if event.kind == "review":
        return _reviewed(state, event, parameters)
    return _applied(state, event)


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
    memory = _with_stored_due(outcome.memory, data["due"]) if _is_as_stored(state, outcome, data) else outcome.memory
    return _with_memory(state, event, memory)


def _with_memory(state: CardState, event: Event, memory: Memory | None) -> CardState:
    """Return the state with the memory after an event, which joins its past."""
    return state._replace(memory=memory, past=_joined(state.past, event))


def _is_as_stored(state: CardState, outcome: Outcome, data: Mapping[str, Any]) -> bool:
    """Return whether this is the review that was saved, so that its due day or time is the one that was saved.

    It may not be: undoing an earlier answer or merging another log can change the past of a review. Reviews of before
    version 3 do not know their past, and are compared by their interval.
    """
    if data.get("state") != outcome.memory.state:
        return False
    return bool(data["past"] == state.past if "past" in data else data.get("interval") == outcome.interval)


def _with_stored_due(memory: Memory, due: str) -> Memory:
    if memory.state in STEP_STATES:
        return memory._replace(due_at=from_iso_moment(due))
    return memory._replace(due_day=from_iso_day(due))


def _imported(state: CardState, event: Event) -> CardState:
    """Return the state with the memory of the event, which another program computed."""
    data = event.data
    last, in_step = from_iso_day(data["last"]), data["state"] in STEP_STATES
    memory = Memory(
        state=data["state"],
        step=data.get("step"),
        stability=data["stability"],
        difficulty=data["difficulty"],
        last_day=last,
        due_day=last if in_step else from_iso_day(data["due"]),
        due_at=from_iso_moment(data["due"]) if in_step else None,
        introduced=from_iso_day(data["introduced"]),
        reps=data["reps"],
        lapses=data["lapses"],
    )
    return _with_memory(state, event, memory)


_STEPS: dict[str, Callable[[CardState, Event], CardState]] = {
    "memory": _imported,
    "reset": lambda state, _: state._replace(memory=None, past=0),
    "suspend": lambda state, _: state._replace(suspended=True),
    "unsuspend": lambda state, _: state._replace(suspended=False),
    "bury": lambda state, event: state._replace(buried=event.day),
}


class ParameterHistory(NamedTuple):
    """The parameters after each `weights` event that counts, in order, with the ids of these events."""

    changes: tuple[tuple[str, Parameters], ...] = ()

    @property
    def newest(self) -> Parameters:
        """Return the parameters in force."""
        return self.changes[-1][1] if self.changes else DEFAULT_PARAMETERS

    def at(self, event_id: str) -> Parameters:
        """Return the parameters that were in force when an event was added to the log."""
        place = bisect_left(self.changes, event_id, key=lambda change: change[0])
        return self.changes[place - 1][1] if place else DEFAULT_PARAMETERS


def replay(events: Sequence[Event], parameters: ParameterHistory) -> CardState:
    """Return the state of a card after all its events.

    Its stability and difficulty are those by the parameters in force. Its due day is that of its newest review: as it
    was saved, or as it follows by the parameters that were in force then. So other parameters move no due day.
    """
    state = _fold(events, parameters.newest)
    review = _newest_review(events)
    if review is None or _is_due_as_saved(state, review):
        return state
    then = parameters.at(review.id)
    return state if then == parameters.newest else _with_due_of(state, _fold(events, then))


def replay_each(events: Sequence[Event], parameters: ParameterHistory) -> list[CardState]:
    """Return the state of a card after each of its events, as `replay` does of those up to it."""
    in_force = [parameters.at(event.id) for event in events]
    states = {each: _states(events, each) for each in {parameters.newest, *in_force}}
    then, found = parameters.newest, []
    for place, event in enumerate(events):
        then = in_force[place] if event.kind == "review" else then
        found.append(_with_due_of(states[parameters.newest][place], states[then][place]))
    return found


def _states(events: Iterable[Event], parameters: Parameters) -> list[CardState]:
    steps = accumulate(events, lambda state, event: apply_event(state, event, parameters), initial=FRESH)
    return list(steps)[1:]


def _with_due_of(state: CardState, other: CardState) -> CardState:
    """Return the state with the due day or time of another one."""
    if state.memory is None or other.memory is None:
        return state
    return state._replace(memory=state.memory._replace(due_day=other.memory.due_day, due_at=other.memory.due_at))


def _fold(events: Sequence[Event], parameters: Parameters) -> CardState:
    """Return the state after all events. Before an imported memory, only the past counts: nothing is computed."""
    last = max((place for place, event in enumerate(events) if event.kind == "memory"), default=0)
    before = reduce(_passed, events[:last], FRESH)
    return reduce(lambda state, event: apply_event(state, event, parameters), events[last:], before)


def _passed(state: CardState, event: Event) -> CardState:
    """Return the state after an event whose memory will be replaced."""
    return _with_memory(state, event, None) if event.kind == "review" else _applied(state, event)


def _applied(state: CardState, event: Event) -> CardState:
    step = _STEPS.get(event.kind)
    return step(state, event) if step else state


def _newest_review(events: Sequence[Event]) -> Event | None:
    """Return the review that decides when the card is due, or None if there is none or a later event decides."""
    deciding = (event for event in reversed(events) if event.kind in ("review", "memory", "reset"))
    newest = next(deciding, None)
    return newest if newest and newest.kind == "review" else None


def _is_due_as_saved(state: CardState, review: Event) -> bool:
    """Return whether the newest review has the past and the state that it was saved with."""
    data, memory = review.data, state.memory
    is_same_state = memory is not None and data.get("state") == memory.state
    return is_same_state and "past" in data and state.past == _joined(data["past"], review)


def _joined(past: int, event: Event) -> int:
    """Return the checksum of a past that the event joins."""
    return zlib.crc32(event.id.encode(), past)
