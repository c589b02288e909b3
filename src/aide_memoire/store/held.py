"""Hold events back that lie ahead of the present, because a clock was wrong: they are kept, but not followed.

An event is held while its moment or its study day lies more than two days ahead, and for ever if its id is one of the
last that there can be: new ids follow those of the events that are followed. `held` has these events, each with the
moment from which it will be followed. Nearly always, the horizon tells that nothing has changed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.event import LAST_IDS
from aide_memoire.store.errors import translate_errors
from aide_memoire.store.event_rows import FOLLOWED
from aide_memoire.store.horizon import DAY, MARGIN, horizon, reaches_ahead, set_horizon

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


_FIRST_DAY = date(1970, 1, 1).toordinal()
_NEVER = 2**62
_MOMENT = (
    f"CASE WHEN e.id BETWEEN '{LAST_IDS[0]}' AND '{LAST_IDS[1]}' THEN {_NEVER}"
    f" ELSE max(e.at, (e.day - {_FIRST_DAY}) * {DAY}) END"
)
_UNTIL = f"({_MOMENT}) - {MARGIN}"


_HELD = "held h CROSS JOIN event e ON e.id = h.id"  # in this order: few events are held, and the log is long


class Changes(NamedTuple):
    """The events to hold back from now on, each with its action, and those to follow again."""

    ahead: Sequence[tuple[str, str]]
    come: Sequence[tuple[str, str]]


class HeldEvents(NamedTuple):
    """The number of events that are held, the greatest id of them, and their actions."""

    number: int
    newest: str
    actions: Sequence[str]


def find_changes(db: sqlite3.Connection, now: int) -> Changes:
    """Return which events are to be held or followed at the moment `now` and were not until now."""
    come = db.execute(f"SELECT h.id, e.action FROM {_HELD} WHERE h.until <= ?", (now,)).fetchall()
    if not reaches_ahead(db, now):
        return Changes((), come)
    ahead = db.execute(
        f"SELECT e.id, e.action FROM event e WHERE {_UNTIL} > ? AND {FOLLOWED} ORDER BY e.id", (now,)
    ).fetchall()
    return Changes(ahead, come)


def hold_all(db: sqlite3.Connection, now: int) -> None:
    """Hold exactly the events that lie ahead of the moment `now`."""
    db.execute("DELETE FROM held")
    db.execute(f"INSERT INTO held (id, until) SELECT e.id, {_UNTIL} FROM event e WHERE {_UNTIL} > ? ORDER BY 1", (now,))
    newest = db.execute(f"SELECT max({_UNTIL}) FROM event e WHERE {FOLLOWED}").fetchone()[0]
    set_horizon(db, _rounded(newest + MARGIN) if newest is not None else 0)


def hold_new(db: sqlite3.Connection, rows: Sequence[tuple[Any, ...]], now: int | None = None) -> None:
    """Hold those of some new events that lie ahead of the moment `now`, or none of them if it is None."""
    moments = [(row[0], _moment(*row)) for row in rows]
    ahead = [(each, moment - MARGIN) for each, moment in moments if now is not None and moment - MARGIN > now]
    if now is not None:
        db.executemany("DELETE FROM held WHERE id = ?", ((each,) for each, _ in moments))
        db.executemany("INSERT INTO held (id, until) VALUES (?, ?)", ahead)
    held = {each for each, _ in ahead}
    newest = max((moment for each, moment in moments if each not in held), default=0)
    if newest > horizon(db):
        set_horizon(db, _rounded(newest))


def held_events(db: sqlite3.Connection) -> HeldEvents:
    """Return the held events that would count if they were followed."""
    with translate_errors():
        rows = db.execute(
            f"SELECT e.action, count(*), max(e.id) FROM {_HELD}"
            " WHERE e.kind NOT IN ('undo', 'redo') AND e.action NOT IN (SELECT action FROM undone) GROUP BY e.action"
        ).fetchall()
    newest = max((newest for _, _, newest in rows), default="")
    return HeldEvents(sum(number for _, number, _ in rows), newest, [action for action, _, _ in rows])


def held_by_device(db: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Return for each device with held events that would count: their number, and the latest moment of them."""
    with translate_errors():
        rows = db.execute(
            f"SELECT e.device, count(*), max(e.at) FROM {_HELD}"
            " WHERE e.kind NOT IN ('undo', 'redo') AND e.action NOT IN (SELECT action FROM undone) GROUP BY e.device"
        )
        return {device: (number, latest) for device, number, latest in rows}


def _moment(event_id: str, _kind: str, _action: str, at: int, _offset: str, day: int, *_: Any) -> int:
    """Return the latest moment that an event tells of, as `_MOMENT` does."""
    return _NEVER if LAST_IDS[0] <= event_id <= LAST_IDS[1] else max(at, (day - _FIRST_DAY) * DAY)


def _rounded(moment: int) -> int:
    """Return the end of the day of a moment: so the horizon changes once a day, not with each answer."""
    return (moment // DAY + 1) * DAY
