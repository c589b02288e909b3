"""A year of one session a day, where the clocks change twice; `make test-hard` lives it elsewhere too."""

from year import live_a_year


def test_a_year(tmp_path):
    """Every card comes on its due study day, as FSRS says to the last digit, whatever the clock does."""
    live_a_year(tmp_path, "Europe/Berlin")
