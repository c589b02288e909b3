"""Days off and easy days, as the settings name them."""

from datetime import date

import pytest

from aide_memoire.core.settings import Settings


def day(text):
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("entry", "on", "not_on"),
    [
        ("sunday", ["2026-11-29", "2026-12-06"], ["2026-11-28", "2026-11-30"]),
        ("Sun", ["2026-11-29"], ["2026-11-28"]),
        ("2026-12-24", ["2026-12-24"], ["2026-12-23", "2026-12-25", "2027-12-24"]),
        ("2026-12-24/2027-01-02", ["2026-12-24", "2027-01-02"], ["2026-12-23", "2027-01-03"]),
    ],
)
def test_an_entry_names_a_weekday_a_day_or_a_stretch(entry, on, not_on):
    """Off or easy; all other days are whole."""
    off, easy = Settings(days_off=(entry,)), Settings(easy_days=(entry,))
    assert [off.weight_on(day(each)) for each in on] == [0.0] * len(on)
    assert [easy.weight_on(day(each)) for each in on] == [0.5] * len(on)
    assert {each.weight_on(day(other)) for each in (off, easy) for other in not_on} == {1.0}


def test_a_day_that_is_both_is_off():
    """A holiday goes over the weekly plan."""
    settings = Settings(days_off=("2026-11-28",), easy_days=("saturday",))
    assert settings.weight_on(day("2026-11-28")) == 0
    assert settings.weight_on(day("2026-12-05")) == 0.5


@pytest.mark.parametrize(("a_day", "whole", "easy"), [(10, 10, 5), (5, 5, 3), (1, 1, 1), (0, 0, 0)])
def test_new_ones_of_a_day(a_day, whole, easy):
    """Half of them on an easy day, rounded up; none on a day off."""
    settings = Settings(new_per_day=a_day, easy_days=("saturday",), days_off=("sunday",))
    assert [settings.new_on(day(f"2026-11-{each}")) for each in (27, 28, 29)] == [whole, easy, 0]
