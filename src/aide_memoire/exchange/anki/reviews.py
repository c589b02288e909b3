"""Convert Anki's reviews and card states to events, with all numbers that are needed to export the same rows again.

A review becomes a `review` event, which also contains the numbers of Anki. A row without a rating (rescheduled
manually) or without effect on the schedule (cramming) becomes an event of a kind that replay ignores. The current
state of the card follows its reviews: as a `memory`, a `reset` for a card that is new again, a `suspend` or a `bury`.
Event ids are derived from the ids in Anki, so that a second import adds nothing.
"""

from __future__ import annotations

import hashlib
import math
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aide_memoire.core.event import Event, Rating, uuid7
from aide_memoire.core.replay import FRESH, apply_event
from aide_memoire.core.scheduler import DAY
from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST, STABILITY_HIGHEST
from aide_memoire.core.study_day import iso_day, iso_moment, moment, offset_of, study_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aide_memoire.core.event import EventKind
    from aide_memoire.core.scheduler import Parameters
    from aide_memoire.exchange.anki.collection import Card, Collection, Review

DEVICE = "anki"
"""The device of every event that was imported from Anki."""

ANKI_KEY: Final = "anki"
"""The event kind of a row that is not a review, and the key of Anki's numbers within an event."""

_LEARNING, _REVIEW, _RELEARNING, _FILTERED, _BY_HAND = range(5)  # of a log row; in a card, new is 0
_STATES = {1: "learning", 2: "review", 3: "relearning"}
_SUSPENDED, _BURIED = -1, (-2, -3)  # of a card
_SECONDS_FROM = 1_000_000_000  # a `due` from this value on is in seconds since 1970
_LONGEST = 36_500  # days, the longest interval
_FIRST_DAY, _LAST_DAY = date(1970, 1, 2).toordinal(), date(9000, 1, 1).toordinal()
_LAST_MOMENT = 221_845_392_000_000  # milliseconds: in the year 8999
_EASIEST, _HARDEST, _EASE = 3.0, 1.3, 2.5  # SM-2's ease for the difficulties 1 and 10, and its start
_STEPS = 2  # the number of our learning steps


class When(NamedTuple):
    """The clock and the settings that are used to convert a log."""

    now: int
    wall: Callable[[int], datetime]  # the local wall time of a moment
    starts_at: int  # the hour at which a study day begins
    retention: float  # the desired retention, if Anki does not contain it
    parameters: Parameters  # of the forgetting curve, by which reviews are replayed if Anki has no state

    def day(self, at: int) -> int:
        """Return the study day of a moment."""
        return study_day(self.wall(at), self.starts_at)

    def begins(self, day: int) -> int:
        """Return the moment at which a study day begins."""
        start = moment(datetime.combine(date.fromordinal(day), time(self.starts_at), UTC))
        return start - (self.wall(start).utcoffset() or timedelta()) // timedelta(milliseconds=1)


class ConvertedReviews(NamedTuple):
    """The events of a collection, their counts, and remarks about rows that were not converted."""

    collection: Collection
    names: Mapping[int, str]  # our full card id for the id in Anki
    when: When
    reviews: int
    cards: int  # that have any event
    remarks: tuple[str, ...]

    @property
    def events(self) -> Iterator[Event]:
        """Yield the events. They are made anew each time: there may be millions, too many to be kept."""
        guids = {note.id: note.guid for note in self.collection.notes}
        first_day = _first_day(self.collection, self.when)
        for card in _taken(self.collection, self.names):
            maker = _Maker(self.when, self.names[card.id], f"{guids.get(card.note, '')}\x1f{card.ord}")
            yield from _events(card, _rated(self.collection, card, self.when), first_day, maker)


class _Maker(NamedTuple):
    """Factory for the events of one card."""

    when: When
    card: str
    key: str  # the ids of its events are derived from it

    def event(self, at: int, kind: EventKind, mark: str, data: Mapping[str, Any]) -> Event:
        """Return an event at the moment `at`. Its id is derived from the key of the card and `mark`."""
        digest = hashlib.sha256(f"{self.key} {mark}".encode("utf-8", "surrogatepass")).digest()
        event_id = uuid7(at, int.from_bytes(digest[:10], "big") >> 6)
        wall = self.when.wall(at)
        day = study_day(wall, self.when.starts_at)
        return Event(event_id, kind, event_id, at, offset_of(wall), day, DEVICE, self.card, data)


