"""What a learner may set, and what holds where they have not."""

from __future__ import annotations

from typing import NamedTuple

RETENTION_LOWEST = 0.70
RETENTION_HIGHEST = 0.97
WANTED_FORMS = ("ladder", "flip", "typed", "choice")


class Settings(NamedTuple):
    """One learner's choices. Limits count questions, and a group is one question."""

    new_per_day: int = 10
    reviews_per_day: int = 200
    desired_retention: float = 0.90  # the chance of recall at which a card comes back
    form: str = "ladder"  # how questions are asked: ladder, flip, typed or choice
