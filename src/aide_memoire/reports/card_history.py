"""The history of one card: its events and the changes of its memory, replayed from the log."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.replay import ParameterHistory, replay_each
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.scheduler import retrievability
from aide_memoire.core.study_day import wall_time
from aide_memoire.formatting import days_long, duration, interval, long_day
from aide_memoire.library.load import cards_with_questions
from aide_memoire.store import card_state, deck_files, deck_index
from aide_memoire.store.history import card_history
from aide_memoire.store.weights import all_parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.event import Event
    from aide_memoire.core.scheduler import Memory, Parameters
    from aide_memoire.workspace import Workspace

_KINDS = {
    "reset": "reset to new",
    "suspend": "suspended",
    "unsuspend": "unsuspended",
    "bury": "buried until the next day",
    "memory": "progress imported",
    "link": "its history continues with another card",
}
_MOST_NAMED = 6
_MIN_SIMILARITY = 60  # minimum similarity of ids from 0 to 100 (rapidfuzz): below it, a typo is unlikely


class PastEvent(NamedTuple):
    """One event of a card with the memory before and after it. An event that was undone does not change the memory."""

    event: Event
    counts: bool
    was: Memory | None
    memory: Memory | None

    def text_of(self, key: str) -> str:
        """Return the sanitized text of a value of the event; "" if the value is missing or empty."""
        return sanitize(str(self.event.data.get(key) or ""))


class CardPast(NamedTuple):
    """The events of a card, oldest first, and its current state."""

    card: str
    deck_title: str  # "" if there is no such deck
    question: str  # "" if no deck has the card any more
    answer: str
    lines: tuple[PastEvent, ...]
    goes_on_as: str  # the id of the card that this history was linked to, or ""
    memory: Memory | None
    suspended: bool
    recall: float | None  # the current probability of recall
    parameters: Parameters


def load_history(workspace: Workspace, name: str) -> CardPast:
    """Return the history of a card, also of one that no deck has any more.

    `name` is a card id, or the id of a note with one card. Raises NotFoundError if neither the decks nor the log have
    the card.
    """
    name = sanitize(name)
    history = card_history(workspace.db, name)
    words = _words(workspace, name)
    if words is None and not history.events:
        name = _find(workspace, name)
        history, words = card_history(workspace.db, name), _words(workspace, name)
    state = card_state.card_state(workspace.db, name)
    question, answer = words or ("", "")
    deck = name.partition("/")[0]
    titles = {entry.deck: entry.title for entry in deck_files.deck_files(workspace.db)}
    return CardPast(
        name,
        titles.get(deck, ""),
        question,
        answer,
        tuple(_replayed(history.events, ParameterHistory(tuple(all_parameters(workspace.db))))),
        history.goes_on_as,
        state.memory,
        state.suspended,
        _recall(state.memory, workspace.today(), workspace.parameters),
        workspace.parameters,
    )


def recall_by_day(past: CardPast, today: int, width: int) -> tuple[float | None, ...]:
    """Return the probability of recall from the first memory to today, in at most `width` equal steps.

    A step of several days has the probability of its last day. None means that the card had no memory.
    """
    memories = [(line.event.day, line.memory) for line in past.lines if line.counts]
    first_day = next((day for day, memory in memories if memory is not None), None)
    if first_day is None:
        return ()
    span = max(today - first_day + 1, 1)
    steps = min(span, width)
    days = [first_day - 1 + (step + 1) * span // steps for step in range(steps)]
    return tuple(_recall(_memory_on(memories, day), day, past.parameters) for day in days)


def describe_event(line: PastEvent) -> str:
    """Return a line of text about an event: its local time, and what happened."""
    event = line.event
    when = wall_time(event.at, event.offset)
    what = _answered(line) if event.kind == "review" else _KINDS.get(event.kind, sanitize_line(event.kind))
    return f"{long_day(when.toordinal())}, {when:%H:%M}  {what}{'' if line.counts else '  (undone)'}"


def _answered(line: PastEvent) -> str:
    """Return the text of a review: rating, form, verdict, duration and typed answer."""
    milliseconds = line.event.data.get("took")
    hints = "with a hint" if line.event.data.get("hints") else ""
    time = duration(milliseconds) if isinstance(milliseconds, int) and milliseconds else ""
    how = ", ".join(filter(None, (line.text_of("form"), line.text_of("verdict"), hints, time)))
    typed = sanitize_line(line.text_of("typed"))
    return f"{line.text_of('rating'):<5}  {how}{f'  “{typed}”' if typed else ''}"


def describe_change(line: PastEvent) -> str:
    """Return how an event changed the memory: "holds for 12 days, was 3 days; due 26 May 2024, in 12 days"."""
    was, now = line.was, line.memory
    if now == was:
        return ""
    if now is None:
        return "new, as if never answered"
    before = f", was {days_long(was.stability)}" if was else ""
    return f"holds for {days_long(now.stability)}{before}; due {_due(line.event, now)}"


def _due(event: Event, memory: Memory) -> str:
    if memory.due_at is not None:
        return f"in {interval(max(memory.due_at - event.at, 0) // 1000, 0)}"
    return f"{long_day(memory.due_day)}, in {interval(None, memory.due_day - memory.last_day)}"


def _memory_on(moves: Sequence[tuple[int, Memory | None]], day: int) -> Memory | None:
    memories = [memory for _, memory in takewhile(lambda move: move[0] <= day, moves)]
    return memories[-1] if memories else None


def _recall(memory: Memory | None, day: int, parameters: Parameters) -> float | None:
    return None if memory is None else retrievability(memory.stability, day - memory.last_day, parameters)


def _replayed(events: Sequence[tuple[Event, bool]], parameters: ParameterHistory) -> list[PastEvent]:
    states = iter(replay_each([event for event, counts in events if counts], parameters))
    memory, lines = None, []
    for event, counts in events:
        after = next(states).memory if counts else memory
        lines.append(PastEvent(event, counts, memory, after))
        memory = after
    return lines


def _words(workspace: Workspace, card: str) -> tuple[str, str] | None:
    """Return the question and answer of a card, or None if no studied deck has it."""
    cached = deck_index.cached_note(workspace.db, card.partition("#")[0])
    found = cards_with_questions(cached) if cached else ()
    return next(((question.text, answer) for candidate, _, question, answer in found if candidate.id == card), None)


def _find(workspace: Workspace, name: str) -> str:
    """Return the only card of the note `name`. Raises NotFoundError, with a suggestion, if it has none or several."""
    cached = deck_index.cached_note(workspace.db, name)
    cards = [card.id for card, *_ in cards_with_questions(cached)] if cached else []
    if len(cards) == 1:
        return cards[0]
    if cards:
        more = f" and {len(cards) - _MOST_NAMED} more" if len(cards) > _MOST_NAMED else ""
        raise NotFoundError(
            f"“{sanitize_line(name)}” has several cards", f"name one: {', '.join(cards[:_MOST_NAMED])}{more}"
        )
    from rapidfuzz import process  # noqa: PLC0415  only needed for a wrong name

    similar = process.extractOne(name, deck_index.known_cards(workspace.db), score_cutoff=_MIN_SIMILARITY)
    hint = f"did you mean {similar[0]}?" if similar else "aide-memoire cards lists them"
    raise NotFoundError(f"there is no card “{sanitize_line(name)}”", hint)
