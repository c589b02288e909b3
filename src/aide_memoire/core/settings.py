"""The settings of a learner and their defaults; those in force for a deck, and on a day.

What each of them is called, takes and means is listed in `setting_table.py`.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from aide_memoire.core.easy_days import day_weight
from aide_memoire.core.study_day import DAY_STARTS_AT, iso_day

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    desired_retention: float = 0.90
    form: WantedForm = "ladder"
    deck_order: DeckOrder = "one-by-one"
    exam_target: float = 0.95
    day_starts_at: int = DAY_STARTS_AT
    leech_threshold: int = 8
    goal_minutes: int = 0
    goal_questions: int = 0
    days_off: tuple[str, ...] = ()
    easy_days: tuple[str, ...] = ()
    catch_up_per_day: int = 0
    catch_up_until: str = ""
    theme: str = "aide-memoire"
    own_curve_declined_at: int = 0
    decks: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    """What is set for single decks, by their ids: settings that go over the learner's own."""

    def of_deck(self, deck: str) -> Settings:
        """Return the settings in force for a deck: what is set for it, else the learner's.

        Its `new_per_day` is a limit within the learner's, which holds for all decks together.
        """
        own = self.decks.get(deck)
        if not own:
            return self
        return self._replace(**{**own, "new_per_day": min(own.get("new_per_day", self.new_per_day), self.new_per_day)})

    def weight_on(self, day: int) -> float:
        """Return what part of an ordinary day's work a study day has: 0 on a day off, 0.5 on an easy day, else 1."""
        return day_weight(day, self.days_off, self.easy_days)

    def new_on(self, day: int) -> int:
        """Return the most new questions on a study day: none on a day off, half of them, rounded up, on an easy day."""
        return math.ceil(self.new_per_day * self.weight_on(day))

    def reviews_on(self, day: int) -> int:
        """Return the most reviews on a study day: fewer while a backlog is spread over some days."""
        spread = self.catch_up_per_day and iso_day(day) <= self.catch_up_until
        return min(self.reviews_per_day, self.catch_up_per_day) if spread else self.reviews_per_day

    def is_leech(self, lapses: int) -> bool:
        """Return whether a card with so many lapses is a leech: a card that costs more time than it is worth."""
        return 0 < self.leech_threshold <= lapses


class SettingProblem(NamedTuple):
    """Something in a settings file that cannot be used and is passed over: where it is, what is wrong, the cure."""

    path: str
    line: int  # from 1
    message: str
    hint: str = ""

    @property
    def text(self) -> str:
        """Return it in one line: "config.toml:3: `new_a_day` is not a setting; did you mean `new_per_day`?"."""
        cure = f"; {self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}: {self.message}{cure}"
