"""One card's past: what happened to it and how its memory moved, worked out anew from the log."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import NotFoundError
from aide_memoire.core.replay import FRESH, apply_event
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.scheduler import retrievability
from aide_memoire.core.study_day import iso_day, wall_time
from aide_memoire.formatting import duration, interval
from aide_memoire.library.load import cards_with_questions
from aide_memoire.store import card_state, deck_index
from aide_memoire.store.history import card_history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.event import Event
    from aide_memoire.core.scheduler import Memory
    from aide_memoire.workspace import Workspace

_KINDS = {
    "reset": "made new again",
    "suspend": "suspended",
    "unsuspend": "woken",
    "bury": "buried for the day",
    "memory": "a state brought in from elsewhere",
    "link": "its history goes on as",
}
_MOST_NAMED = 6
_NEAR = 60  # of 100, by rapidfuzz: below it an id is no likely slip of another


class PastEvent(NamedTuple):
    """One event of a card's past, and the memory before and after it; what was taken back moves none."""

    event: Event
    counts: bool
    was: Memory | None
    memory: Memory | None

    def text_of(self, key: str) -> str:
        """Return what the event says under a key, as text; "" where it says nothing."""
        return sanitize(str(self.event.data.get(key) or ""))


class CardPast(NamedTuple):
    """A card's past, oldest first, and its state now."""

    card: str
    question: str  # "" where no deck has the card any more
    answer: str
    lines: tuple[PastEvent, ...]
    goes_on_as: str  # another card's id, where this history was linked to it
    memory: Memory | None
    suspended: bool
    recall: float | None  # the chance of recall now


def load_history(workspace: Workspace, name: str) -> CardPast:
    """Return the past of a card, also of one that has left its deck.

    `name` may be a note of one card. Raises NotFoundError where neither the decks nor the log know the card.
    """
    name = sanitize(name)
    past = card_history(workspace.db, name)
    words = _words(workspace, name)
    if words is None and not past.events:
        name = _find(workspace, name)
        past, words = card_history(workspace.db, name), _words(workspace, name)
    state = card_state.card_state(workspace.db, name)
    question, answer = words or ("", "")
    return CardPast(
        name,
        question,
        answer,
        tuple(_replayed(past.events)),
        past.goes_on_as,
        state.memory,
        state.suspended,
        _recall(state.memory, workspace.today()),
    )


def recall_by_day(lines: Sequence[PastEvent], today: int, width: int) -> tuple[float | None, ...]:
    """Return the chance of recall day by day, from the first memory to today, in at most `width` even steps.

    A step of several days has the chance on its last one; None where nothing was remembered.
    """
    moves = [(line.event.day, line.memory) for line in lines if line.counts]
    began = next((day for day, memory in moves if memory is not None), None)
    if began is None:
        return ()
    span = max(today - began + 1, 1)
    steps = min(span, width)
    days = [began - 1 + (step + 1) * span // steps for step in range(steps)]
    return tuple(_recall(_memory_on(moves, day), day) for day in days)


def describe_event(line: PastEvent) -> str:
    """Return an event in words: when, by the clock on the wall then, and what."""
    event = line.event
    when = wall_time(event.at, event.offset)
    what = _answered(line) if event.kind == "review" else _KINDS.get(event.kind, sanitize_line(event.kind))
    to = f" {line.text_of('to')}" if event.kind == "link" else ""
    return f"{when:%Y-%m-%d %H:%M}  {what}{to}{'' if line.counts else '  (taken back)'}"


def _answered(line: PastEvent) -> str:
    """Return a review: the rating, how it was asked and judged, how long it took, and what was typed."""
    milliseconds = line.event.data.get("took")
    hints = "with a hint" if line.event.data.get("hints") else ""
    time = duration(milliseconds) if isinstance(milliseconds, int) and milliseconds else ""
    how = ", ".join(filter(None, (line.text_of("form"), line.text_of("verdict"), hints, time)))
    typed = sanitize_line(line.text_of("typed"))
    return f"{line.text_of('rating'):<5}  {how}{f'  “{typed}”' if typed else ''}"


def describe_change(line: PastEvent) -> str:
    """Return what an event did to the memory: "stability 3.2 → 11.9 days, difficulty 5.3, due 2024-05-26 (12 days)"."""
    was, now = line.was, line.memory
    if now == was:
        return ""
    if now is None:
        return "forgotten: new again"
    before = f"{_number(was.stability)} → " if was else ""
    harder = f"{_number(was.difficulty)} → " if was and _number(was.difficulty) != _number(now.difficulty) else ""
    return (
        f"stability {before}{_number(now.stability)} days, difficulty {harder}{_number(now.difficulty)},"
        f" due {_due(line.event, now)}"
    )


def _due(event: Event, memory: Memory) -> str:
    if memory.due_at is not None:
        return f"in {interval(max(memory.due_at - event.at, 0) // 1000, 0)}"
    return f"{iso_day(memory.due_day)} ({interval(None, memory.due_day - memory.last_day)})"


def _number(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _memory_on(moves: Sequence[tuple[int, Memory | None]], day: int) -> Memory | None:
    memories = [memory for _, memory in takewhile(lambda move: move[0] <= day, moves)]
    return memories[-1] if memories else None


def _recall(memory: Memory | None, day: int) -> float | None:
    return None if memory is None else retrievability(memory.stability, day - memory.last_day)


def _replayed(events: Sequence[tuple[Event, bool]]) -> list[PastEvent]:
    state, lines = FRESH, []
    for event, counts in events:
        after = apply_event(state, event) if counts else state
        lines.append(PastEvent(event, counts, state.memory, after.memory))
        state = after
    return lines


def _words(workspace: Workspace, card: str) -> tuple[str, str] | None:
    """Return a card's question and answer, where a deck that is studied has it."""
    cached = deck_index.cached_note(workspace.db, card.partition("#")[0])
    found = cards_with_questions(cached) if cached else ()
    return next(((question.text, answer) for each, _, question, answer in found if each.id == card), None)


def _find(workspace: Workspace, name: str) -> str:
    """Return the one card of the note that is named. Raises NotFoundError, with what may have been meant."""
    cached = deck_index.cached_note(workspace.db, name)
    cards = [card.id for card, *_ in cards_with_questions(cached)] if cached else []
    if len(cards) == 1:
        return cards[0]
    if cards:
        more = f" and {len(cards) - _MOST_NAMED} more" if len(cards) > _MOST_NAMED else ""
        raise NotFoundError(
            f"“{sanitize_line(name)}” has several cards", f"name one: {', '.join(cards[:_MOST_NAMED])}{more}"
        )
    from rapidfuzz import process  # noqa: PLC0415  only where a name is wrong

    near = process.extractOne(name, deck_index.known_cards(workspace.db), score_cutoff=_NEAR)
    hint = f"did you mean {near[0]}?" if near else "aide-memoire cards lists them"
    raise NotFoundError(f"there is no card “{sanitize_line(name)}”", hint)