def convert_reviews(collection: Collection, cards: Mapping[int, str], when: When) -> ConvertedReviews:
    """Return the events of the cards in `cards`, which maps ids in Anki to our full card ids."""
    reviews = with_events = known = 0
    for card in _taken(collection, cards):
        rated = len(_rated(collection, card, when))
        reviews += rated
        known += collection.reviews.count(card.id)
        with_events += rated > 0 or card.type in _STATES or card.queue in (_SUSPENDED, *_BURIED)
    lost_rows = {
        "rows of the log are of cards that are not imported": len(collection.reviews) - known,
        "rows of the log lie in the future: not imported": known - reviews,
    }
    remarks = tuple(f"{number} {what}" for what, number in lost_rows.items() if number)
    return ConvertedReviews(collection, cards, when, reviews, with_events, remarks)


def _taken(collection: Collection, cards: Mapping[int, str]) -> Iterator[Card]:
    """Return the cards in `cards`, each once."""
    return iter({card.id: card for card in collection.cards if card.id in cards}.values())


def _rated(collection: Collection, card: Card, when: When) -> list[Review]:
    """Return the rows of a card that do not lie in the future."""
    return [row for row in collection.reviews.of(card.id) if 0 < row.id <= when.now]


def _events(card: Card, rows: list[Review], first_day: int, maker: _Maker) -> Iterator[Event]:
    """Yield a card's reviews, then the state that it is in."""
    history = list(_history(card, rows, maker))
    yield from history
    counted = [event for event in history if event.kind == "review"]
    last = rows[-1].id if rows else 0
    at = max(last + 1, min(max(card.modified, 0) * 1000, maker.when.now))
    if card.type in _STATES:
        yield maker.event(at, "memory", "memory", _state(card, counted, first_day, maker.when))
    elif counted:
        numbers = {"reps": card.reps, "lapses": card.lapses, "left": card.left, "data": card.data}
        yield maker.event(at, "reset", "reset", {ANKI_KEY: numbers})
    if card.queue == _SUSPENDED:
        yield maker.event(at, "suspend", "suspend", {})
    elif card.queue in _BURIED:
        yield maker.event(at, "bury", "bury", {})


def _history(card: Card, rows: list[Review], maker: _Maker) -> Iterator[Event]:
    is_new = True
    for row in rows:
        if not 1 <= row.ease <= 4 or (row.type == _FILTERED and row.factor == 0):
            yield maker.event(row.id, ANKI_KEY, str(row.id), {ANKI_KEY: _numbers(row, ease=row.ease, time=row.time)})
            is_new = is_new or (row.type == _BY_HAND and row.factor == 0)
        else:
            yield maker.event(row.id, "review", str(row.id), _review(row, card, maker.when, is_new=is_new))
            is_new = False


def _review(row: Review, card: Card, when: When, *, is_new: bool) -> dict[str, Any]:
    was = _was(row, is_new=is_new)
    days = min(max(row.ivl, 0), _LONGEST)
    state = "review" if days else "learning" if was in ("new", "learning") else "relearning"
    interval = days * DAY if days else min(max(-row.ivl, 0), _LONGEST * DAY)
    took = min(max(row.time, 0), 86_400_000)
    data = {
        "rating": Rating(row.ease).word,
        "form": "flip",
        "was": was,
        "state": state,
        "interval": interval,
        "due": iso_day(when.day(row.id) + days) if days else iso_moment(row.id + interval * 1000),
        "desired_retention": _retention(card, when),
        "took": took,
        ANKI_KEY: _numbers(row) if took == row.time else _numbers(row, time=row.time),
    }
    return {**data, "scheduled_days": min(max(row.last_ivl, 0), _LONGEST)} if was == "review" else data


def _was(row: Review, *, is_new: bool) -> str:
    if row.type == _REVIEW or (row.type == _FILTERED and row.last_ivl > 0):
        return "review"
    if is_new and row.type != _RELEARNING:
        return "new"
    return "relearning" if row.type == _RELEARNING else "learning"


