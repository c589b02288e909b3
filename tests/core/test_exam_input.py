"""What a learner types for an exam, on Saturday 21 November 2026."""

from datetime import date

import pytest

from aide_memoire.core.exam_input import read_exam_day, read_target

TODAY = date(2026, 11, 21).toordinal()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-06-15", "2027-06-15"),
        (" 15 June 2027 ", "2027-06-15"),
        ("June 15th, 2027", "2027-06-15"),
        ("15.6.2027", "2027-06-15"),
        ("15 June", "2027-06-15"),
        ("21 Nov", "2026-11-21"),
        ("20 Nov", "2027-11-20"),
        ("29 Feb", "2028-02-29"),
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        ("12", "2026-12-03"),
        ("+12", "2026-12-03"),
        ("+1000", "2029-08-17"),
        ("1000 days", "2029-08-17"),
        ("in 12 days", "2026-12-03"),
        ("in a week", "2026-11-28"),
        ("2w", "2026-12-05"),
        ("Friday", "2026-11-27"),
        ("on sun", "2026-11-22"),
        ("Saturday", "2026-11-28"),  # not today
    ],
)
def test_a_day_is_read_in_the_ways_people_write_it(typed, day):
    """A day without a year is the next one."""
    assert date.fromordinal(read_exam_day(typed, TODAY)).isoformat() == day


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "in", "-3", "t", "next Friday", "2027", "June 2027", "31 Feb", "2026-02-30", "+" * 9, "9" * 999],
)
def test_what_is_no_day_is_refused_with_the_ways_to_write_one(typed):
    """A year alone is no number of days, and a month no day."""
    with pytest.raises(ValueError, match=r"is no date such as 2027-06-15, 15 June, Friday or \+12"):
        read_exam_day(typed, TODAY)


@pytest.mark.parametrize("typed", ["9999-12-31", "31 December 9999", "9900-01-01", "+3000000", "in 900000000 weeks"])
def test_a_day_beyond_what_a_log_can_hold_is_told_as_that(typed):
    """It is a date, and the last one that can be is named, and taken."""
    with pytest.raises(ValueError, match="is too far ahead: an exam can be until 9899-12-31"):
        read_exam_day(typed, TODAY)
    assert date.fromordinal(read_exam_day("9899-12-31", TODAY)).isoformat() == "9899-12-31"


def test_a_day_that_can_be_read_twice_is_not_guessed():
    """Neither the day nor the month is taken to stand first."""
    with pytest.raises(ValueError, match="can be 2027-05-06 or 2027-06-05: write which"):
        read_exam_day("5/6/2027", TODAY)


@pytest.mark.parametrize(
    ("typed", "target"), [("", 0.95), ("0.9", 0.9), ("0,9", 0.9), ("90", 0.9), ("90 %", 0.9), ("97%", 0.97)]
)
def test_a_target_is_a_part_or_a_percentage(typed, target):
    """Nothing is the usual one."""
    assert read_target(typed) == target


@pytest.mark.parametrize("typed", ["%", "high", "nan", "inf", "-inf", "0.5", "1", "2", "98", "100 %"])
def test_a_target_out_of_reach_is_refused(typed):
    """The limits are told."""
    with pytest.raises(ValueError, match=r"is no number from 0.70 to 0.97 \(70 to 97 %\)"):
        read_target(typed)
