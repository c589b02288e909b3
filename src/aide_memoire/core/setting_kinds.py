"""The kinds of values that settings take: what each accepts, how that is said, typed, and written as a JSON Schema."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from aide_memoire.core.easy_days import named_days, one_day

THEME_NAME = r"[a-z0-9][a-z0-9-]{0,60}"
_THEME = re.compile(THEME_NAME)
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_NUMBER = re.compile(r"([+-]?[0-9]*\.?[0-9]+)[ ]*(%?)")
_LIST_SIGNS = str.maketrans(dict.fromkeys("[]\"'"))


class Whole(NamedTuple):
    """A whole number."""

    lowest: int
    highest: int

    @property
    def words(self) -> str:
        """Return what it takes, in words."""
        return f"a whole number from {self.lowest} to {self.highest}"

    def accepts(self, value: Any) -> bool:
        """Return whether a value of TOML can be used."""
        return isinstance(value, int) and not isinstance(value, bool) and self.lowest <= value <= self.highest

    def read(self, text: str) -> Any:
        """Return the value that was typed; where it is none, the text, which is not accepted."""
        return int(text) if _WHOLE.fullmatch(text) else text

    @property
    def schema(self) -> dict[str, Any]:
        """Return what it takes, as a JSON Schema."""
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest}


class Number(NamedTuple):
    """A part of 1."""

    lowest: float
    highest: float

    @property
    def words(self) -> str:
        """Return what it takes, in words."""
        return f"a number from {self.lowest:.2f} to {self.highest:.2f}"

    def accepts(self, value: Any) -> bool:
        """Return whether a value of TOML can be used."""
        return isinstance(value, float) and self.lowest <= value <= self.highest

    def read(self, text: str) -> Any:
        """Return the value that was typed, as 0.9 or 90 %; where it is none, the text, which is not accepted."""
        found = _NUMBER.fullmatch(text)
        return float(found[1]) / (100 if found[2] else 1) if found else text

    @property
    def schema(self) -> dict[str, Any]:
        """Return what it takes, as a JSON Schema."""
        return {"type": "number", "minimum": self.lowest, "maximum": self.highest}


class OneOf(NamedTuple):
    """One of a few words."""

    values: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return what it takes, in words."""
        return f"one of {', '.join(self.values)}"

    def accepts(self, value: Any) -> bool:
        """Return whether a value of TOML can be used."""
        return value in self.values

    def read(self, text: str) -> Any:
        """Return the value that was typed."""
        return text

    @property
    def schema(self) -> dict[str, Any]:
        """Return what it takes, as a JSON Schema."""
        return {"enum": list(self.values)}


class Theme(NamedTuple):
    """The name of a theme."""

    words: str = "a theme's name, such as aide-memoire-light"

    def accepts(self, value: Any) -> bool:
        """Return whether a value of TOML can be used."""
        return isinstance(value, str) and _THEME.fullmatch(value) is not None

    def read(self, text: str) -> Any:
        """Return the value that was typed."""
        return text

    @property
    def schema(self) -> dict[str, Any]:
        """Return what it takes, as a JSON Schema."""
        return {"type": "string", "pattern": f"^{THEME_NAME}$"}


class OneDay(NamedTuple):
    """A day, or none."""

    words: str = 'a day, such as "2026-12-03", or ""'

    def accepts(self, value: Any) -> bool:
        """Return whether a value of TOML can be used."""
        if value == "":
            return True
        try:
            return isinstance(value, str) and one_day(value) > 0
        except ValueError:
            return False

    def read(self, text: str) -> Any:
        """Return the value that was typed."""
        return text

    @property
    def schema(self) -> dict[str, Any]:
        """Return what it takes, as a JSON Schema."""
        return {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$"}


class ManyDays(NamedTuple):
    """Days of the week, days, and stretches of days."""

    words: str = 'a list of days, such as ["sunday", "2026-12-24", "2026-12-27/2026-12-31"]'

    def accepts(self, value: Any) -> bool:
        """Return whether a value of TOML can be used."""
        if not isinstance(value, list | tuple):
            return False
        try:
            named_days(tuple(map(str, value)))
        except ValueError:
            return False
        return True

    def read(self, text: str) -> Any:
        """Return the list that was typed: "sunday, 2026-12-24", or as TOML has it."""
        entries = text.translate(_LIST_SIGNS).split(",")
        return [entry.strip() for entry in entries if entry.strip()]

    @property
    def schema(self) -> dict[str, Any]:
        """Return what it takes, as a JSON Schema."""
        return {"type": "array", "items": {"type": "string"}}