def _numbers(row: Review, **more: int) -> dict[str, int]:
    return {"ivl": row.ivl, "last_ivl": row.last_ivl, "factor": row.factor, "type": row.type, **more}


def _retention(card: Card, when: When) -> float:
    desired = _number(card.data.get("dr"))
    return desired if desired is not None and RETENTION_LOWEST <= desired <= RETENTION_HIGHEST else when.retention


def _state(card: Card, history: list[Event], first_day: int, when: When) -> dict[str, Any]:
    """Return the current state of a card as the data of a `memory` event."""
    state = _STATES[card.type]
    stability, difficulty = _strength(card, history, when.parameters)
    today = when.day(when.now)
    due_day = _bounded(first_day + card.due)
    due = iso_day(due_day) if state == "review" else iso_moment(_due_at(card, due_day, when))
    over_days = state != "review" and card.due < _SECONDS_FROM
    last = _last_day(card, history, due_day, when)
    return {
        "state": state,
        "step": _step(card),
        "stability": stability,
        "difficulty": difficulty,
        "last": iso_day(min(last, today)),
        "due": due,
        "introduced": iso_day(min(history[0].day if history else last, today)),
        "reps": _count(card.reps),
        "lapses": _count(card.lapses),
        ANKI_KEY: {
            "ivl": card.ivl,
            "factor": card.factor,
            "left": card.left,
            "over_days": over_days,
            "data": card.data,
        },
    }


def _step(card: Card) -> int | None:
    """Return the index of the next step. Anki stores the number of steps that are left, of any number of steps."""
    if card.type == 2:
        return None
    return _STEPS - min(max(card.left % 1000, 1), _STEPS) if card.type == 1 else 0


def _due_at(card: Card, due_day: int, when: When) -> int:
    """Return the moment at which a step is due. A step of a day or more is due at the beginning of its day."""
    return min(card.due * 1000, _LAST_MOMENT) if card.due >= _SECONDS_FROM else when.begins(due_day)


def _last_day(card: Card, history: list[Event], due_day: int, when: When) -> int:
    """Return the study day of the last review: from the card, else from the log, else one interval before it is due."""
    last_review = _number(card.data.get("lrt"))
    if last_review is not None and 0 < last_review * 1000 <= when.now:
        return when.day(int(last_review) * 1000)
    if history:
        return history[-1].day
    return _bounded(due_day - max(card.ivl, 0)) if card.type == 2 else when.day(when.now)


def _strength(card: Card, history: list[Event], parameters: Parameters) -> tuple[float, float]:
    """Return stability in days and difficulty: from FSRS, else from the replayed reviews, else from SM-2.

    From SM-2, the stability is the interval (they are equal at a desired retention of 90 %), and the difficulty
    follows from the ease: 1.3, the lowest of SM-2, is difficulty 10, and 3.0 is 1.
    """
    stability, difficulty = _number(card.data.get("s")), _number(card.data.get("d"))
    if stability is None or difficulty is None:
        state = FRESH
        for event in history:
            state = apply_event(state, event, parameters)
        if state.memory:
            return state.memory.stability, state.memory.difficulty
        stability = card.ivl if card.ivl > 0 else -card.ivl / DAY
        ease = card.factor / 1000 or _EASE
        difficulty = 10 - 9 * (ease - _HARDEST) / (_EASIEST - _HARDEST)
    return min(max(float(stability), 0.001), STABILITY_HIGHEST), min(max(float(difficulty), 1.0), 10.0)


def _first_day(collection: Collection, when: When) -> int:
    """Return the day 0 of Anki's due days: the local day on which the collection was created."""
    created = min(max(collection.created, 0), when.now // 1000)
    if collection.minutes_west is None:
        return when.wall(created * 1000).toordinal()
    return (datetime.fromtimestamp(created, UTC) - timedelta(minutes=collection.minutes_west)).toordinal()


def _bounded(day: int) -> int:
    return min(max(day, _FIRST_DAY), _LAST_DAY)


def _count(value: int) -> int:
    return min(max(value, 0), 1_000_000)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) < 1e15 and math.isfinite(value) else None
