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

from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST, STABILITY_HIGHEST
from aide_memoire.core.study_day import from_iso_day, from_iso_moment, iso_day, iso_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


RATINGS = {rating.word: rating for rating in Rating}


EventKind = Literal["review", "reset", "suspend", "unsuspend", "bury", "link", "memory", "anki", "undo", "redo"]
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


STEP_STATES = ("learning", "relearning")
"""The states of cards in a learning step, which are due again within the day."""

_MOST = 1_000_000_000  # the limit for counts
_LAST_DAY = 3_615_535  # the end of the year 9899: after the longest interval, a hundred years, the year is still valid
_LAST_AT = 250_246_627_199_999
_LAST_MOMENT = 253_402_300_799_999  # the end of the year 9999
_LAST_TIME = f"{_LAST_MOMENT >> 16:08x}-{_LAST_MOMENT & 0xFFFF:04x}"  # the first 13 characters of an id
_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)
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
    return json.dumps(
        {**shared, **{key: event.data[key] for key in event.data if key not in shared}},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_line(line: str) -> Event:
    """Return the event of one line of a log. Raises ValueError with a message if it is invalid."""
    try:
        row = _JSON.decode(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if row.get("v") != VERSION:
        raise ValueError(f"version {row.get('v')!r} is not known")
    for key in _SHARED[1:]:
        if not isinstance(row.get(key), str):
            raise ValueError(f"`{key}` is missing")
    is_clean = "\\" not in line and line.isprintable()  # nearly always, and then no value needs sanitizing
    sanitize_value = _unchanged if is_clean else _sanitized
    event = Event(
        id=_read_id(row["id"]),
        kind=sanitize_value(row["kind"]),
        action=_read_id(row["action"]),
        at=_moment(row["at"]),
        offset=sanitize_value(row["offset"]),
        day=_day(row["day"]),
        device=sanitize_value(row["device"]),
        card=sanitize_value(row["card"]),
        data=sanitize_value({key: value for key, value in row.items() if key not in _SHARED}),
    )
    if event.kind == "review":
        _check_review(event)
    if event.kind == "memory":
        _check_memory(event)
    if event.kind == "link" and not (event.card and isinstance(event.data.get("to"), str)):
        raise ValueError("a link needs a card, and the card that it goes on as")
    return event


def _finite(text: str) -> float:
    """Return the number. Raises ValueError for NaN and infinity, which SQLite's JSON functions cannot read."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not a number")
    return number


_JSON = json.JSONDecoder(parse_constant=_finite, parse_float=_finite)


def _day(text: str) -> int:
    day = from_iso_day(text)
    if day > _LAST_DAY:
        raise ValueError(f"{text} is too far ahead")
    return day


def _moment(text: str) -> int:
    at = from_iso_moment(text)
    if at > _LAST_AT:
        raise ValueError(f"{text} is too far ahead")
    return at


def _read_id(text: str) -> str:
    """Return the id in canonical form. Raises ValueError for other UUIDs: ids must sort by a valid time."""
    if _UUID7.fullmatch(text) and text[:13] <= _LAST_TIME:
        return text
    found = uuid.UUID(text)
    if found.version != 7 or found.int >> 80 > _LAST_MOMENT:
        raise ValueError(f"{text!r} is no UUIDv7 of our time")
    return str(found)


def _check_review(event: Event) -> None:
    """Raise ValueError for a review that cannot be replayed."""
    data = event.data
    if not event.card or str(data.get("rating")) not in RATINGS:
        raise ValueError("a review needs a card and a rating")
    retention = data.get("desired_retention")
    if not isinstance(retention, float) or not RETENTION_LOWEST <= retention <= RETENTION_HIGHEST:
        raise ValueError(f"`desired_retention` is a number from {RETENTION_LOWEST} to {RETENTION_HIGHEST}")
    if not _is_count(data.get("took", 0)):
        raise ValueError("`took` is a number of milliseconds")
    if not _is_count(data.get("scheduled_days", 0)):
        raise ValueError("`scheduled_days` is a whole number of days")
    due = data.get("due")
    if not isinstance(due, str):
        raise ValueError("a review needs the day or moment at which its card is `due`")
    (_moment if data.get("state") in STEP_STATES else from_iso_day)(due)


def _check_memory(event: Event) -> None:
    """Raise ValueError for a memory state that is impossible."""
    data = event.data
    state, step, due = data.get("state"), data.get("step"), data.get("due")
    if not event.card or state not in (*STEP_STATES, "review"):
        raise ValueError("a memory needs a card and a state: learning, review or relearning")
    if (state == "review") != (step is None) or not (step is None or _is_count(step)):
        raise ValueError("`step` is the number of a learning step, and only then")
    for key, lowest, highest in (("stability", 0.001, STABILITY_HIGHEST), ("difficulty", 1.0, 10.0)):
        if not isinstance(data.get(key), float) or not lowest <= data[key] <= highest:
            raise ValueError(f"`{key}` is a number from {lowest} to {highest}")
    for key in ("reps", "lapses"):
        if not _is_count(data.get(key)):
            raise ValueError(f"`{key}` is a whole number")
    for key in ("last", "introduced", "due"):
        if not isinstance(data.get(key), str):
            raise ValueError(f"`{key}` is missing")
    _day(data["last"])
    _day(data["introduced"])
    (_day if state == "review" else _moment)(str(due))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


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
    return str(uuid.UUID(int=(at & ((1 << 48) - 1)) << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b))


def moment_of(event_id: str) -> int:
    """Return the time in an event id, in milliseconds since 1970."""
    return uuid.UUID(event_id).int >> 80


def undone_actions(events: Iterable[Event]) -> set[str]:
    """Return the actions that are undone. The order of the events makes no difference."""
    newest: dict[str, tuple[str, str]] = {}
    for event in events:
        if event.kind in ("undo", "redo"):
            newest[event.action] = max(newest.get(event.action, ("", "")), (event.id, event.kind))
    return {action for action, (_, kind) in newest.items() if kind == "undo"}
