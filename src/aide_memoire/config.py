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
from aide_memoire.core.study_day import from_iso_day
from aide_memoire.core.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Rule = tuple[Callable[[Any], bool], str]

_LIMIT_HIGHEST = 9999
_LARGEST = 1024 * 1024  # bytes
_HIGHEST = {"day_starts_at": 23, "goal_minutes": 1440, "own_curve_declined_at": 1_000_000_000}
_ISO_DAY = len("2026-12-31")
_LONGEST_STRETCH = 366  # days
_THEME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_LIST = r"\[[^\]]*\]"  # it may go over several lines
_MEND = "correct it, or move it away"


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
    _write(path, with_key(text, key, _line(key, value)))


def _line(key: str, value: object) -> str:
    """Return the line of TOML; a list stands on one line, so that it can be found and replaced."""
    if isinstance(value, list | tuple):
        quoted = ", ".join(f'"{each}"' for each in value)
        return f"{key} = [{quoted}]"
    return tomli_w.dumps({key: value}).rstrip("\n")


def remove_setting(path: str, key: str) -> None:
    """Remove one setting from a file, so that what holds for all learners holds again. Raises as `write_setting`."""
    if os.path.exists(path):
        text = _text(path)
        _parsed(path, text)
        _write(path, re.sub(rf"^[ \t]*{key}[ \t]*=[ \t]*(?:{_LIST}.*|.*)\n?", "", text, count=1, flags=re.MULTILINE))


def with_key(text: str, key: str, line: str) -> str:
    """Return the TOML with a top-level key set by `line`, where the key is, else behind the others above all tables."""
    first_table = _TABLE.search(text)
    end = first_table.start() if first_table else len(text)
    keys, tables = text[:end], text[end:]
    own = re.compile(rf"^[ \t]*{key}[ \t]*=[ \t]*(?:{_LIST}|[^#\n]*?)(?=[ \t]*(?:#.*)?$)", re.MULTILINE)
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
                f"{sanitize(path)}: `{sanitize(key)}` is not a setting", did_you_mean(key, Settings._fields)
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
    accepts, wanted = _RULES.get(key, _whole_number(key))
    if not accepts(value):
        raise SettingsError(f"{sanitize(path)}: `{key}` is {wanted}")
    return tuple(map(str, value)) if key == "days_off" else value


def _whole_number(key: str) -> Rule:
    highest = _HIGHEST.get(key, _LIMIT_HIGHEST)
    return (
        lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= highest,
        f"a whole number from 0 to {highest}",
    )


def _is_day(value: object) -> bool:
    try:
        from_iso_day(str(value))
    except ValueError:
        return False
    return len(str(value)) == _ISO_DAY


def _is_stretch(value: object) -> bool:
    """Return whether a value is an ISO day, or a stretch of at most a year: "2026-12-24/2026-12-31"."""
    first, _, last = str(value).partition("/")
    last = last or first
    return _is_day(first) and _is_day(last) and 0 <= from_iso_day(last) - from_iso_day(first) <= _LONGEST_STRETCH


_RULES: dict[str, Rule] = {
    "desired_retention": (
        lambda value: isinstance(value, float) and RETENTION_LOWEST <= value <= RETENTION_HIGHEST,
        f"a number from {RETENTION_LOWEST} to {RETENTION_HIGHEST}",
    ),
    "form": (lambda value: value in WANTED_FORMS, f"one of {', '.join(WANTED_FORMS)}"),
    "deck_order": (lambda value: value in DECK_ORDERS, f"one of {', '.join(DECK_ORDERS)}"),
    "theme": (
        lambda value: isinstance(value, str) and _THEME.fullmatch(value) is not None,
        "a theme's name, such as aide-memoire-light",
    ),
    "days_off": (
        lambda value: isinstance(value, list | tuple) and all(map(_is_stretch, value)),
        'a list of days, such as ["2026-12-24", "2026-12-27/2026-12-31"]',
    ),
    "catch_up_until": (lambda value: value == "" or _is_day(value), 'a day, such as "2026-12-03", or ""'),
}
"""What each setting takes, and how that is said; the others are whole numbers."""
