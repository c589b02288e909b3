"""A year of one session a day in other zones: west of Greenwich, and where no clock is ever changed."""

import pytest

from year import live_a_year


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
def test_a_year(tmp_path, zone):
    """Every card comes on its due study day, as FSRS says to the last digit, whatever the clock does."""
    live_a_year(tmp_path, zone)
