"""Limits of what a deck is multiplied to: each question tells the text that its note, table or deck shares."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from aide_memoire.decks.diagnostics import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aide_memoire.core.note import DeckHead
    from aide_memoire.decks.diagnostics import KeyPath

MOST = 500
"""The entries of a list in a note, and the gaps of a cloze. Nobody answers to so many at once."""

_MOST_QUESTIONS = 150_000  # at ten new ones a day, those of forty years
_FREE = 16_000_000  # characters that a deck may repeat beyond `_TIMES` its own
_TIMES = 8
_LARGEST_DEFAULTS = 20_000  # characters
_ENTRY = 64  # characters that an entry of a list counts for: its place in memory
_GAP = re.compile(r"\{\{c(\d{1,4})::")
_NAMED = re.compile(r"\{(\w+)\}")


class Limits:
    """What the notes of one deck may still repeat, counted from one note to the next."""

    def __init__(self, text: str, head: DeckHead) -> None:
        self._left = _FREE + _TIMES * len(text)
        self._questions = 0
        self.is_full = False  # no further table makes a note
        self._defaults = head.defaults
        self._shared = _size(head.defaults) if head.defaults else 0
        self._sources = {key: len(source.title) + len(source.author) for key, source in head.sources.items()}

    def problem(self, kind: str, table: dict[str, Any], key_path: KeyPath) -> Problem | None:
        """Return the problem of a table that is multiplied beyond the limits, or None. Such a table makes no note."""
        places = too_long(table)
        if places:
            length, *place = places
            hint = f"part the {kind} into several; at most {MOST} can stand here"
            return Problem("too-large", f"a list of {length:,} entries", (*key_path, *place), hint)
        gaps = _GAP.findall(str(table.get("text", ""))) if kind == "cloze" else []
        if len(gaps) > MOST:
            hint = f"part the text into several clozes, of at most {MOST} gaps"
            return Problem("too-large", f"a text with {len(gaps):,} gaps", (*key_path, "text"), hint)
        times = _times(kind, table, len(set(gaps)))
        if self._questions + times > _MOST_QUESTIONS:
            self.is_full = times == 1
            return Problem("too-large", f"the deck has more than {_MOST_QUESTIONS:,} questions", key_path, _PART)
        self._questions += times
        repeated = _repeated(kind, table, len(set(gaps))) + times * (self._shared + self._cited(table))
        if repeated > self._left:
            message = f"its questions would repeat {repeated:,} characters: more than the deck can hold"
            return Problem("too-large", message, key_path, _CURES.get(kind, _PART))
        self._left -= repeated
        return None

    def _cited(self, table: Mapping[str, Any]) -> int:
        """Return how many characters a question tells of the sources of its note."""
        value = table.get("source", self._defaults.get("source"))
        cited = value if isinstance(value, list) else [value]
        return sum(self._sources.get(text.split(maxsplit=1)[0], 0) for text in cited if isinstance(text, str) and text)


_PART = "part the deck into several"
_CURES = {
    "cloze": "part the text into several clozes",
    "group": "shorten what the members share, or part the group into several",
    "table": "shorten what the rows share, or part the table into several",
}


def are_too_large(defaults: Mapping[str, Any]) -> bool:
    """Return whether defaults are longer than every note of a deck can bear."""
    return _size(defaults) > _LARGEST_DEFAULTS


def too_long(value: Mapping[str, Any] | list[Any], key_path: KeyPath = ()) -> tuple[Any, ...]:
    """Return the length of the first list or table that is too long, and the keys to it; () if there is none.

    The rows of a table are notes, not entries.
    """
    if len(value) > MOST and key_path != ("rows",):
        return (len(value), *key_path)
    for key, each in enumerate(value) if isinstance(value, list) else value.items():
        if isinstance(each, (list, dict)):  # the union takes four times as long
            found = too_long(each, (*key_path, key))
            if found:
                return found
    return ()


def _times(kind: str, table: dict[str, Any], gaps: int) -> int:
    """Return how many questions a table makes that tell what it shares with the deck."""
    if kind == "cloze":
        return max(gaps, 1)
    if kind == "table":
        return _length(table.get("rows")) * max(len(table["ask"]) if isinstance(table.get("ask"), dict) else 1, 1)
    return max(_length(table.get("members")), 1) if kind == "group" else 1


def _repeated(kind: str, table: dict[str, Any], gaps: int) -> int:
    """Return how many characters the questions of a table have beyond those of its text."""
    if kind == "cloze":  # what is said of one gap alone is said once
        shared = {key: value for key, value in table.items() if key not in ("accept", "lures")}
        return (gaps - 1) * _size(shared) if gaps > 1 else 0
    if kind == "group":
        shared = {key: value for key, value in table.items() if key not in ("members", "lures")}
        return _size(shared) * _length(table.get("members"))
    if kind == "table":
        shared = {key: value for key, value in table.items() if key != "rows"}
        return _size(shared) * _length(table.get("rows")) + _filled_in(table)
    return 0


def _filled_in(table: dict[str, Any]) -> int:
    """Return how many characters of the cells are filled in where the questions name their columns."""
    asked, columns, rows = (table.get(key) for key in ("ask", "columns", "rows"))
    if not (isinstance(asked, dict) and isinstance(columns, list) and isinstance(rows, list)):
        return 0
    named = Counter(name for text in asked.values() if isinstance(text, str) for name in _NAMED.findall(text))
    times = [named[column] if isinstance(column, str) else 0 for column in columns]
    lists = (row for row in rows if isinstance(row, list))
    return sum(often * len(str(cell)) for row in lists for often, cell in zip(times, row, strict=False) if often > 1)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _size(value: Any) -> int:
    """Return the characters of a value, with those that the entries of its lists count for."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + _size(each) for key, each in value.items())
    return sum(_ENTRY + _size(each) for each in value) if isinstance(value, list) else 8
