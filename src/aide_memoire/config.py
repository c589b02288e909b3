"""`config.toml`: what a learner has set, read with a clear word about what cannot be used, and written line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aide_memoire.workspace import Workspace

import os
import re

import rtoml
import tomli_w

from aide_memoire import atomic_files
from aide_memoire.core.errors import SettingsError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST, WANTED_FORMS, Settings
from aide_memoire.core.suggest import did_you_mean

_LIMIT_HIGHEST = 9999
_LARGEST = 1024 * 1024  # bytes
_HIGHEST = {"day_starts_at": 23}
_THEME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def read_settings(path: str) -> Settings:
    """Return the settings in the file. Raises SettingsError, naming the key, where one cannot be used."""
    return _parsed(path, _text(path))


def write_setting(path: str, key: str, value: object) -> None:
    """Set one setting in the file, which is made where it is not there; every other line stays as it is.

    Raises SettingsError where the value cannot be, or the file holds something else that cannot be used.
    """
    _checked(path, key, value)
    text = _text(path) if os.path.exists(path) else ""
    _parsed(path, text)
    line = tomli_w.dumps({key: value}).rstrip("\n")
    own = re.compile(rf"^[ \t]*{key}[ \t]*=[^#\n]*?(?=[ \t]*(?:#.*)?$)", re.MULTILINE)
    new, found = own.subn(lambda _: line, text, count=1)
    if not found:
        new = f"{text}\n{line}\n" if text and not text.endswith("\n") else f"{text}{line}\n"
    _parsed(path, new)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        atomic_files.replace_file(path, new.encode())
    except OSError as error:
        raise SettingsError(f"{sanitize(path)} cannot be written: {error.strerror}", "check the permissions") from error


def _parsed(path: str, text: str) -> Settings:
    try:
        table = rtoml.loads(text)
    except ValueError as error:
        raise SettingsError(
            f"{sanitize(path)}: not TOML: {sanitize(str(error))}", "mend it, or move it away"
        ) from error
    for key in table:
        if key not in Settings._fields:
            raise SettingsError(
                f"{sanitize(path)}: `{sanitize(key)}` is no setting", did_you_mean(key, Settings._fields)
            )
    return Settings(**{key: _checked(path, key, value) for key, value in table.items()})


def _text(path: str) -> str:
    try:
        return atomic_files.read_regular_file(path, _LARGEST).decode()
    except OSError as error:
        raise SettingsError(f"{sanitize(path)}: {error.strerror}", "mend it, or move it away") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{sanitize(path)}: not UTF-8: {error.reason}", "mend it, or move it away") from error


def _checked(path: str, key: str, value: Any) -> Any:
    if key == "desired_retention":
        if isinstance(value, float) and RETENTION_LOWEST <= value <= RETENTION_HIGHEST:
            return value
        raise SettingsError(f"{sanitize(path)}: `{key}` is a number from {RETENTION_LOWEST} to {RETENTION_HIGHEST}")
    if key == "form":
        if value in WANTED_FORMS:
            return value
        raise SettingsError(f"{sanitize(path)}: `form` is one of {', '.join(WANTED_FORMS)}")
    if key == "theme":
        if isinstance(value, str) and _THEME.fullmatch(value):
            return value
        raise SettingsError(f"{sanitize(path)}: `theme` is a theme's name, such as aide-memoire-light")
    highest = _HIGHEST.get(key, _LIMIT_HIGHEST)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest:
        return value
    raise SettingsError(f"{sanitize(path)}: `{key}` is a whole number from 0 to {highest}")


def change_setting(workspace: Workspace, key: str, value: Any) -> Workspace:
    """Set one setting, on the disk too. Returns the desk that goes by it. Raises SettingsError where it cannot be."""
    write_setting(workspace.paths.settings, key, value)
    return workspace._replace(settings=workspace.settings._replace(**{key: value}))
