"""Study days and moments. A study day begins at 04:00 local time (or a set hour), so a late evening is one day.

Days are ordinals as in `date.toordinal`; moments are milliseconds since 1970, UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

DAY_STARTS_AT = 4
MINUTE = 60_000
"""One minute in milliseconds."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST, _LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9899, 12, 30, tzinfo=UTC)


class Stamp(NamedTuple):
    """The time and device of an action, which each of its events contains."""

    at: int
    offset: str  # of local time from UTC, as "+02:00"
    day: int
    device: str


def within_reach(now: datetime) -> datetime:
    """Return the aware time `now`, or the nearest time that a log can hold if a clock is millennia away."""
    return min(max(now, _EARLIEST), _LATEST)


def study_day(now: datetime, starts_at: int = DAY_STARTS_AT) -> int:
    """Return the study day of the aware local time `now`; study days begin at the hour `starts_at`."""
    wall = within_reach(now).replace(tzinfo=None)
    return (wall - timedelta(hours=starts_at)).toordinal()


def earliest_moment(day: int) -> int:
    """Return a moment at or before the beginning of a study day, in any time zone."""
    return (day - 1 - _EPOCH.toordinal()) * 24 * 60 * MINUTE


def moment(now: datetime) -> int:
    """Return the aware time `now` as milliseconds since 1970."""
    return (now - _EPOCH) // timedelta(milliseconds=1)


def offset_of(now: datetime) -> str:
    """Return the UTC offset of the aware time `now`, as "+02:00"."""
    minutes = (now.utcoffset() or timedelta()) // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def wall_time(at: int, offset: str) -> datetime:
    """Return a moment as local time at an offset like "+02:00", or in UTC if the offset is invalid."""
    then = _EPOCH + timedelta(milliseconds=at)
    try:
        return then.astimezone(datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo or UTC)
    except (ValueError, OverflowError):
        return then


def iso_day(day: int) -> str:
    """Return the ISO date of a day."""
    return date.fromordinal(day).isoformat()


def from_iso_day(text: str) -> int:
    """Return the day of an ISO date. Raises ValueError if the text is not one."""
    return date.fromisoformat(text).toordinal()


def iso_moment(at: int) -> str:
    """Return a moment as an RFC 3339 time in UTC with milliseconds."""
    return (_EPOCH + timedelta(milliseconds=at)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso_moment(text: str) -> int:
    """Return the moment of an RFC 3339 time. Raises ValueError if the text is not one or has no time zone."""
    stamp = datetime.fromisoformat(text)
    if stamp.tzinfo is None:
        raise ValueError(f"{text!r} names no zone")
    try:
        return moment(stamp.astimezone(UTC))
    except OverflowError:
        raise ValueError(f"{text!r} is in no year that can be written") from None
