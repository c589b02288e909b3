"""Reading one table of a deck: each value with its type, each mistake with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.core.dates import parse_date
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.diagnostics import KEY, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.decks.diagnostics import KeyPath, Severity


class Fields:
    """The keys of one table. Mistakes go to `problems`; what is read stays usable after any of them."""

    def __init__(self, table: dict[str, Any], key_path: KeyPath, problems: list[Problem]) -> None:
        self._table = table
        self._key_path = key_path
        self._problems = problems
        self._known: list[str] = []

    def report(
        self, code: str, message: str, *key_path: str | int, hint: str = "", severity: Severity = "error"
    ) -> None:
        """Note a mistake at `way` below this table."""
        self._problems.append(Problem(code, message, (*self._key_path, *key_path), hint, severity))

    def has(self, key: str) -> bool:
        """Return whether the author wrote the key."""
        return key in self._table

    def take(self, key: str) -> Any:
        """Return the key's value as it stands, or None; the key counts as known from here on."""
        self._known.append(key)
        return self._table.get(key)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the key's text, or "" where there is none or it is none."""
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
        """Return the key's list of texts."""
        return self._list(key, key, self.take(key), self._plain_text)

    def by_part(self, key: str, parts: tuple[str, ...]) -> dict[str, Any]:
        """Return the key's table, whose keys are parts of the note, as it stands."""
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
        return {name: each for name, each in value.items() if name in parts}

    def texts_by_part(self, key: str, parts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Return the key's lists of texts, by part."""
        table = self.by_part(key, parts)
        return {part: self._list(key, (key, part), each, self._plain_text) for part, each in table.items()}

    def items(self, key: str, read: Callable[[Any, KeyPath], Any]) -> tuple[Any, ...]:
        """Return the key's list, each value read by `read(value, way)`, which gives None for a bad one."""
        return self._list(key, key, self.take(key), read)

    def items_by_part(
        self, key: str, parts: tuple[str, ...], read: Callable[[Any, KeyPath], Any]
    ) -> dict[str, tuple[Any, ...]]:
        """Return the key's lists by part, each value read by `read`."""
        table = self.by_part(key, parts)
        return {part: self._list(key, (key, part), each, read) for part, each in table.items()}

    def date(self, key: str) -> HistoricalDate | None:
        """Return the key's date."""
        value = self.take(key)
        return None if value is None else self.read_date(value, (key,))

    def read_date(self, value: Any, key_path: KeyPath) -> HistoricalDate | None:
        """Return a value as a date; the year alone may stand without quotes."""
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
        """Note that the key holds another kind of value than the `wanted` one."""
        self.report("wrong-type", f"`{key}` needs {wanted}, not {_kind_of(value)}", key)

    def done(self) -> None:
        """Report each key that nobody asked for."""
        for key in self._table:
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
    """Return the date in the form that is wanted, where it is clear which is meant."""
    parts = value.strip().split("-")
    if len(parts) in (2, 3) and all(part.isascii() and part.isdecimal() for part in parts) and len(parts[0]) == 4:
        mended = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
        try:
            parse_date(mended)
        except ValueError:
            return ""
        return f'write "{mended}"' if mended != value else ""
    return ""
