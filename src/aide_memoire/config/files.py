"""Settings: `config.toml` for all learners, and `profiles/NAME.toml` over it, key by key.

In both, `[decks."id"]` has the settings of one deck. What cannot be used is passed over and told with its line; only a
file that is no TOML is an error. A setting is written line by line.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import rtoml
import tomli_w

from aide_memoire import atomic_files
from aide_memoire.config.lines import line_of, with_key, without_key
from aide_memoire.core.errors import SettingsError
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.core.setting_table import BY_KEY, unknown_key, usable
from aide_memoire.core.settings import SettingProblem, Settings
from aide_memoire.core.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from aide_memoire.config.lines import KeyPath

_DECKS = "decks"
_MOST_TOLD = 20  # problems of a file
_LARGEST = 1024 * 1024  # bytes
_MEND = "correct it, or move it away"


class SettingsFile(NamedTuple):
    """What a file sets for the learner and for single decks, and what of it cannot be used."""

    values: Mapping[str, Any] = {}
    decks: Mapping[str, Mapping[str, Any]] = {}
    problems: tuple[SettingProblem, ...] = ()


def read_file(path: str) -> SettingsFile:
    """Return what a file sets; a file that is not there sets nothing.

    Raises SettingsError if the file cannot be read or is no TOML.
    """
    if not os.path.lexists(path):
        return SettingsFile()
    text = _text(path)
    return _Reader(path, text).read(_parsed(path, text))


def combined(files: Iterable[SettingsFile]) -> Settings:
    """Return the settings of these files, each over those before it, key by key."""
    values: dict[str, Any] = {}
    decks: dict[str, dict[str, Any]] = {}
    for file in files:
        values |= file.values
        for deck, own in file.decks.items():
            decks[deck] = {**decks.get(deck, {}), **own}
    return Settings(**values, decks=decks)


def read_settings(paths: Iterable[str]) -> tuple[Settings, tuple[SettingProblem, ...]]:
    """Return the settings of these files, and what of them cannot be used. Raises as `read_file`."""
    files = [read_file(path) for path in paths]
    return combined(files), tuple(problem for file in files for problem in file.problems)


def unknown_decks(paths: Iterable[str], known: Collection[str]) -> tuple[SettingProblem, ...]:
    """Return the tables of decks of these files that no deck has as its id. Raises as `read_file`."""
    found = []
    for path in paths:
        for deck in read_file(path).decks:
            if deck not in known:
                message = f'[decks."{deck}"]: no deck has this id'
                hint = did_you_mean(deck, known) or "if it was renamed, write its new id there"
                found.append(SettingProblem(sanitize(path), line_of(_text(path), (_DECKS, deck)), message, hint))
    return tuple(found)


def write_setting(path: str, key: str, value: object, deck: str = "") -> None:
    """Set one setting, of all decks or of `deck`, in a file, which is made where it is not there.

    Every other line stays as it is. Raises SettingsError if the value cannot be used or the file cannot be written.
    """
    try:
        usable(key, value)
    except ValueError as error:
        raise SettingsError(f"{sanitize(path)}: {error}") from None
    text = _text(path) if os.path.exists(path) else ""
    wanted = _parsed(path, text)
    table = wanted
    for name in _path(deck, key)[:-1]:
        table = _subtable(path, table, name)
    table[key] = list(value) if isinstance(value, tuple) else value
    _replace(path, with_key(text, _path(deck, key), _toml(value)), wanted)


def remove_setting(path: str, key: str, deck: str = "") -> None:
    """Remove one setting from a file, so that what stands behind it holds again. Raises as `write_setting`."""
    if not os.path.exists(path):
        return
    text = _text(path)
    wanted = _parsed(path, text)
    table = wanted.get(_DECKS, {}).get(deck, {}) if deck else wanted
    if key in table:
        del table[key]
        _replace(path, without_key(text, _path(deck, key)), wanted)


def _path(deck: str, key: str) -> KeyPath:
    return (_DECKS, deck, key) if deck else (key,)


def _subtable(path: str, table: dict[str, Any], name: str) -> dict[str, Any]:
    found = table.setdefault(name, {})
    if not isinstance(found, dict):
        raise SettingsError(f"{sanitize(path)}: `{sanitize(name)}` is no table", _MEND)
    return found


def _toml(value: object) -> str:
    """Return a value as TOML; a list stands on one line, so that it can be found and replaced."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return tomli_w.dumps({"value": value}).partition(" = ")[2].rstrip("\n")


