"""What a learner may set, and what holds where they have not."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from aide_memoire.core.study_day import DAY_STARTS_AT

RETENTION_LOWEST = 0.70
RETENTION_HIGHEST = 0.97
STABILITY_HIGHEST = 1e6
"""Days: beyond what any interval (at most 36,500 days) can show."""

WantedForm = Literal["ladder", "flip", "typed", "choice"]
WANTED_FORMS: tuple[WantedForm, ...] = get_args(WantedForm)


class Settings(NamedTuple):
    """One learner's choices. Limits count questions, and a group is one question."""

    new_per_day: int = 10
    reviews_per_day: int = 200
    desired_retention: float = 0.90  # the chance of recall at which a card comes back
    form: WantedForm = "ladder"  # how questions are asked: ladder, flip, typed or choice
    day_starts_at: int = DAY_STARTS_AT  # the hour, by the clock on the wall, at which a new study day begins
    leech_threshold: int = 8  # lapses from which a card is a leech; 0 for never
    theme: str = "aide-memoire"

    def is_leech(self, lapses: int) -> bool:
        """Return whether a card with so many lapses is a leech: one that costs more than it gives as it stands."""
        return 0 < self.leech_threshold <= lapses
