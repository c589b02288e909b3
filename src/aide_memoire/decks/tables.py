"""Where the tables and keys of a deck begin in its text, also in a text that is not valid TOML."""

from __future__ import annotations

import re

KEY_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
KEY = rf"{KEY_PART}(?:[ \t]*\.[ \t]*{KEY_PART})*"
_HEADER = r"\[(?P<array>\[)?[ \t]*(?P<name>[^\W\d][\w-]*(?:\.[\w.-]+)?)(?=[ \t]*(?:\]|#|\r?$))"

TABLE_LINE = re.compile(rf"^[ \t]*{_HEADER}", re.MULTILINE)
"""The header of a table, though its brackets may be wrong. No row of a list looks like one: its texts have quotes."""

NEXT_LINE = re.compile(rf"^[ \t]*(?:{KEY}[ \t]*=|{_HEADER})", re.MULTILINE)
"""The beginning of a line with a key or a header."""


def split_tables(text: str) -> list[tuple[int, int]]:
    """Return the start and the end, in characters, of each table with its sub-tables."""
    starts = [0, *(line.start() for line in TABLE_LINE.finditer(text) if "." not in line["name"])]
    ends = [*starts[1:], len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def next_line(text: str, at: int) -> int:
    """Return where the next line with a key or a header begins, at the earliest behind the line of `at`."""
    line_end = text.find("\n", at)
    found = NEXT_LINE.search(text, line_end + 1) if line_end >= 0 else None
    return found.start() if found else len(text)
