"""What holds where a learner has set nothing."""

from aide_memoire.core.settings import Settings


def test_the_defaults_are_those_that_are_promised():
    """Ten new questions and two hundred reviews a day, 90 % of them recalled, and a day begins at four."""
    settings = Settings()
    assert (settings.new_per_day, settings.reviews_per_day, settings.desired_retention) == (10, 200, 0.9)
    assert (settings.form, settings.day_starts_at, settings.leech_threshold) == ("ladder", 4, 8)
