"""The events of the log, and their JSON lines.

Events are only added, never changed. `undo` and `redo` are events too: they name an action, and that action is in
effect unless the newest event that names it is an undo. Ids are UUIDv7 (RFC 9562, 5.7), so that they sort by time.
"""

from __future__ import annotations

import json
import math
import re
import uuid
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aide_memoire.core.event_fields import RATING_WORDS, STEPS, check_fields, read_day, read_moment
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.study_day import iso_day, iso_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1


class Rating(IntEnum):
    """How well the learner knew the answer, with the numbers of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """Return the rating in lower case, as in the log and on the screen."""
        return self.name.lower()


RATINGS = dict(zip(RATING_WORDS, Rating, strict=True))


EventKind = Literal[
    "review", "reset", "suspend", "unsuspend", "bury", "link", "memory", "weights", "exam", "anki", "undo", "redo"
]
"""What this version writes; a log may hold other kinds, of a newer one, which change nothing."""


class EventDraft(NamedTuple):
    """An event before it is appended to the log."""

    kind: EventKind
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
    data: Mapping[str, Any]  # the fields of this kind


STEP_STATES = STEPS
"""The states of cards in a learning step, which are due again within the day."""

_LAST_MOMENT = 253_402_300_799_999  # the end of the year 9999
_LAST_TIME = f"{_LAST_MOMENT >> 16:08x}-{_LAST_MOMENT & 0xFFFF:04x}"  # the first 13 characters of an id
_STEP = (1 << 44) - 1
_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)
_IN_ORDER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_SHARED = ("v", "id", "kind", "action", "at", "offset", "day", "device", "card")


def to_line(event: Event) -> str:
    """Return the event as one line of JSON, without a line end. Equal events have equal lines."""
    return line_with(event, fields_text(event.data))


def fields_text(data: Mapping[str, Any]) -> str:
    """Return the fields of a kind as JSON, sorted by their names."""
    own = {key: data[key] for key in data if key not in _SHARED}
    return _SORTED.encode(own)


def line_with(event: Event, fields: str) -> str:
    """Return the line of an event with these `fields` as its data."""
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
    head = _IN_ORDER.encode(shared)
    return head if fields == "{}" else f"{head[:-1]},{fields[1:]}"


def from_line(line: str) -> Event:
    """Return the event of one line of a log. Raises ValueError with a message if it is invalid."""
    try:
        row = _JSON.decode(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if row.get("v") != VERSION:
        raise ValueError(f"version {str(row.get('v'))[:20]} is not known")
    for key in _SHARED[1:]:
        if not isinstance(row.get(key), str):
            raise ValueError(f"`{key}` is missing")
    is_clean = "\\" not in line and line.isprintable()  # nearly always, and then no value needs sanitizing
    sanitize_value = _unchanged if is_clean else _sanitized
    event = Event(
        id=_read_id(row["id"]),
        kind=sanitize_value(row["kind"]),
        action=_read_id(row["action"]),
        at=read_moment(row["at"]),
        offset=sanitize_value(row["offset"]),
        day=read_day(row["day"]),
        device=sanitize_value(row["device"]),
        card=sanitize_value(row["card"]),
        data=sanitize_value({key: value for key, value in row.items() if key not in _SHARED}),
    )
    check_fields(event.kind, event.card, event.data)
    return event


def _finite(text: str) -> float:
    """Return the number. Raises ValueError for NaN and infinity, which SQLite's JSON functions cannot read."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not a number")
    return number


_JSON = json.JSONDecoder(parse_constant=_finite, parse_float=_finite)


def _read_id(text: str) -> str:
    """Return the id in canonical form. Raises ValueError for other UUIDs: ids must sort by a valid time."""
    if _UUID7.fullmatch(text) and text[:13] < _LAST_TIME:
        return text
    found = uuid.UUID(text)
    if found.version != 7 or found.int >> 80 > _LAST_MOMENT:
        raise ValueError(f"{text!r} is no UUIDv7 of our time")
    return str(found)


def _unchanged(value: Any) -> Any:
    return value


def _sanitized(value: Any) -> Any:
    if isinstance(value, str):
        return sanitize(value)
    if isinstance(value, dict):
        return {sanitize(key): _sanitized(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_sanitized(each) for each in value]
    return value


def uuid7(at: int, entropy: int) -> str:
    """Return the UUIDv7 of `at` (milliseconds since 1970) with the low 74 bits of `entropy`."""
    rand_a, rand_b = (entropy >> 62) & 0xFFF, entropy & ((1 << 62) - 1)
    number = f"{(at & ((1 << 48) - 1)) << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b:032x}"
    return f"{number[:8]}-{number[8:12]}-{number[12:16]}-{number[16:20]}-{number[20:]}"  # a third of the time of `uuid`


LAST_IDS = uuid7(_LAST_MOMENT, 1 << 73), uuid7(_LAST_MOMENT, (1 << 74) - 1)
"""The first and the last of the ids at the very end of time, after which new ones would have no room."""


def moment_of(event_id: str) -> int:
    """Return the time in an event id, in milliseconds since 1970."""
    return uuid.UUID(event_id).int >> 80


def written_moment_of(event_id: str) -> str:
    """Return the time in an event id as it is written. After the year 9999, where old logs may go, it is its end."""
    return iso_moment(min(moment_of(event_id), _LAST_MOMENT))


def next_id(previous: str, at: int, entropy: int) -> str:
    """Return a new id of the moment `at`, or of a later one, so that it sorts after the id `previous` ("" for none).

    After an id of the last moment, its random bits are counted up, by a random step, so that no other device has the
    same id. Up to `LAST_IDS`, there is room for that.
    """
    last = uuid.UUID(previous).int if previous else 0
    first = max(at, (last >> 80) + 1)
    if first <= _LAST_MOMENT:
        return uuid7(first, entropy)
    following = ((last >> 64 & 0xFFF) << 62 | last & ((1 << 62) - 1)) + 1 + (entropy & _STEP)
    return uuid7(last >> 80, following)
