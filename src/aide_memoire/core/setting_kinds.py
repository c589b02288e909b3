"""The kinds of values that settings take: what each accepts, and how that is said."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from aide_memoire.core.easy_days import named_days, one_day

_THEME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


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


class Theme(NamedTuple):
    """The name of a theme."""

    words: str = "a theme's name, such as aide-memoire-light"

    def accepts(self, value: Any) -> bool:
        """Return whether a value of TOML can be used."""
        return isinstance(value, str) and _THEME.fullmatch(value) is not None


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
