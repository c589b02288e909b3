"""Mistakes in a deck as values: the place, the message and a hint for the repair."""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

from aide_memoire.core.sanitize import sanitize, sanitize_line, shortened

Severity = Literal["error", "warning", "info"]
KeyPath = tuple[str | int, ...]
"""The path of keys and list indexes to a value in a deck: ("event", 3, "date")."""

KEY = ""
"""The last part of a key path that means the key itself, not its value. No deck has an empty key."""

_TAB_STOP = 4
_LONGEST_LINE, _BEFORE = 160, 60
"""The number of characters of a line that are shown, and how many of these are before the mistake."""


class Problem(NamedTuple):
    """A mistake and its key path. The line is looked up only when the mistake is shown."""

    code: str
    message: str
    key_path: KeyPath = ()
    hint: str = ""
    severity: Severity = "error"
    line: int = 0  # counted from 1; 0 unless the parser reports the place itself
    column: int = 0


class Span(NamedTuple):
    """A range within one line. Lines and columns (in characters) count from 1; `end` is exclusive."""

    line: int
    column: int
    end: int


class Diagnostic(NamedTuple):
    """A mistake with its place in a file, ready to be shown."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str
    end: int  # the column after the marked text
    source_line: str

    def as_json(self) -> dict[str, str | int]:
        """Return the object that `check --json` prints."""
        return {
            "path": sanitize(self.path),
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "code": self.code,
            "message": shortened(self.message),
            "hint": shortened(self.hint),
        }

    def text(self) -> str:
        """Return the text for people: the place and message, the source line with carets below it, the hint."""
        place = f"{sanitize_line(self.path)}:{self.line}:{self.column}"
        first_line = f"{place}: {self.severity}[{self.code}]: {shortened(sanitize_line(self.message))}"
        number = str(self.line)
        gutter = " " * len(number)
        lines = [first_line]
        if self.source_line.strip():
            shown, caret = _underlined(self.source_line, self.column, self.end)
            lines += [f" {number} │ {shown}", f" {gutter} │ {caret}"]
        if self.hint:
            lines.append(f" {gutter} = {shortened(sanitize_line(self.hint))}")
        return "\n".join(lines)


def _underlined(line: str, column: int, end: int) -> tuple[str, str]:
    """Return the line as shown, and the carets for the columns. Wide and combining characters are measured in cells."""
    if len(line) > _LONGEST_LINE:
        first = max(column - 1 - _BEFORE, 0)
        left_mark, right_mark = "…" * (first > 0), "…" * (len(line) > first + _LONGEST_LINE)
        shift = first - len(left_mark)
        line = f"{left_mark}{line[first : first + _LONGEST_LINE]}{right_mark}"
        column, end = column - shift, min(end - shift, len(line) + 1)
    start = _cells(line[: column - 1])
    width = max(_cells(line[: end - 1]) - start, 1)
    return _without_tabs(sanitize(line.rstrip("\r\n"))), " " * start + "^" * width


def _without_tabs(line: str) -> str:
    """Return the line with spaces for tabs. `str.expandtabs` counts characters, not cells."""
    shown, *rest = line.split("\t")
    for part in rest:
        shown += " " * (_TAB_STOP - _cells(shown) % _TAB_STOP) + part
    return shown


def _cells(text: str) -> int:
    """Return the number of terminal cells of a text that starts at the beginning of a line."""
    cells = 0
    for char in text:
        cells += _TAB_STOP - cells % _TAB_STOP if char == "\t" else _width(char)
    return cells


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
