"""Convert the events of a card to Anki's review log and card columns. Imported events are restored exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.event import RATINGS, moment_of
from aide_memoire.core.study_day import from_iso_day
from aide_memoire.exchange.anki.reviews import ANKI_KEY, DEVICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aide_memoire.core.event import Event

_WAS = {"review": 1, "relearning": 2}  # the type of a review by the state before it; else 0
_BY_HAND = 4
_STORED_NUMBERS = ("ivl", "factor", "left", "reps", "lapses")
_MOST = 2**31 - 1  # the largest number in a column of Anki


class Row(NamedTuple):
    """A row of Anki's review log, without the card."""

    at: int  # milliseconds since 1970; the id of the row, if no other row has it
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int


class AnkiHistory:
    """What a package needs of the history of one card. Takes the effective events in order."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.new_rows: list[Row] = []
        self.imported_rows: list[Row] = []
        self.stored_numbers: Mapping[str, Any] = {}
        """The numbers of the card in Anki, if it was not reviewed after the import; else empty."""
        self.changed: int | None = None  # the moment of the newest event
        self.reviewed: tuple[int, float] | None = None  # the moment and the desired retention of the newest review
        self._ivl = 0
        for event in events:
            self.take(event)

    def take(self, event: Event) -> None:
        """Add the next event."""
        self.changed = event.at
        if event.kind == "review":
            self.reviewed = event.at, event.data["desired_retention"]
        if event.kind in ("review", "memory", "reset"):
            self.stored_numbers = {} if event.kind == "review" else _valid_numbers(event.data.get(ANKI_KEY))
        row = _row(event, self._ivl)
        if row:
            self._ivl = row.ivl
            (self.imported_rows if event.device == DEVICE else self.new_rows).append(row)


def _valid_numbers(stored: object) -> dict[str, Any]:
    """Return the valid ones of the stored numbers, as a log can come from an untrusted file."""
    if not isinstance(stored, dict):
        return {}
    numbers = {key: stored[key] for key in _STORED_NUMBERS if _is_number(stored.get(key))}
    data = {"data": stored["data"]} if isinstance(stored.get("data"), dict) else {}
    return {**numbers, **data, "over_days": stored.get("over_days") is True}


def _row(event: Event, before: int) -> Row | None:
    """Return the row of an event, or None if Anki has no row for it. `before` is the interval of the previous row."""
    data, at = event.data, moment_of(event.id)
    stored = data.get(ANKI_KEY)
    numbers = stored if isinstance(stored, dict) and all(map(_is_number, stored.values())) else {}
    ivl, last_ivl, factor = (numbers.get(key, 0) for key in ("ivl", "last_ivl", "factor"))
    if event.kind == ANKI_KEY:
        return Row(
            at, numbers.get("ease", 0), ivl, last_ivl, factor, numbers.get("time", 0), numbers.get("type", _BY_HAND)
        )
    if event.kind == "reset" and event.device != DEVICE:
        return Row(at, 0, 0, before, 0, 0, _BY_HAND)  # the row that Anki writes when a card is reset
    if event.kind != "review":
        return None
    ease, took = int(RATINGS[data["rating"]]), min(data.get("took", 0), _MOST)
    if numbers:
        return Row(at, ease, ivl, last_ivl, factor, numbers.get("time", took), numbers.get("type", 0))
    was = data.get("was")
    last = data.get("scheduled_days", before) if was == "review" else before
    return Row(at, ease, _interval(event), last, 0, took, _WAS.get(str(was), 0))


def _interval(event: Event) -> int:
    """Return the interval after a review (with load balancing): days, or seconds as a negative number."""
    data = event.data
    if data.get("state") == "review":
        return max(from_iso_day(data["due"]) - event.day, 1)
    interval = data.get("interval")
    return -interval if isinstance(interval, int) and _is_number(interval) else 0


def _is_number(value: object) -> bool:
    return isinstance(value, int) and abs(value) <= _MOST
