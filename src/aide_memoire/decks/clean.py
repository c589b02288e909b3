"""Sanitize the tables of a deck as soon as they are parsed; in nearly all values there is nothing to replace."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.controls import control_problem
from aide_memoire.decks.diagnostics import Problem

if TYPE_CHECKING:
    from aide_memoire.decks.diagnostics import KeyPath

_DEEPEST = 20  # nesting levels: far more than any deck needs, far below the recursion limit of Python


def clean_tables(tables: dict[str, Any], text: str, problems: list[Problem]) -> None:
    """Sanitize every key and value in the tables, in place. `text` is what they were parsed from."""
    _clean_keys(tables)
    _clean_entries(tables, tables.items(), text if "\\" in text else "", problems, ())


def _clean_entries(within: Any, entries: Any, text: str, problems: list[Problem], key_path: KeyPath) -> None:
    """Put what is clean in place of the values within a table or a list that are not."""
    for key, value in entries:
        if type(value) is not str or not value.isprintable():
            within[key] = _clean(value, text, problems, (*key_path, key))


def _clean(value: Any, text: str, problems: list[Problem], key_path: KeyPath) -> Any:
    """Return the value itself, clean, or what stands for it."""
    if isinstance(value, str):
        found = control_problem(value, key_path, text)
        problems += [found] if found else []
        return sanitize(value)
    if len(key_path) > _DEEPEST:
        problems.append(Problem("wrong-type", "nested too deeply", key_path[:3]))
        return None
    if isinstance(value, dict):
        _clean_keys(value)
        _clean_entries(value, value.items(), text, problems, key_path)
    elif isinstance(value, list):
        _clean_entries(value, enumerate(value), text, problems, key_path)
    elif isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return value


def _clean_keys(table: dict[str, Any]) -> None:
    if not all(map(str.isprintable, table)):
        entries = [(sanitize(key), value) for key, value in table.items()]
        table.clear()
        table.update(entries)
