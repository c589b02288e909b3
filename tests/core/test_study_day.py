"""The study day begins at 04:00 on the wall."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aide_memoire.core.study_day import from_iso_day, from_iso_moment, iso_day, iso_moment, moment, offset_of, study_day

ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]
CHANGES = [date(2022, 3, 13), date(2022, 3, 27), date(2022, 10, 30), date(2022, 11, 6)]


def wall(day, hour, minute, zone, fold=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", [date(2022, 5, 22), date(2024, 2, 29), date(2022, 1, 1), *CHANGES])
def test_a_day_begins_at_four_on_the_wall(zone, day):
    """03:59 is still yesterday and 04:00 is today, in any zone and on the days when clocks change."""
    assert study_day(wall(day, 3, 59, zone)) == day.toordinal() - 1
    assert study_day(wall(day, 4, 0, zone)) == day.toordinal()
    assert study_day(wall(day, 23, 59, zone)) == day.toordinal()
    assert study_day(wall(day + timedelta(days=1), 0, 30, zone)) == day.toordinal()


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Berlin", date(2022, 10, 30)), ("America/New_York", date(2022, 11, 6))]
)
def test_the_hour_that_comes_twice_is_one_night(zone, day):
    """When clocks go back, both halves of the doubled hour belong to the day before."""
    hour = 2 if zone == "Europe/Berlin" else 1
    assert study_day(wall(day, hour, 30, zone)) == study_day(wall(day, hour, 30, zone, fold=1))
    assert study_day(wall(day, hour, 30, zone, fold=1)) == day.toordinal() - 1


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_has_each_day_once(zone):
    """Going through a year hour by hour, no study day is left out or comes back."""
    start = datetime(2022, 1, 1, 12, tzinfo=UTC)
    days = [study_day((start + timedelta(hours=hour)).astimezone(ZoneInfo(zone))) for hour in range(24 * 365)]
    assert sorted(set(days)) == list(range(days[0], days[-1] + 1))
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Europe/Berlin", "+02:00"),
        ("America/New_York", "-04:00"),
        ("Asia/Kolkata", "+05:30"),
        ("America/St_Johns", "-02:30"),
        ("UTC", "+00:00"),
    ],
)
def test_the_offset_is_what_the_wall_clock_is_ahead(zone, offset):
    """The log says how far local time was from UTC, with its sign and minutes."""
    assert offset_of(wall(date(2022, 5, 22), 12, 0, zone)) == offset


def test_a_moment_is_the_same_in_every_zone():
    """One instant is one number, whatever clock it was read from."""
    berlin = wall(date(2022, 5, 22), 14, 0, "Europe/Berlin")
    assert moment(berlin) == moment(berlin.astimezone(ZoneInfo("Asia/Kolkata"))) == 1_653_220_800_000


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_653_220_800_007, "2022-05-22T12:00:00.007Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (-30_641_760_000_000, "0999-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ],
)
def test_a_moment_is_written_and_read(at, text):
    """A moment is written as RFC 3339 in UTC, to the millisecond, and read back."""
    assert iso_moment(at) == text
    assert from_iso_moment(text) == at


def test_a_time_without_a_zone_is_no_moment():
    """A time that names no zone is refused."""
    with pytest.raises(ValueError, match="zone"):
        from_iso_moment("2022-05-22T12:00:00")


def test_a_day_is_written_and_read():
    """A day is written as an ISO date, and read back; anything else is refused."""
    assert iso_day(738_297) == "2022-05-22"
    assert from_iso_day("2022-05-22") == 738_297
    with pytest.raises(ValueError, match="2022"):
        from_iso_day("2022-02-30 ")
