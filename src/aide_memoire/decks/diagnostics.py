"""What is wrong with a deck, as a value: where, what, and how to mend it."""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

from aide_memoire.core.sanitize import sanitize, sanitize_line

Severity = Literal["error", "warning"]
KeyPath = tuple[str | int, ...]
"""The way to a place in a deck, as TOML nests: ("event", 3, "date")."""

KEY = ""
"""At the end of a way: the key itself, not its value. No key of a deck is empty."""

_TAB_STOP = 4
_LONGEST_LINE, _BEFORE = 160, 60
"""Characters of a line that are shown, and of them before the mistake."""
_LONGEST_MESSAGE, _ITS_END = 400, 100


class Problem(NamedTuple):
    """A mistake, and the way to it in the file; its line is looked up when it is shown."""

    code: str
    message: str
    key_path: KeyPath = ()
    hint: str = ""
    severity: Severity = "error"
    line: int = 0  # set where the parser names the place itself; from 1
    column: int = 0


class Span(NamedTuple):
    """A stretch of one line: both counted from 1, columns in characters, `end` behind the last."""

    line: int
    column: int
    end: int


class Diagnostic(NamedTuple):
    """A mistake with its place in a file, ready to be told."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str
    end: int  # the column behind what is marked
    source_line: str

    def as_json(self) -> dict[str, str | int]:
        """Return what `check --json` prints of it."""
        return {
            "path": sanitize(self.path),
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }

    def text(self) -> str:
        """Return the mistake as people read it: the place, the line with a caret under it, the hint."""
        place = f"{sanitize_line(self.path)}:{self.line}:{self.column}"
        head = f"{place}: {self.severity}[{self.code}]: {_shortened(sanitize_line(self.message))}"
        number = str(self.line)
        gutter = " " * len(number)
        lines = [head]
        if self.source_line.strip():
            shown, caret = _underlined(self.source_line, self.column, self.end)
            lines += [f" {number} │ {shown}", f" {gutter} │ {caret}"]
        if self.hint:
            lines.append(f" {gutter} = {sanitize_line(self.hint)}")
        return "\n".join(lines)


def _underlined(line: str, column: int, end: int) -> tuple[str, str]:
    """Return the line as it is shown, and carets below its columns, however wide its letters are."""
    if len(line) > _LONGEST_LINE:
        first = max(column - 1 - _BEFORE, 0)
        ahead, behind = "…" * (first > 0), "…" * (len(line) > first + _LONGEST_LINE)
        shift = first - len(ahead)
        line = f"{ahead}{line[first : first + _LONGEST_LINE]}{behind}"
        column, end = column - shift, min(end - shift, len(line) + 1)
    start = _cells(line[: column - 1])
    width = max(_cells(line[: end - 1]) - start, 1)
    return _without_tabs(sanitize(line.rstrip("\r\n"))), " " * start + "^" * width


def _shortened(message: str) -> str:
    """Return a message without the middle of what is far too long to be read."""
    if len(message) <= _LONGEST_MESSAGE:
        return message
    return f"{message[: _LONGEST_MESSAGE - _ITS_END]} … {message[-_ITS_END:]}"


def _without_tabs(line: str) -> str:
    """Return the line with its tabs as spaces; `str.expandtabs` counts letters, not cells."""
    shown, *rest = line.split("\t")
    for part in rest:
        shown += " " * (_TAB_STOP - _cells(shown) % _TAB_STOP) + part
    return shown


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes from the start of a line."""
    cells = 0
    for sign in text:
        cells += _TAB_STOP - cells % _TAB_STOP if sign == "\t" else _width(sign)
    return cells


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
