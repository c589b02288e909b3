"""Themes of one's own: `themes/NAME.toml` beside `config.toml`, a few colours each.

What a theme leaves out follows from what it has, or is that of the program's own theme. What cannot be used is told
with its line, and passed over.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import rtoml

from aide_memoire import atomic_files
from aide_memoire.config.lines import line_of
from aide_memoire.core.colour import is_colour
from aide_memoire.core.palette import DARK, LIGHT, OwnTheme, ThemeFolder, completed, unreadable
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.setting_kinds import THEME_NAME
from aide_memoire.core.settings import SettingProblem
from aide_memoire.core.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST = 64 * 1024  # bytes
_MOST = 100  # files
_NAME = re.compile(THEME_NAME)
_LINE = re.compile(r"line (\d+)")


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
        theme = OwnTheme(name, dark, completed(own, DARK if dark else LIGHT))
        for text, ground, found in unreadable(theme.colours):
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
