"""Themes of one's own: `themes/NAME.toml` beside `config.toml`, a few colours each.

What a theme leaves out follows from what it has, or is that of the program's own theme. What cannot be used is told
with its line, and passed over.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import rtoml

from aide_memoire import atomic_files
from aide_memoire.config.lines import line_of
from aide_memoire.core.colour import contrast, is_colour, mixture
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.setting_kinds import THEME_NAME
from aide_memoire.core.settings import SettingProblem
from aide_memoire.core.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
_LARGEST = 64 * 1024  # bytes
_MOST = 100  # files
_RAISED = {"surface": 0.04, "panel": 0.09}  # how much of the text's colour is in what lies over the background
_NAME = re.compile(THEME_NAME)
_LINE = re.compile(r"line (\d+)")


class OwnTheme(NamedTuple):
    """A theme that a learner made: its name, whether it is dark, and a colour for each key of `DARK`."""

    name: str
    dark: bool
    colours: Mapping[str, str]


class ThemeFolder(NamedTuple):
    """The themes of a folder, and what in its files cannot be used or cannot be read on the screen."""

    themes: tuple[OwnTheme, ...] = ()
    problems: tuple[SettingProblem, ...] = ()


def read_themes(folder: str) -> ThemeFolder:
    """Return the themes of a folder, by their names; none where it is not there."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    except OSError:
        return ThemeFolder()
    files = [_Reader(os.path.join(folder, name)) for name in names[:_MOST]]
    themes = [theme for file in files if (theme := file.read())]
    return ThemeFolder(tuple(themes), tuple(problem for file in files for problem in file.problems))


class _Reader:
    """Reads one file, and collects what is wrong with it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._text = ""
        self.problems: list[SettingProblem] = []

    def read(self) -> OwnTheme | None:
        """Return the theme; None where the file has none."""
        name = os.path.basename(self._path).removesuffix(".toml")
        if not _NAME.fullmatch(name):
            self._tell(1, "a theme's name has a to z, 0 to 9 and - alone", "name the file as in my-theme.toml")
            return None
        table = self._table()
        if table is None:
            return None
        dark = self._dark(table)
        own = {key: value for key, value in table.items() if self._is_usable(key, value)}
        if not own:
            self._tell(1, "it has no colour", 'as in: accent = "#d9a441"')
            return None
        theme = OwnTheme(name, dark, _completed(own, DARK if dark else LIGHT))
        for text, ground, found in _unreadable(theme.colours):
            line = line_of(self._text, (text if text in own else ground,))
            self._tell(line, f"`{text}` on `{ground}` has a contrast of {found:.1f} to 1", "4.5 is readable")
        return theme

    def _table(self) -> dict[str, Any] | None:
        try:
            self._text = atomic_files.read_regular_file(self._path, _LARGEST).decode()
            return rtoml.loads(self._text)
        except OSError as error:
            self._tell(1, str(error.strerror), "the theme is passed over")
        except UnicodeDecodeError as error:
            self._tell(1, f"not UTF-8: {error.reason}", "the theme is passed over")
        except ValueError as error:
            found = _LINE.search(str(error))
            self._tell(int(found[1]) if found else 1, f"not TOML: {error}", "the theme is passed over")
        return None

    def _dark(self, table: Mapping[str, Any]) -> bool:
        dark = table.get("dark", True)
        if not isinstance(dark, bool):
            self._tell(line_of(self._text, ("dark",)), "`dark` is true or false", "it is taken as true")
        return dark is not False

    def _is_usable(self, key: str, value: Any) -> bool:
        if key == "dark":
            return False
        if key in DARK and is_colour(value):
            return True
        if key in DARK:
            self._tell(line_of(self._text, (key,)), f"`{key}` is a colour such as {DARK[key]}", "it is passed over")
        else:
            hint = "the file's name is the theme's" if key == "name" else did_you_mean(key, ["dark", *DARK])
            self._tell(line_of(self._text, (key,)), f"`{key}` is no key of a theme", hint)
        return False

    def _tell(self, line: int, message: str, hint: str) -> None:
        self.problems.append(SettingProblem(sanitize(self._path), line, sanitize_line(message), sanitize_line(hint)))


def _completed(own: Mapping[str, str], base: Mapping[str, str]) -> dict[str, str]:
    """Return all colours of a theme: what it leaves out follows from what it has, else from the program's own."""
    colours = {**base, **own}
    for key, other in (("accent", "primary"), ("primary", "accent")):
        if key not in own:
            colours[key] = colours[other]
    if "background" in own or "foreground" in own:
        for key, part in _RAISED.items():
            colours[key] = own.get(key) or mixture(colours["background"], colours["foreground"], part)
    return colours


def _unreadable(colours: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Yield each text with what it stands on and their contrast, where that is too small."""
    pairs = [*(("foreground", ground) for ground in _READ_ON), *((text, "background") for text in _TEXTS)]
    for text, ground in pairs:
        found = contrast(colours[text], colours[ground])
        if found < READABLE:
            yield text, ground, found
