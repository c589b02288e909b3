"""The two themes of the program, dark and light, and those that learners made. The themes of Textual are available too.

The accent marks what can be pressed, and nothing else. Green, yellow and red (`success`, `warning`, `error`) belong to
verdicts and their marks; the yellow is another than the accent.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from textual.theme import BUILTIN_THEMES, Theme

from aide_memoire.core import palette
from aide_memoire.core.palette import ThemeFolder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aide_memoire.core.grading.verdict import VerdictWord

MUTED = "$foreground 60%"
"""The colour of what is read second: hints, labels, asides."""

VERDICT_SIGNS: dict[VerdictWord, tuple[str, str]] = {
    "right": ("✓", "$success"),
    "close": ("✓", "$success"),
    "partial": ("◐", "$warning"),
    "wrong": ("✗", "$error"),
}
"""The sign and the colour of each verdict."""


def _theme(name: str, dark: bool, colours: Mapping[str, Any]) -> Theme:
    variables = {"footer-key-foreground": colours["accent"], "block-cursor-text-style": "bold"}
    return Theme(name, dark=dark, variables=variables, **colours)


DARK = _theme("aide-memoire", True, palette.DARK)
LIGHT = _theme("aide-memoire-light", False, palette.LIGHT)


def read_own(folder: str) -> ThemeFolder:
    """Return the themes that the learners of this machine made, and what is wrong with them."""
    if not os.path.isdir(folder):
        return ThemeFolder()
    from aide_memoire.config.themes import read_themes  # noqa: PLC0415  a parser of TOML, which most starts do without

    return read_themes(folder)


def as_themes(folder: ThemeFolder) -> list[Theme]:
    """Return the program's own themes and those of a folder."""
    return [DARK, LIGHT, *(_theme(*each) for each in folder.themes)]


def theme_names(folder: str) -> list[str]:
    """Return the names of all themes, the program's own first."""
    own = (theme.name for theme in as_themes(read_own(folder)))
    return list(dict.fromkeys([*own, *BUILTIN_THEMES]))
