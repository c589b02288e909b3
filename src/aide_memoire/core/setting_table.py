"""The table of all settings: what each is called, what it takes, what it means, and whether a deck can have its own.

The files of settings are read by it, and the screen of settings shows it. The defaults are those of `Settings`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from aide_memoire.core.easy_days import WEEKDAYS, weekday
from aide_memoire.core.setting_kinds import ManyDays, Number, OneDay, OneOf, Theme, Whole
from aide_memoire.core.settings import DECK_ORDERS, RETENTION_HIGHEST, RETENTION_LOWEST, WANTED_FORMS, Settings
from aide_memoire.core.suggest import did_you_mean

_LIMIT = 9999
_LARGEST = 1_000_000_000


class Setting(NamedTuple):
    """One setting."""

    key: str
    name: str  # as the screen of settings calls it
    means: str
    takes: Whole | Number | OneOf | Theme | OneDay | ManyDays
    per_deck: bool = False  # a deck can have its own
    kept: bool = False  # the program keeps it by itself, and no screen shows it

    @property
    def default(self) -> Any:
        """Return the value that holds where nothing is set."""
        return Settings._field_defaults[self.key]


_RETENTION = Number(RETENTION_LOWEST, RETENTION_HIGHEST)

SETTINGS = (
    Setting(
        "new_per_day",
        "New questions a day",
        "In all decks together; a list counts as one.",
        Whole(0, _LIMIT),
        per_deck=True,
    ),
    Setting(
        "reviews_per_day",
        "Reviews a day",
        "At most; what has waited longest comes first.",
        Whole(0, _LIMIT),
    ),
    Setting(
        "desired_retention",
        "Wanted recall",
        "How sure you want to be when a card returns.",
        _RETENTION,
        per_deck=True,
    ),
    Setting(
        "form",
        "How you are asked",
        "Lists and orders keep a form of their own.",
        OneOf(WANTED_FORMS),
        per_deck=True,
    ),
    Setting(
        "deck_order",
        "New facts come from",
        "One deck at a time reads as a thread.",
        OneOf(DECK_ORDERS),
        per_deck=True,
    ),
    Setting(
        "exam_target",
        "To know at an exam",
        "How much, on its day, where an exam is set without saying so.",
        _RETENTION,
        per_deck=True,
    ),
    Setting(
        "day_starts_at",
        "A new day starts at",
        "Studying past midnight still counts as today, until this hour.",
        Whole(0, 23),
    ),
    Setting(
        "leech_threshold",
        "Problem card after",
        "A card missed so often is flagged: better reword it.",
        Whole(0, _LIMIT),
    ),
    Setting("goal_minutes", "Goal: minutes", "Of study a day.", Whole(0, 1440)),
    Setting(
        "goal_questions",
        "Goal: questions",
        "A day; where it is set, it stands in the place of minutes.",
        Whole(0, _LIMIT),
    ),
    Setting(
        "days_off",
        "Days off",
        "Nothing new then, reviews come on other days, and they break no streak. → asks for them.",
        ManyDays(),
    ),
    Setting(
        "easy_days",
        "Easy days",
        "Half the new ones, half the goal, fewer reviews. → asks for them.",
        ManyDays(),
    ),
    Setting(
        "catch_up_per_day",
        "Catching up",
        "After days away, a backlog is spread: so many reviews a day until it is gone.",
        Whole(0, _LIMIT),
    ),
    Setting("catch_up_until", "Catching up until", "The last day of that.", OneDay(), kept=True),
    Setting("theme", "Theme", "Ctrl+P, Theme shows them all.", Theme()),
    Setting(
        "own_curve_declined_at",
        "Own curve declined at",
        "Reviews in the log when you last declined a forgetting curve of your own.",
        Whole(0, _LARGEST),
        kept=True,
    ),
)
BY_KEY = {setting.key: setting for setting in SETTINGS}
DECK_SETTINGS = tuple(setting for setting in SETTINGS if setting.per_deck)

_OTHER_WORDS = {
    "retention": "desired_retention",
    "recall": "desired_retention",
    "order": "deck_order",
    "exam": "exam_target",
    "target": "exam_target",
    "new": "new_per_day",
    "reviews": "reviews_per_day",
    "holidays": "days_off",
    "vacation": "days_off",
}


def read_days(text: str) -> tuple[str, ...]:
    """Return the entries of a list of days as it is typed, with commas between them."""
    return tuple(map(_entry, ManyDays().read(text)))


def unknown_key(key: str, *, of_deck: bool) -> tuple[str, str]:
    """Return what is wrong with a key that is no setting, or none that a deck can have, and the cure."""
    known = [setting.key for setting in (DECK_SETTINGS if of_deck else SETTINGS)]
    if of_deck and key in BY_KEY:
        return f"`{key}` cannot be set for one deck", "set it above all tables, for all decks"
    meant = _OTHER_WORDS.get(key.casefold())
    hint = f"did you mean `{meant}`?" if meant in known else did_you_mean(key, known)
    return f"`{key}` is not a setting", hint or f"a deck can have {', '.join(known)}" if of_deck else hint


def usable(key: str, value: Any) -> Any:
    """Return a value of TOML as a setting holds it. Raises ValueError, in words, if it cannot be used."""
    takes = BY_KEY[key].takes
    if not takes.accepts(value):
        raise ValueError(f"`{key}` is {takes.words}")
    return tuple(map(_entry, value)) if isinstance(takes, ManyDays) else value


def read_value(key: str, text: str) -> Any:
    """Return the value of a setting as it is typed: `20`, `0.9` or `90 %`, `sunday, 2026-12-24`.

    Raises ValueError, in words, if it cannot be used.
    """
    return usable(key, BY_KEY[key].takes.read(text.strip()))


def value_text(value: Any) -> str:
    """Return a value of a setting as it can be typed."""
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)


def _entry(value: object) -> str:
    """Return an entry of a list of days; a weekday is written out in whichever way it is typed."""
    number = weekday(str(value))
    return str(value) if number is None else WEEKDAYS[number]
