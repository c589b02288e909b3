"""`config.toml`: what a learner has set, read with a clear word about what cannot be used."""

from __future__ import annotations

import re
from typing import Any

import rtoml

from aide_memoire.core.clean import clean
from aide_memoire.core.errors import SettingsError
from aide_memoire.core.settings import RETENTION_HIGHEST, RETENTION_LOWEST, WANTED_FORMS, Settings
from aide_memoire.decks.fields import near

_LIMIT_HIGHEST = 9999
_HIGHEST = {"day_starts_at": 23}
_THEME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


def read_settings(path: str) -> Settings:
    """Return the settings in the file. Raises SettingsError, naming the key, where one cannot be used."""
    try:
        with open(path, encoding="utf-8") as file:
            table = rtoml.loads(file.read())
    except OSError as error:
        raise SettingsError(f"{clean(path)}: {error.strerror}", "check the file's permissions") from error
    except ValueError as error:
        raise SettingsError(f"{clean(path)}: not TOML: {clean(str(error))}", "mend it, or move it away") from error
    for key in table:
        if key not in Settings._fields:
            raise SettingsError(f"{clean(path)}: `{clean(key)}` is no setting", near(key, Settings._fields))
    values = {key: _checked(path, key, value) for key, value in table.items()}
    return Settings(**values)


def _checked(path: str, key: str, value: Any) -> Any:
    if key == "desired_retention":
        if isinstance(value, float) and RETENTION_LOWEST <= value <= RETENTION_HIGHEST:
            return value
        raise SettingsError(f"{clean(path)}: `{key}` is a number from {RETENTION_LOWEST} to {RETENTION_HIGHEST}")
    if key == "form":
        if value in WANTED_FORMS:
            return value
        raise SettingsError(f"{clean(path)}: `form` is one of {', '.join(WANTED_FORMS)}")
    if key == "theme":
        if isinstance(value, str) and _THEME.fullmatch(value):
            return value
        raise SettingsError(f"{clean(path)}: `theme` is a theme's name, such as aide-memoire-light")
    highest = _HIGHEST.get(key, _LIMIT_HIGHEST)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest:
        return value
    raise SettingsError(f"{clean(path)}: `{key}` is a whole number from 0 to {highest}")
