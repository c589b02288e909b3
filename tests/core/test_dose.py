"""The goal, the week, the streak with its grace, and the backlog after a gap."""

from datetime import date

import pytest

from aide_memoire.core.dose import (
    Done,
    Spread,
    Streak,
    carry_over,
    days_off,
    goal_reached,
    missed_days,
    offer_spread,
    streak,
    week_of,
)
from aide_memoire.core.settings import Settings

WEDNESDAY = date(2026, 11, 25).toordinal()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], Streak(0, 0, 0)),
        ([10], Streak(1, 1, 1)),
        ([9], Streak(1, 1, 1)),
        ([8], Streak(1, 1, 1, missed=1)),
        ([7], Streak(1, 1, 1, missed=2)),
        ([6], Streak(0, 1, 1)),
        ([1, 2, 3, 5, 9, 10], Streak(2, 4, 6)),
        ([1, 4, 7, 10], Streak(4, 4, 4)),
        ([9, 10, 11], Streak(2, 3, 3)),  # a clock that was set back has left a day ahead
        ([11], Streak(0, 1, 1)),
    ],
)
def test_streaks(days, expected):
    """Two days may be missed; the missed ones are not counted."""
    assert streak(days, 10) == expected


def test_days_off_are_not_missed():
    """A gap is as long as its days that were not planned."""
    assert streak([1, 2, 9], 10, off=range(3, 8)) == Streak(3, 3, 3)
    assert missed_days(2, 9, off=range(3, 8)) == 1
    assert streak([1, 2], 10, off=range(3, 8)) == Streak(2, 2, 2, missed=2)


def test_days_off_are_days_and_stretches():
    """As the settings name them."""
    first = date(2026, 12, 24).toordinal()
    settings = Settings(days_off=("2026-12-24", "2026-12-27/2026-12-29"))
    assert days_off(settings, [first - 9], first + 9) == {first, first + 3, first + 4, first + 5}
    assert days_off(settings, [first + 1], first + 4) == {first + 3}
    assert days_off(settings, [], first) == days_off(Settings(), [1], 9) == set()


@pytest.mark.parametrize(
    ("settings", "done", "reached"),
    [
        (Settings(goal_minutes=10), Done(5, 600_000), True),
        (Settings(goal_minutes=10), Done(50, 599_999), False),
        (Settings(goal_questions=20), Done(20, 1), True),
        (Settings(goal_questions=20), Done(19, 9_999_999), False),
        (Settings(goal_minutes=0), Done(1, 0), True),
        (Settings(goal_minutes=0), Done(), False),
    ],
)
def test_a_goal(settings, done, reached):
    """Minutes, or questions in their place; without a goal, any study."""
    assert goal_reached(done, settings) is reached


def test_the_week_from_monday_on():
    """Each day has its mark; today is open until something is done, and a planned day is off."""
    monday = WEDNESDAY - 2
    done = {monday: Done(9, 700_000), monday - 1: Done(9, 700_000), monday + 1: Done(1, 10)}
    off = ("saturday",)
    week = week_of(done, WEDNESDAY, Settings(goal_minutes=10, days_off=off))
    assert week.marks == ("reached", "some", "open", "open", "open", "off", "open")
    assert (week.reached, week.days) == (1, 2)
    assert week_of(done, WEDNESDAY, Settings()).marks[:2] == ("reached", "reached")
    assert week_of({}, monday + 6, Settings(days_off=off)).marks[5:] == ("off", "open")
    assert week_of({}, monday + 6, Settings()).marks == ("open",) * 7
    week = week_of({monday + 2: Done(1, 1)}, monday + 5, Settings())
    assert week.marks == ("open", "open", "reached", "none", "none", "open", "open")
    assert (week.reached, week.days) == (1, 3)


def test_a_backlog_is_offered_to_be_spread():
    """After days away, where more is due than is usual; the days and their share hold all of it."""
    assert offer_spread(312, 12, 55) == Spread(312, 12, 60, 6)
    assert offer_spread(312, 2, 55) is None
    assert offer_spread(60, 12, 55) is None
    assert offer_spread(39, 12, 0) is None
    for due in range(40, 3000, 7):
        offer = offer_spread(due, 5, 20)
        assert (offer.days - 1) * offer.per_day < due <= offer.days * offer.per_day


def test_what_a_limit_leaves_over_is_carried_to_the_next_days():
    """All that is due is asked in the end, no day above its limit, what is late first."""
    days = carry_over([100, 10, 10, 0, 0, 0], [40], [40] * 6)
    assert days == [(40, 0), (0, 40), (10, 30), (0, 0), (0, 0), (0, 0)]
    assert carry_over([5, 3, 2], [5], [200] * 3) == [(5, 0), (3, 0), (2, 0)]


def test_what_is_known_of_the_first_days_holds():
    """Of nine that are due four are buried until tomorrow, and two of those once more."""
    assert carry_over([9, 1, 0, 0], [5, 3], [200] * 4) == [(5, 0), (0, 3), (0, 2), (0, 0)]
