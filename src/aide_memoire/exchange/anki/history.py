"""A card's events as Anki's log and columns have them; those that came from Anki are given back as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.event import RATINGS, moment_of
from aide_memoire.core.study_day import from_iso_day
from aide_memoire.exchange.anki.reviews import ANKI_KEY, DEVICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aide_memoire.core.event import Event

_WAS = {"review": 1, "relearning": 2}  # the type of a review; 0 for any other
_BY_HAND = 4
_KEPT_NUMBERS = ("ivl", "factor", "left", "reps", "lapses")
_MOST = 2**31 - 1  # of any number in Anki


class Row(NamedTuple):
    """A row of Anki's log, but for its card."""

    at: int  # its id, where no other row has that: milliseconds since 1970
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int


class AnkiHistory:
    """Takes the events of one card that count, in order, and keeps of them what a package needs."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.ours: list[Row] = []
        self.theirs: list[Row] = []
        self.kept: Mapping[str, Any] = {}
        """Anki's own numbers of the card, where nothing was learned of it since they were brought in."""
        self.changed: int | None = None  # the moment of the newest event
        self.reviewed: tuple[int, float] | None = None  # the moment of the newest review, and the retention desired
        self._ivl = 0
        for event in events:
            self.take(event)

    def take(self, event: Event) -> None:
        """Take the next event."""
        self.changed = event.at
        if event.kind == "review":
            self.reviewed = event.at, event.data["desired_retention"]
        if event.kind in ("review", "memory", "reset"):
            self.kept = {} if event.kind == "review" else _kept(event.data.get(ANKI_KEY))
        row = _row(event, self._ivl)
        if row:
            self._ivl = row.ivl
            (self.theirs if event.device == DEVICE else self.ours).append(row)


def _kept(kept: object) -> dict[str, Any]:
    """Return those of the numbers that are what they are said to be: a log may come from anywhere."""
    if not isinstance(kept, dict):
        return {}
    numbers = {key: kept[key] for key in _KEPT_NUMBERS if _is_number(kept.get(key))}
    data = {"data": kept["data"]} if isinstance(kept.get("data"), dict) else {}
    return {**numbers, **data, "over_days": kept.get("over_days") is True}


def _row(event: Event, before: int) -> Row | None:
    """Return the row of an event, or None where Anki has none for it; `before` is the interval of the last one."""
    data, at = event.data, moment_of(event.id)
    kept = data.get(ANKI_KEY)
    numbers = kept if isinstance(kept, dict) and all(map(_is_number, kept.values())) else {}
    ivl, last_ivl, factor = (numbers.get(key, 0) for key in ("ivl", "last_ivl", "factor"))
    if event.kind == ANKI_KEY:
        return Row(
            at, numbers.get("ease", 0), ivl, last_ivl, factor, numbers.get("time", 0), numbers.get("type", _BY_HAND)
        )
    if event.kind == "reset" and event.device != DEVICE:
        return Row(at, 0, 0, before, 0, 0, _BY_HAND)  # as Anki notes that a card was forgotten
    if event.kind != "review":
        return None
    ease, took = int(RATINGS[data["rating"]]), min(data.get("took", 0), _MOST)
    if numbers:
        return Row(at, ease, ivl, last_ivl, factor, numbers.get("time", took), numbers.get("type", 0))
    was = data.get("was")
    last = data.get("scheduled_days", before) if was == "review" else before
    return Row(at, ease, _interval(event), last, 0, took, _WAS.get(str(was), 0))


def _interval(event: Event) -> int:
    """Return the interval that a review gave, after spreading: days, or seconds as a negative number."""
    data = event.data
    if data.get("state") == "review":
        return max(from_iso_day(data["due"]) - event.day, 1)
    interval = data.get("interval")
    return -interval if isinstance(interval, int) and _is_number(interval) else 0


def _is_number(value: object) -> bool:
    return isinstance(value, int) and abs(value) <= _MOST
