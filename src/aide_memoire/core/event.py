"""The log: what happened, line by line, and which of it counts.

Events are only ever added. `undo` and `redo` are events too: they name an action, and that action counts
unless the newest event naming it is an undo. Ids are UUIDv7 (RFC 9562, 5.7), so that their order is the
order of what happened.
"""

from __future__ import annotations

import json
import uuid
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.clean import clean
from aide_memoire.core.day import from_iso_day, from_iso_moment, iso_day, iso_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERSION = 1


class Rating(IntEnum):
    """How well the learner knew it, by FSRS's own numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """Return the rating as the log and the screen write it."""
        return self.name.lower()


RATINGS = {rating.word: rating for rating in Rating}


class Draft(NamedTuple):
    """An event that has no place in the log yet."""

    kind: str
    card: str = ""
    data: Mapping[str, Any] = {}


class Event(NamedTuple):
    """One line of the log."""

    id: str
    kind: str
    action: str  # for undo and redo: the action that they name
    at: int  # milliseconds since 1970
    offset: str  # of the wall clock, as "+02:00"
    day: int
    device: str
    card: str
    data: Mapping[str, Any]  # what only this kind has


_SHARED = ("v", "id", "kind", "action", "at", "offset", "day", "device", "card")


def to_line(event: Event) -> str:
    """Return the event as one line of JSON, without a line end."""
    shared = {
        "v": VERSION,
        "id": event.id,
        "kind": event.kind,
        "action": event.action,
        "at": iso_moment(event.at),
        "offset": event.offset,
        "day": iso_day(event.day),
        "device": event.device,
        "card": event.card,
    }
    return json.dumps({**shared, **event.data}, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str) -> Event:
    """Read one line of a log. Raises ValueError, saying what is wrong with it."""
    try:
        row = json.loads(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004  every fault of a line is one to its reader
    if row.get("v") != VERSION:
        raise ValueError(f"version {row.get('v')!r} is not known")
    for key in _SHARED[1:]:
        if not isinstance(row.get(key), str):
            raise ValueError(f"`{key}` is missing")
    return Event(
        id=str(uuid.UUID(row["id"])),
        kind=clean(row["kind"]),
        action=str(uuid.UUID(row["action"])),
        at=from_iso_moment(row["at"]),
        offset=clean(row["offset"]),
        day=from_iso_day(row["day"]),
        device=clean(row["device"]),
        card=clean(row["card"]),
        data={key: value for key, value in row.items() if key not in _SHARED},
    )


def uuid7(at: int, entropy: int) -> str:
    """Return the UUIDv7 of the moment `at` with the low 74 bits of `entropy`."""
    rand_a, rand_b = (entropy >> 62) & 0xFFF, entropy & ((1 << 62) - 1)
    return str(uuid.UUID(int=(at & ((1 << 48) - 1)) << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b))


def moment_of(event_id: str) -> int:
    """Return the milliseconds that an event's id holds."""
    return uuid.UUID(event_id).int >> 80


def undone(events: Iterable[Event]) -> set[str]:
    """Return the actions that do not count, whatever order the events come in."""
    newest: dict[str, tuple[str, str]] = {}
    for event in events:
        if event.kind in ("undo", "redo"):
            newest[event.action] = max(newest.get(event.action, ("", "")), (event.id, event.kind))
    return {action for action, (_, kind) in newest.items() if kind == "undo"}
