"""Read one table of a deck: check the type of each value and report each mistake with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.core.dates import parse_date
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.cures import as_flag, as_list, as_text, edtf, meant_key, quoted_list, write
from aide_memoire.decks.diagnostics import KEY, Problem
from aide_memoire.decks.values import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.decks.diagnostics import KeyPath, Severity


DEFAULTS = ("deck", "defaults")
"""The key path of the values that notes share."""

_MOST_CURED = 100  # unknown keys in one table; with more it is no slip
_MISSES = ("missing-key", "ask-needs", "no-id")
"""What is told of a key that is not there, and what follows where it is there under another name."""


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
        self._known: dict[str, None] = {}
        self._broken: set[str] = set()  # keys with a value of the wrong kind: they are not missing as well

    def report(
        self, code: str, message: str, *key_path: str | int, hint: str = "", severity: Severity = "error"
    ) -> None:
        """Add a problem at `key_path`, which is relative to this table."""
        problem = Problem(code, message, self._whole(key_path), hint, severity)
        if problem.key_path[:2] != DEFAULTS or problem not in self._problems:
            self._problems.append(problem)

    def inside(self, table: dict[str, Any], *key_path: str | int) -> Fields:
        """Return the reader of a table within this one."""
        return Fields(table, self._whole(key_path), self._problems)

    def _whole(self, key_path: KeyPath) -> KeyPath:
        is_default = bool(key_path) and key_path[0] in self._table and key_path[0] not in self._own
        return (*(DEFAULTS if is_default else self._key_path), *key_path)

    def has(self, key: str) -> bool:
        """Return whether the table has the key."""
        return key in self._table

    def take(self, key: str) -> Any:
        """Return the unchecked value of the key, or None, and mark the key as known."""
        self._known[key] = None
        return self._table.get(key)

    def present(self, keys: Iterable[str]) -> list[str]:
        """Return those of the keys that the table has, and mark all of them as known."""
        self._known.update(dict.fromkeys(keys))
        return [key for key in keys if key in self._table]

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the stripped text of the key, or "" if it is missing or not a text."""
        value = self.take(key)
        if text := text_of(value):
            return text
        if value is None:
            if required:
                self.report("missing-key", f"`{key}` is missing", hint=f'add {key} = "…"')
        elif isinstance(value, str):
            self.report("empty", f"`{key}` is empty", key)
        else:
            self.wrong_type(key, "a text in quotes", value, as_text(key, value))
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts of the key."""
        return self._list(key, key, self.take(key), self._plain_text)

    def flag(self, key: str) -> bool:
        """Return whether the key is true. It is false if it is missing."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.wrong_type(key, "true or false", value, as_flag(key, value))
        return value is True

    def by_part(self, key: str, parts: tuple[str, ...]) -> dict[str, Any]:
        """Return the unchecked values of the key's table, without keys that are not in `parts`."""
        value = self.take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            cure = as_list(value) if key in ("accept", "lures") else as_text(key, value)
            named = [each for each in (value if isinstance(value, list) else [value]) if each in parts]
            written = '"…"' if named else cure.removeprefix("write ") or "…"
            hint = f"write {key}.{(named or parts)[0]} = {written}" if parts else ""
            self._broken.add(key)
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
            cure = edtf(str(value))
            hint = f'write "{cure}"' if cure != str(value) else ""
            self.report("wrong-type", f"a date belongs here, not {_kind_of(value)}", *key_path, hint=hint)
            return None
        if not value.strip():
            self.report("empty", "the date is empty", *key_path)
            return None
        try:
            return parse_date(value)
        except ValueError as error:
            cure = edtf(value)
            self.report("bad-date", str(error), *key_path, hint=f'write "{cure}"' if cure != value else "")
            return None

    def wrong_type(self, key: str, wanted: str, value: Any, hint: str = "") -> None:
        """Report that the value of the key is not of the `wanted` kind."""
        self._broken.add(key)
        self.report("wrong-type", f"`{key}` needs {wanted}, not {_kind_of(value)}", key, hint=hint)

    def done(self) -> None:
        """Report each key of the table that was not read; a default may be meant for another kind of note."""
        for key in self._broken:
            self._forget_missing(key)
        unknown = [key for key in self._own if key not in self._known]
        for key in unknown:
            meant = self._meant(key) if len(unknown) <= _MOST_CURED else ""
            hint = f"did you mean `{meant}`?" if meant else ""
            self._forget_missing(meant)
            self.report("unknown-key", f"`{key}` is not known here", key, KEY, hint=hint)

    def _meant(self, key: str) -> str:
        """Return the key that was meant, or "". It is rather one that is not there."""
        missing = [known for known in self._known if known not in self._own]
        return meant_key(key, missing) or meant_key(key, self._known)

    def _forget_missing(self, key: str) -> None:
        """Take back that the key is missing: it is there, under another name."""
        if not key:
            return
        start = self._key_path
        for place in reversed(range(len(self._problems))):
            problem = self._problems[place]
            if problem.key_path[: len(start)] != start:
                break
            if problem.code in _MISSES and (f"`{key}`" in problem.message or (problem.code, key) == ("no-id", "id")):
                del self._problems[place]

    def _list(
        self, key: str, key_path: str | KeyPath, value: Any, read: Callable[[Any, KeyPath], Any]
    ) -> tuple[Any, ...]:
        start = (key_path,) if isinstance(key_path, str) else key_path
        if value is None:
            return ()
        if not isinstance(value, list):
            self._broken.add(key)
            self.report("wrong-type", f'`{key}` needs a list, as in ["…", "…"]', *start, hint=as_list(value))
            return ()
        if len(value) > 1 and all(isinstance(each, int | float) for each in value):
            self._broken.add(key)
            hint = write(quoted_list(map(str, value)))
            self.report("wrong-type", f"`{key}` needs texts in quotes, not numbers", *start, hint=hint)
            return ()
        found = [read(each, (*start, place)) for place, each in enumerate(value)]
        self._broken |= {key} if None in found else set()
        return tuple(each for each in found if each is not None)

    def _plain_text(self, value: Any, key_path: KeyPath) -> str | None:
        if text := text_of(value):
            return text
        hint = "delete it" if isinstance(value, str) else as_text("", value)
        self.report("wrong-type", f"a text in quotes belongs here, not {_kind_of(value)}", *key_path, hint=hint)
        return None


def _kind_of(value: Any) -> str:
    if isinstance(value, str) and not value.strip():
        return "an empty text"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list"}
    return names.get(type(value), "a table")
