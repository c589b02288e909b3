"""Read one table of a deck: check the type of each value and report each mistake with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.core.dates import parse_date
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.diagnostics import KEY, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.decks.diagnostics import KeyPath, Severity


DEFAULTS = ("deck", "defaults")
"""The key path of the values that notes share."""


class Fields:
    """Reader of the keys of one table. Mistakes are added to `problems`; each method still returns a usable value.

    A key that the table lacks has the value of `defaults`, the deck's own `[deck.defaults]`.
    """

    def __init__(
        self,
        table: dict[str, Any],
        key_path: KeyPath,
        problems: list[Problem],
        defaults: Mapping[str, Any] | None = None,
    ) -> None:
        self._table = {**defaults, **table} if defaults else table
        self._own = table
        self._key_path = key_path
        self._problems = problems
        self._known: list[str] = []

    def report(
        self, code: str, message: str, *key_path: str | int, hint: str = "", severity: Severity = "error"
    ) -> None:
        """Add a problem at `key_path`, which is relative to this table."""
        is_default = bool(key_path) and key_path[0] in self._table and key_path[0] not in self._own
        start = DEFAULTS if is_default else self._key_path
        problem = Problem(code, message, (*start, *key_path), hint, severity)
        if not is_default or problem not in self._problems:
            self._problems.append(problem)

    def has(self, key: str) -> bool:
        """Return whether the table has the key."""
        return key in self._table

    def take(self, key: str) -> Any:
        """Return the unchecked value of the key, or None, and mark the key as known."""
        self._known.append(key)
        return self._table.get(key)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the stripped text of the key, or "" if it is missing or not a text."""
        value = self.take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is None:
            if required:
                self.report("missing-key", f"`{key}` is missing", hint=f'add {key} = "…"')
        elif isinstance(value, str):
            self.report("empty", f"`{key}` is empty", key)
        else:
            self.wrong_type(key, "a text in quotes", value)
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts of the key."""
        return self._list(key, key, self.take(key), self._plain_text)

    def flag(self, key: str) -> bool:
        """Return whether the key is true. It is false if it is missing."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.wrong_type(key, "true or false", value)
        return value is True

    def by_part(self, key: str, parts: tuple[str, ...]) -> dict[str, Any]:
        """Return the unchecked values of the key's table, without keys that are not in `parts`."""
        value = self.take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            hint = f"write {key}.{parts[0]} = …" if parts else ""
            self.report("wrong-type", f"`{key}` needs one of the note's parts", key, hint=hint)
            return {}
        for name in value:
            if name not in parts:
                self.report(
                    "unknown-part", f"the note has no part `{name}`", key, name, KEY, hint=did_you_mean(name, parts)
                )
        return {name: part_value for name, part_value in value.items() if name in parts}

    def texts_by_part(self, key: str, parts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Return the lists of texts in the key's table, by part of the note."""
        table = self.by_part(key, parts)
        return {part: self._list(key, (key, part), values, self._plain_text) for part, values in table.items()}

    def items(self, key: str, read: Callable[[Any, KeyPath], Any]) -> tuple[Any, ...]:
        """Return the key's list, converted by `read(value, key_path)`, without its None results."""
        return self._list(key, key, self.take(key), read)

    def items_by_part(
        self, key: str, parts: tuple[str, ...], read: Callable[[Any, KeyPath], Any]
    ) -> dict[str, tuple[Any, ...]]:
        """Return the lists in the key's table by part of the note, converted by `read` as in `items`."""
        table = self.by_part(key, parts)
        return {part: self._list(key, (key, part), values, read) for part, values in table.items()}

    def date(self, key: str) -> HistoricalDate | None:
        """Return the date of the key, or None if it is missing or not a date."""
        value = self.take(key)
        return None if value is None else self.read_date(value, (key,))

    def read_date(self, value: Any, key_path: KeyPath) -> HistoricalDate | None:
        """Return the value as a date, or None. A year alone may be a number."""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value) if 0 < value <= 9999 else value
        if not isinstance(value, str):
            self.report("wrong-type", f"a date belongs here, not {_kind_of(value)}", *key_path)
            return None
        try:
            return parse_date(value)
        except ValueError as error:
            self.report("bad-date", str(error), *key_path, hint=_date_hint(value))
            return None

    def wrong_type(self, key: str, wanted: str, value: Any) -> None:
        """Report that the value of the key is not of the `wanted` kind."""
        self.report("wrong-type", f"`{key}` needs {wanted}, not {_kind_of(value)}", key)

    def done(self) -> None:
        """Report each key of the table that was not read; a default may be meant for another kind of note."""
        for key in self._own:
            if key not in self._known:
                self.report("unknown-key", f"`{key}` is not known here", key, KEY, hint=did_you_mean(key, self._known))

    def _list(
        self, key: str, key_path: str | KeyPath, value: Any, read: Callable[[Any, KeyPath], Any]
    ) -> tuple[Any, ...]:
        start = (key_path,) if isinstance(key_path, str) else key_path
        if value is None:
            return ()
        if not isinstance(value, list):
            self.report("wrong-type", f'`{key}` needs a list, as in ["…", "…"]', *start)
            return ()
        found = (read(each, (*start, place)) for place, each in enumerate(value))
        return tuple(each for each in found if each is not None)

    def _plain_text(self, value: Any, key_path: KeyPath) -> str | None:
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.report("wrong-type", f"a text in quotes belongs here, not {_kind_of(value)}", *key_path)
        return None


def _kind_of(value: Any) -> str:
    if isinstance(value, str) and not value.strip():
        return "an empty text"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list"}
    return names.get(type(value), "a table")


def _date_hint(value: str) -> str:
    """Return a hint with the date in the right form (such as "1896-06" for "1896-6"), or "" if the date is unclear."""
    parts = value.strip().split("-")
    if len(parts) in (2, 3) and all(part.isascii() and part.isdecimal() for part in parts) and len(parts[0]) == 4:
        corrected = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
        try:
            parse_date(corrected)
        except ValueError:
            return ""
        return f'write "{corrected}"' if corrected != value else ""
    return ""
