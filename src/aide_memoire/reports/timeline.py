"""The timeline: the dated events of the decks in chronological order, each with its probability of recall."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.ids import note_id
from aide_memoire.core.note import EventNote
from aide_memoire.core.scheduler import retrievability
from aide_memoire.core.standing import standing
from aide_memoire.library.load import load_note
from aide_memoire.store import deck_index
from aide_memoire.store.statistics import memories_of_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.core.dates import Point
    from aide_memoire.core.standing import Standing
    from aide_memoire.workspace import Workspace


class DatedEvent(NamedTuple):
    """An event with a date. `card` is the card that asks for the date, else the first card of the event."""

    card: str
    name: str
    date: str  # text in the language of the deck
    year: float  # its beginning: 1896.5 is the middle of 1896
    recall: float | None  # the current probability of recall; None if it was never answered
    standing: Standing  # of the question that `card` belongs to


def load_timeline(workspace: Workspace) -> list[DatedEvent]:
    """Return the dated events of all studied decks, the earliest first. Dated items of sequences are not included."""
    memories, today, parameters = memories_of_kind(workspace.db, "event"), workspace.today(), workspace.parameters
    found = []
    for cached in deck_index.cached_notes(workspace.db, kind="event"):
        head, note = load_note(cached)
        if isinstance(note, EventNote) and note.date is not None and note.ask:
            part = "when" if "when" in note.ask else note.ask[0]
            card = f"{note_id(head.id, note.shared.id)}#{part}"
            memory = memories.get(card)
            recall = retrievability(memory.stability, today - memory.last_day, parameters) if memory else None
            date, year = note.date.text(head.phrases), _year(note.date.start)
            found.append(DatedEvent(card, note.name, date, year, recall, standing([memory])))
    return sorted(found, key=lambda event: (event.year, event.card))


def axis(events: Sequence[DatedEvent], width: int) -> list[str]:
    """Return the `width` cells of an axis from the first to the last event: their standing, or "" if empty.

    A cell with several events is solid or new if all of them are, else learning.
    """
    places: list[str] = [""] * width
    for event in events:
        at = place(events, event, width)
        places[at] = event.standing if places[at] in ("", event.standing) else "learning"
    return places


def place(events: Sequence[DatedEvent], event: DatedEvent, width: int) -> int:
    """Return the cell of an event on the axis, from 0; the middle if all events have the same time."""
    first, last = events[0].year, events[-1].year
    return round((event.year - first) / (last - first) * (width - 1)) if last > first else (width - 1) // 2


def _year(point: Point) -> float:
    return point.year + ((point.month or 1) - 1) / 12 + ((point.day or 1) - 1) / 372
