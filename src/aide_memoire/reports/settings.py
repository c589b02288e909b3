"""The settings in force, of all decks or of one: their values in words, and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aide_memoire.config.files import read_file, unknown_decks
from aide_memoire.core.setting_table import DECK_SETTINGS, SETTINGS
from aide_memoire.core.settings import RETENTION_LEVELS
from aide_memoire.formatting import percent
from aide_memoire.store.deck_files import deck_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aide_memoire.core.setting_table import Setting
    from aide_memoire.core.settings import Settings
    from aide_memoire.workspace import Workspace

Origin = Literal["this deck", "this deck, everyone's", "yours", "everyone's", "default"]
"""Where a value comes from: the learner's file or `config.toml`, which is everyone's; there the deck's table or not."""

_NEW = "new_per_day"
_FORMS = {
    "ladder": "choices first, then typing",
    "flip": "think, then look",
    "typed": "always by typing",
    "choice": "always by choice",
}
_ORDERS = {"one-by-one": "one deck after the other", "mixed": "all decks in turn"}


class InForce(NamedTuple):
    """A setting with the value that holds."""

    setting: Setting
    value: Any
    origin: Origin


def settings_in_force(workspace: Workspace, deck: str = "", *, kept: bool = False) -> list[InForce]:
    """Return the settings that a learner sees, or those that a deck can have, with their values.

    With `kept`, also those that the program keeps by itself.

    Raises SettingsError if a file cannot be read.
    """
    common, own = map(read_file, workspace.paths.settings_files(workspace.profile))
    places: list[tuple[Origin, Mapping[str, Any]]] = [
        ("this deck", own.decks.get(deck, {})),
        ("this deck, everyone's", common.decks.get(deck, {})),
        ("yours", own.values),
        ("everyone's", common.values),
    ]
    in_force = workspace.settings.of_deck(deck)
    return [
        _in_force(setting, getattr(in_force, setting.key), places)
        for setting in (DECK_SETTINGS if deck else SETTINGS)
        if kept or not setting.kept
    ]


def _in_force(setting: Setting, value: Any, places: Sequence[tuple[Origin, Mapping[str, Any]]]) -> InForce:
    """Return a setting with the first place that has it; of a limit, the first that has just this value."""
    is_limit = setting.key == _NEW
    for origin, values in places:
        if setting.key in values and (not is_limit or values[setting.key] == value):
            return InForce(setting, value, origin)
    return InForce(setting, value, "default")


class DeckChoice(NamedTuple):
    """A deck whose settings can be seen. `title` is "" if no deck has this id."""

    deck: str
    title: str
    own: int  # how many settings are set for it


def deck_choices(workspace: Workspace) -> list[DeckChoice]:
    """Return the decks that are studied, then those that only the settings know."""
    titles = {entry.deck: entry.title for entry in deck_files(workspace.db) if entry.live}
    names = [*titles, *(deck for deck in workspace.settings.decks if deck not in titles)]
    return [DeckChoice(deck, titles.get(deck, ""), len(workspace.settings.decks.get(deck, {}))) for deck in names]


def settings_without_deck(workspace: Workspace) -> list[str]:
    """Return a line for each deck that the settings name and that is not here: it may have another id now."""
    known = [entry.deck for entry in deck_files(workspace.db)]
    files = workspace.paths.settings_files(workspace.profile)
    return [problem.text for problem in unknown_decks(files, known)]


def own_settings(settings: Settings, deck: str) -> str:
    """Return what is set for a deck alone, in words: "at most 3 new a day · 85 % wanted"; or ""."""
    own = settings.decks.get(deck, {})
    return " · ".join(_OWN[setting.key](own[setting.key]) for setting in DECK_SETTINGS if setting.key in own)


def value_in_words(key: str, value: Any) -> str:
    """Return the value of a setting as the screen of settings shows it."""
    return _WORDS.get(key, str)(value)


def _retention(value: Any) -> str:
    """Return a retention with its name, if it has one: "balanced 90 %"."""
    name = next((name for name, level in RETENTION_LEVELS.items() if level == value), "")
    return f"{name} {percent(value)}".strip()


def _amount(unit: str, nothing: str) -> Callable[[Any], str]:
    return lambda value: f"{value} {unit}" if value else nothing


def _days(value: Any) -> str:
    """Return the first of some days, and how many more there are: "sunday + 2 more"."""
    more = f" + {len(value) - 1} more" if value[1:] else ""
    return f"{value[0]}{more}" if value else "none"


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "desired_retention": _retention,
    "exam_target": percent,
    "form": lambda value: _FORMS[value],
    "deck_order": lambda value: _ORDERS[value],
    "day_starts_at": lambda value: f"{value:02}:00",
    "leech_threshold": lambda value: f"{value} misses" if value else "never",
    "goal_minutes": _amount("a day", "none"),
    "goal_questions": _amount("a day", "none"),
    "days_off": _days,
    "easy_days": _days,
    "catch_up_per_day": _amount("a day", "no"),
}
_OWN: Mapping[str, Callable[[Any], str]] = {
    "new_per_day": lambda value: f"at most {value} new a day",
    "desired_retention": lambda value: f"{percent(value)} wanted",
    "exam_target": lambda value: f"{percent(value)} at an exam",
    "form": lambda value: _FORMS[value],
    "deck_order": lambda value: {"mixed": "in turn with other decks", "one-by-one": "as a thread"}[value],
}
