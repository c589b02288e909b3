"""Read a text as TOML: as a whole, else without its slips, at worst table by table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import rtoml

from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.mend import Mended, mend
from aide_memoire.decks.outline import LISTS
from aide_memoire.decks.tables import TABLE_LINE, split_tables

if TYPE_CHECKING:
    from aide_memoire.decks.diagnostics import KeyPath

_PARSER_PLACE = re.compile(r"\s*at line (\d+) column (\d+)")
_ID_LINE = re.compile(r"^[ \t]*id[ \t]*=[ \t]*[\"']([^\"'\n]+)[\"']", re.MULTILINE)
_PLAIN_WORDS = {
    "duplicate key": ("this stands there already", "delete one of the two"),
    "dotted key": ("this key has a value already, so it can have no parts", "write one of the two"),
}
"""What the TOML parser says, and an author's words for it."""


def read_tables(text: str) -> tuple[dict[str, Any], Mended]:
    """Return the tables of the text, not sanitized, and what they were read from, with its problems."""
    tables = parse_toml(text)
    if tables is not None:
        return tables, Mended(text, (), frozenset())
    mended = mend(text)
    tables = parse_toml(mended.text)
    return _read_pieces(mended) if tables is None else (tables, mended)


def is_toml(text: str) -> bool:
    """Return whether the text is valid TOML."""
    return parse_toml(text) is not None


def parse_toml(text: str) -> dict[str, Any] | None:
    """Return the tables of the text, not sanitized, or None if it is not valid TOML."""
    try:
        tables: dict[str, Any] = rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError):
        return None
    return tables


def _read_pieces(mended: Mended) -> tuple[dict[str, Any], Mended]:
    """Parse each table alone and return the valid ones together; those that are not valid are told as well.

    A rejected table is empty but for its id, so that later notes keep their index.
    """
    joined: dict[str, Any] = {}
    rejected: set[KeyPath] = set()
    text, problems = mended.text, list(mended.problems)
    for start, end in split_tables(text):
        piece = parse_toml(text[start:end])
        if piece is None:
            problems.append(_syntax(text, start, end))
            piece = _rejected(text[start:end])
            rejected |= {(name, len(joined.get(name, ()))) for name in piece}
        for key, value in piece.items():
            before = joined.setdefault(key, [] if isinstance(value, list) else value)
            if isinstance(value, list) and isinstance(before, list):
                before.extend(value)
    if not problems:  # each piece is valid alone, so the error is between pieces
        problems.append(_syntax(text, 0, len(text)))
    return joined, Mended(text, tuple(problems), mended.spoiled | rejected)


def _rejected(piece: str) -> dict[str, Any]:
    """Return what is left of a table that could not be parsed: its id."""
    header, written = TABLE_LINE.match(piece), _ID_LINE.search(piece)
    if header and header["array"] and header["name"] in LISTS:
        return {header["name"]: [{"id": written[1]} if written else {}]}
    return {}


def _syntax(text: str, start: int, end: int) -> Problem:
    """Return the error of the TOML parser in this part of the text as a problem: mostly a table that stands twice.

    An unclosed value is reported at the last line of its piece.
    """
    piece, parser_message = text[start:end], ""
    try:
        rtoml.loads(piece)
    except (rtoml.TomlParsingError, ValueError) as error:
        parser_message = str(error)
    place = _PARSER_PLACE.search(parser_message)
    reason = [line.strip() for line in parser_message.splitlines() if line.strip() and "|" not in line]
    message = _PARSER_PLACE.sub("", sanitize(reason[-1] if reason else parser_message))
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    last = piece.rstrip().count("\n") + 1
    line, column = (line, column) if line <= last else (last, 1)
    words, hint = next((each for sign, each in _PLAIN_WORDS.items() if sign in message), (f"not TOML: {message}", ""))
    return Problem("syntax", words, hint=hint, line=line + text.count("\n", 0, start), column=column)