def _replace(path: str, text: str, wanted: Mapping[str, Any]) -> None:
    """Write the text, if it says what is `wanted`; a file may be laid out so that its lines cannot be changed here."""
    try:
        if _without_empty(rtoml.loads(text)) != _without_empty(wanted):
            raise ValueError
    except ValueError:
        hint = "change it by hand; nothing was written"
        raise SettingsError(f"{sanitize(path)} is laid out so that this cannot be set here", hint) from None
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        atomic_files.replace_file(path, text.encode())
    except OSError as error:
        raise SettingsError(f"{sanitize(path)} cannot be written: {error.strerror}", "check the permissions") from error


def _without_empty(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table without those in it that are empty."""
    parts = {key: _without_empty(each) if isinstance(each, dict) else each for key, each in table.items()}
    return {key: each for key, each in parts.items() if each != {}}


def _parsed(path: str, text: str) -> dict[str, Any]:
    try:
        return rtoml.loads(text)
    except ValueError as error:
        raise SettingsError(f"{sanitize(path)}: not TOML: {sanitize(str(error))}", _MEND) from error


def _text(path: str) -> str:
    try:
        return atomic_files.read_regular_file(path, _LARGEST).decode()
    except OSError as error:
        raise SettingsError(f"{sanitize(path)}: {error.strerror}", _MEND) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{sanitize(path)}: not UTF-8: {error.reason}", _MEND) from error


class _Reader:
    """Reads one file, and collects what cannot be used."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._problems: list[SettingProblem] = []

    def read(self, table: Mapping[str, Any]) -> SettingsFile:
        values = self._settings({key: value for key, value in table.items() if key != _DECKS}, ())
        decks = table.get(_DECKS, {})
        if not isinstance(decks, dict):
            self._tell((_DECKS,), "`decks` is no setting of its own", 'a deck has a table: [decks."its id"]')
            decks = {}
        own = {sanitize_line(deck): self._deck(deck, each) for deck, each in decks.items()}
        own.pop("", None)
        return SettingsFile(values, own, tuple(self._problems))

    def _deck(self, deck: str, table: Any) -> dict[str, Any]:
        if isinstance(table, dict) and deck:
            return self._settings(table, (_DECKS, deck))
        cure = f'[decks."id"] with `{deck}` below it' if deck in BY_KEY else 'a deck has a table: [decks."its id"]'
        self._tell((_DECKS, deck), f"`{deck}` is no deck's table", cure)
        return {}

    def _settings(self, table: Mapping[str, Any], above: KeyPath) -> dict[str, Any]:
        """Return the settings of a table that can be used."""
        found: dict[str, Any] = {}
        for key, value in table.items():
            if key not in BY_KEY or (above and not BY_KEY[key].per_deck):
                self._tell((*above, key), *unknown_key(key, of_deck=bool(above)))
                continue
            try:
                found[key] = usable(key, value)
            except ValueError as error:
                self._tell((*above, key), str(error), "it is passed over")
        return found

    def _tell(self, path: KeyPath, message: str, hint: str) -> None:
        if len(self._problems) == _MOST_TOLD:
            return
        line = line_of(self._text, path)
        self._problems.append(SettingProblem(sanitize(self._path), line, sanitize_line(message), sanitize_line(hint)))
