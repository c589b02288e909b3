"""Settings: `config.toml` for all learners, and `profiles/NAME.toml` over it, key by key.

Both are read with an error that names the key where something cannot be used, and written line by line.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import rtoml
import tomli_w

from aide_memoire import atomic_files
from aide_memoire.core.errors import SettingsError
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.settings import DECK_ORDERS, RETENTION_HIGHEST, RETENTION_LOWEST, WANTED_FORMS, Settings
from aide_memoire.core.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIMIT_HIGHEST = 9999
_LARGEST = 1024 * 1024  # bytes
_HIGHEST = {"day_starts_at": 23, "own_curve_declined_at": 1_000_000_000}
_THEME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_MEND = "mend it, or move it away"


def read_settings(paths: Iterable[str]) -> Settings:
    """Return the settings of these files, each over those before it; a file that is not there sets nothing.

    Raises SettingsError, naming the file and the key, where a value cannot be used.
    """
    table: dict[str, Any] = {}
    for path in paths:
        if os.path.lexists(path):
            table |= _parsed(path, _text(path))
    return Settings(**table)


def write_setting(path: str, key: str, value: object) -> None:
    """Set one setting in a file, which is made where it is not there; every other line stays as it is.

    Raises SettingsError where the value cannot be used, or the file holds something else that cannot be.
    """
    _checked(path, key, value)
    text = _text(path) if os.path.exists(path) else ""
    _parsed(path, text)
    _write(path, with_key(text, key, tomli_w.dumps({key: value}).rstrip("\n")))


def remove_setting(path: str, key: str) -> None:
    """Remove one setting from a file, so that what holds for all learners holds again. Raises as `write_setting`."""
    if os.path.exists(path):
        text = _text(path)
        _parsed(path, text)
        _write(path, re.sub(rf"^[ \t]*{key}[ \t]*=.*\n?", "", text, count=1, flags=re.MULTILINE))


def with_key(text: str, key: str, line: str) -> str:
    """Return the TOML with a top-level key set by `line`, where the key is, else behind the others above all tables."""
    first_table = _TABLE.search(text)
    end = first_table.start() if first_table else len(text)
    keys, tables = text[:end], text[end:]
    own = re.compile(rf"^[ \t]*{key}[ \t]*=[^#\n]*?(?=[ \t]*(?:#.*)?$)", re.MULTILINE)
    changed, found = own.subn(lambda _: line, keys, count=1)
    if found:
        return changed + tables
    body = keys.rstrip("\n") if tables else keys
    start = f"{body}\n" if body and not body.endswith("\n") else body
    return f"{start}{line}\n{keys[len(start) :] if tables else ''}{tables}"


def _write(path: str, text: str) -> None:
    _parsed(path, text)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        atomic_files.replace_file(path, text.encode())
    except OSError as error:
        raise SettingsError(f"{sanitize(path)} cannot be written: {error.strerror}", "check the permissions") from error


def _parsed(path: str, text: str) -> dict[str, Any]:
    """Return a file's settings, each of them checked."""
    try:
        table = rtoml.loads(text)
    except ValueError as error:
        raise SettingsError(f"{sanitize(path)}: not TOML: {sanitize(str(error))}", _MEND) from error
    for key in table:
        if key not in Settings._fields:
            raise SettingsError(
                f"{sanitize(path)}: `{sanitize(key)}` is no setting", did_you_mean(key, Settings._fields)
            )
    return {key: _checked(path, key, value) for key, value in table.items()}


def _text(path: str) -> str:
    try:
        return atomic_files.read_regular_file(path, _LARGEST).decode()
    except OSError as error:
        raise SettingsError(f"{sanitize(path)}: {error.strerror}", _MEND) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{sanitize(path)}: not UTF-8: {error.reason}", _MEND) from error


def _checked(path: str, key: str, value: Any) -> Any:
    if key == "desired_retention":
        if isinstance(value, float) and RETENTION_LOWEST <= value <= RETENTION_HIGHEST:
            return value
        raise SettingsError(f"{sanitize(path)}: `{key}` is a number from {RETENTION_LOWEST} to {RETENTION_HIGHEST}")
    if key == "form":
        if value in WANTED_FORMS:
            return value
        raise SettingsError(f"{sanitize(path)}: `form` is one of {', '.join(WANTED_FORMS)}")
    if key == "deck_order":
        if value in DECK_ORDERS:
            return value
        raise SettingsError(f"{sanitize(path)}: `deck_order` is one of {', '.join(DECK_ORDERS)}")
    if key == "theme":
        if isinstance(value, str) and _THEME.fullmatch(value):
            return value
        raise SettingsError(f"{sanitize(path)}: `theme` is a theme's name, such as aide-memoire-light")
    highest = _HIGHEST.get(key, _LIMIT_HIGHEST)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest:
        return value
    raise SettingsError(f"{sanitize(path)}: `{key}` is a whole number from 0 to {highest}")
