"""The colours of themes: those of the program's own, what a theme leaves out, and whether it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.colour import contrast, mixture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aide_memoire.core.settings import SettingProblem

DARK = {
    "primary": "#d9a441",
    "secondary": "#a8a294",
    "accent": "#d9a441",
    "foreground": "#e4dfd3",
    "background": "#15171b",
    "surface": "#1b1e23",
    "panel": "#23272e",
    "success": "#8fb573",
    "warning": "#e8dc6a",
    "error": "#e0796f",
}
LIGHT = {
    "primary": "#8a5a00",
    "secondary": "#5f5b52",
    "accent": "#8a5a00",
    "foreground": "#17150f",
    "background": "#fbf8f1",
    "surface": "#f3efe5",
    "panel": "#e9e4d7",
    "success": "#41691f",
    "warning": "#6a6200",
    "error": "#a8322a",
}
"""The colours of the program's own themes; their keys are those that a theme can have."""

READABLE = 4.5
"""The least contrast of text with what it stands on, by WCAG 2 (AA)."""

_READ_ON = ("background", "surface", "panel")
_TEXTS = ("secondary", "accent", "success", "warning", "error")  # small signs and words, on the background alone
_RAISED = {"surface": 0.04, "panel": 0.09}  # how much of the text's colour is in what lies over the background


class OwnTheme(NamedTuple):
    """A theme that a learner made: its name, whether it is dark, and a colour for each key of `DARK`."""

    name: str
    dark: bool
    colours: Mapping[str, str]


class ThemeFolder(NamedTuple):
    """The themes of a folder, and what in its files cannot be used or cannot be read on the screen."""

    themes: tuple[OwnTheme, ...] = ()
    problems: tuple[SettingProblem, ...] = ()


def completed(own: Mapping[str, str], base: Mapping[str, str]) -> dict[str, str]:
    """Return all colours of a theme: what it leaves out follows from what it has, else from the program's own."""
    colours = {**base, **own}
    for key, other in (("accent", "primary"), ("primary", "accent")):
        if key not in own:
            colours[key] = colours[other]
    if "background" in own or "foreground" in own:
        for key, part in _RAISED.items():
            colours[key] = own.get(key) or mixture(colours["background"], colours["foreground"], part)
    return colours


def unreadable(colours: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Yield each text with what it stands on and their contrast, where that is too small."""
    pairs = [*(("foreground", ground) for ground in _READ_ON), *((text, "background") for text in _TEXTS)]
    for text, ground in pairs:
        found = contrast(colours[text], colours[ground])
        if found < READABLE:
            yield text, ground, found
