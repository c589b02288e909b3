"""The study day: it begins at 04:00 by the clock on the wall, or at the hour that is set: a late evening is one day.

Days are whole numbers, as `date.toordinal` counts them; moments are milliseconds since 1970, UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

DAY_STARTS_AT = 4
MINUTE = 60_000
"""Milliseconds in a minute."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stamp(NamedTuple):
    """When and where something happens: what each of its events says of it."""

    at: int
    offset: str  # of the wall clock, as "+02:00"
    day: int
    device: str


def study_day(now: datetime, starts_at: int = DAY_STARTS_AT) -> int:
    """Return the study day, beginning at the hour `starts_at`, that the local wall time `now` (aware) belongs to."""
    wall = now.replace(tzinfo=None)
    return (wall - timedelta(hours=starts_at)).toordinal()


def moment(now: datetime) -> int:
    """Return the aware `now` as milliseconds since 1970."""
    return (now - _EPOCH) // timedelta(milliseconds=1)


def offset_of(now: datetime) -> str:
    """Return how far the wall clock of the aware `now` is ahead of UTC, as "+02:00"."""
    minutes = (now.utcoffset() or timedelta()) // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def wall_time(at: int, offset: str) -> datetime:
    """Return a moment as the clock on the wall showed it at an offset like "+02:00"; in UTC where that is none."""
    then = _EPOCH + timedelta(milliseconds=at)
    try:
        return then.astimezone(datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo or UTC)
    except (ValueError, OverflowError):
        return then


def iso_day(day: int) -> str:
    """Return a day as an ISO date."""
    return date.fromordinal(day).isoformat()


def from_iso_day(text: str) -> int:
    """Return the day that an ISO date names. Raises ValueError where it is none."""
    return date.fromisoformat(text).toordinal()


def iso_moment(at: int) -> str:
    """Return a moment as RFC 3339 in UTC, to the millisecond."""
    return (_EPOCH + timedelta(milliseconds=at)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso_moment(text: str) -> int:
    """Return the milliseconds of an RFC 3339 time. Raises ValueError where it is none or has no zone."""
    stamp = datetime.fromisoformat(text)
    if stamp.tzinfo is None:
        raise ValueError(f"{text!r} names no zone")
    try:
        return moment(stamp.astimezone(UTC))
    except OverflowError:
        raise ValueError(f"{text!r} is in no year that can be written") from None
