"""The settings of a learner and their defaults."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from aide_memoire.core.study_day import DAY_STARTS_AT, iso_day

RETENTION_LOWEST = 0.70
RETENTION_HIGHEST = 0.97
RETENTION_LEVELS = {"relaxed": 0.80, "balanced": 0.90, "strict": 0.95}
"""The desired retentions that have a name."""

STABILITY_HIGHEST = 1e6
"""Days: the maximum stability. It is far above the longest interval, 36,500 days."""

WantedForm = Literal["ladder", "flip", "typed", "choice"]
DeckOrder = Literal["one-by-one", "mixed"]
DECK_ORDERS: tuple[DeckOrder, ...] = get_args(DeckOrder)
WANTED_FORMS: tuple[WantedForm, ...] = get_args(WantedForm)


class Settings(NamedTuple):
    """The settings of one learner. Limits count questions; a group is one question."""

    new_per_day: int = 10
    reviews_per_day: int = 200
    desired_retention: float = 0.90  # the chance of recall at which a card comes back
    form: WantedForm = "ladder"  # how questions are asked: ladder, flip, typed or choice
    deck_order: DeckOrder = "one-by-one"  # new facts: one deck after the other, or of all decks in turn
    day_starts_at: int = DAY_STARTS_AT  # the hour, by the clock on the wall, at which a new study day begins
    leech_threshold: int = 8  # lapses from which a card is a leech; 0 for never
    goal_minutes: int = 0  # of study a day; 0 for no goal: then any study makes a day
    goal_questions: int = 0  # a day, in the place of minutes; 0 for none
    days_off: tuple[str, ...] = ()  # ISO days, or stretches as "2026-12-24/2026-12-31": they break no streak
    catch_up_per_day: int = 0  # reviews a day while a backlog is spread; 0 for no limit of its own
    catch_up_until: str = ""  # the last day of that, as an ISO day
    theme: str = "aide-memoire"
    own_curve_declined_at: int = 0  # reviews in the log when the learner last declined a forgetting curve of their own

    def reviews_on(self, day: int) -> int:
        """Return the most reviews on a study day: fewer while a backlog is spread over some days."""
        spread = self.catch_up_per_day and iso_day(day) <= self.catch_up_until
        return min(self.reviews_per_day, self.catch_up_per_day) if spread else self.reviews_per_day

    def is_leech(self, lapses: int) -> bool:
        """Return whether a card with so many lapses is a leech: a card that costs more time than it is worth."""
        return 0 < self.leech_threshold <= lapses
