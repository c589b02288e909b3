"""A deck's text becomes a deck and a list of what is wrong with it, both at once.

One bad note never hides the others, and neither does one error of syntax: a text that the parser refuses is
read in pieces, cut before the lines that begin a table.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, NamedTuple

import rtoml

from aide_memoire.core.note import Deck, DeckHead, Note
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.notes import NOTE_KINDS, build_head, build_note

TABLE_LINE = re.compile(r"^[ \t]*\[(?P<array>\[)?[ \t]*(?P<name>[\w.-]+)", re.MULTILINE)
_PARSER_PLACE = re.compile(r"\s*at line (\d+) column (\d+)")
_TOP = ("deck", "source", *NOTE_KINDS)
_REFUSED = None  # stands for a note that is not TOML; TOML itself has no such value
_DEEPEST = 20  # levels: far beyond any deck, far below Python's own limit


class ParsedNote(NamedTuple):
    """A note, with the table that it was built from."""

    note: Note
    table: dict[str, Any]
    key_path: tuple[str, int]  # its kind, and its place among those


class ParsedDeck(NamedTuple):
    """All that one text gave. `tables` are what the head was built from."""

    head: DeckHead
    tables: dict[str, Any]
    notes: tuple[ParsedNote, ...]
    problems: tuple[Problem, ...]

    @property
    def deck(self) -> Deck:
        """Return the deck without what it was made of."""
        return Deck(self.head, tuple(each.note for each in self.notes))


def parse_deck(text: str, stem: str = "deck") -> ParsedDeck:
    """Read a deck. Never raises for anything that stands in it."""
    problems: list[Problem] = []
    tables = _parse(text.removeprefix("\ufeff"), problems)
    for key in tables:
        if key not in _TOP:
            problems.append(Problem("unknown-key", f"`{key}` is not known in a deck", (key,), did_you_mean(key, _TOP)))
    head_tables: dict[str, Any] = {
        "deck": _table(tables, "deck", problems),
        "source": _list(tables, "source", problems),
    }
    head = build_head(head_tables["deck"], head_tables["source"], stem, problems)
    notes = _notes(text, tables, head, problems)
    if not notes and not problems:
        problems.append(Problem("no-notes", "the deck has no notes yet", hint="add a [[card]]", severity="warning"))
    return ParsedDeck(head, head_tables, notes, tuple(problems))


def _notes(text: str, tables: dict[str, Any], head: DeckHead, problems: list[Problem]) -> tuple[ParsedNote, ...]:
    """Build every note, in the order in which they stand in the text."""
    found: dict[str, ParsedNote] = {}
    taken: set[str] = set()  # also by notes that cannot be built: their history must not go to another
    for key_path, table in _in_order(text, {kind: _list(tables, kind, problems) for kind in NOTE_KINDS}):
        kind = key_path[0]
        if table is _REFUSED:
            continue
        if not isinstance(table, dict):
            problems.append(Problem("wrong-type", f"write each {kind} as [[{kind}]]", key_path))
            continue
        note = build_note(kind, table, head, key_path, problems)
        own = note.shared.id if note else table.get("id")
        is_double = isinstance(own, str) and own in taken
        if isinstance(own, str):
            taken.add(own)
        if is_double:
            message = f"another note has the id “{own}”"
            problems.append(Problem("duplicate-id", message, (*key_path, "id"), "give it an id of its own"))
        elif note is not None:
            found[note.shared.id] = ParsedNote(note, table, key_path)
    for each in found.values():
        for place, other in enumerate(each.note.shared.bury_with):
            if other not in found:
                hint = did_you_mean(other, found)
                entry = (*each.key_path, "bury_with", place)
                problems.append(Problem("unknown-note", f"no note has the id “{other}”", entry, hint))
    return tuple(found.values())


def _in_order(text: str, lists: dict[str, list[Any]]) -> list[tuple[tuple[str, int], Any]]:
    """Return each note's table with its way, by the text's headers, else kind by kind.

    The parser sorts by kind. A line that looks like a header may stand within a text of several lines: then
    the counts do not agree, and the order by kind is as good as any.
    """
    headers = [line["name"] for line in TABLE_LINE.finditer(text) if line["array"] and line["name"] in lists]
    if any(headers.count(kind) != len(tables) for kind, tables in lists.items()):
        headers = [kind for kind, tables in lists.items() for _ in tables]
    places = dict.fromkeys(lists, -1)
    ordered = []
    for kind in headers:
        places[kind] += 1
        ordered.append(((kind, places[kind]), lists[kind][places[kind]]))
    return ordered


def _table(tables: dict[str, Any], key: str, problems: list[Problem]) -> dict[str, Any]:
    value = tables.get(key, {})
    if isinstance(value, dict):
        return value
    problems.append(Problem("wrong-type", f"write it as [{key}]", (key, 0)))
    return {}


def _list(tables: dict[str, Any], key: str, problems: list[Problem]) -> list[Any]:
    value = tables.get(key, [])
    if isinstance(value, list):
        return value
    problems.append(Problem("wrong-type", f"write each {key} as [[{key}]]", (key,), f"[[{key}]] with two brackets"))
    return [value] if isinstance(value, dict) else []


def _parse(text: str, problems: list[Problem]) -> dict[str, Any]:
    """Return the text's tables with every text in them cleaned."""
    try:
        tables: dict[str, Any] = rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError) as error:
        tables = _parse_pieces(text, problems)
        if not problems:  # each piece is right by itself, so they clash with each other
            problems.append(_syntax(error, 0, text))
    return {key: _cleaned(value, problems, (key,)) for key, value in tables.items()}


def is_toml(text: str) -> bool:
    """Return whether the parser takes a text as a whole."""
    return parse_toml(text) is not None


def parse_toml(text: str) -> dict[str, Any] | None:
    """Return a text's tables as they stand, or None where it is no TOML."""
    try:
        tables: dict[str, Any] = rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError):
        return None
    return tables


def _parse_pieces(text: str, problems: list[Problem]) -> dict[str, Any]:
    """Parse table by table; what is refused becomes a problem, and the rest is joined again."""
    joined: dict[str, Any] = {}
    for start, end in split_tables(text):
        try:
            piece = rtoml.loads(text[start:end])
        except (rtoml.TomlParsingError, ValueError) as error:
            problems.append(_syntax(error, text.count("\n", 0, start), text[start:end]))
            _count_refused(text[start:end], joined)
            continue
        for key, value in piece.items():
            if isinstance(value, list):
                before = joined.setdefault(key, [])
                if isinstance(before, list):
                    before.extend(value)
            else:
                joined.setdefault(key, value)
    return joined


def _count_refused(piece: str, joined: dict[str, Any]) -> None:
    """Keep the place of a note that could not be parsed, so that later ones keep their numbers."""
    header = TABLE_LINE.match(piece)
    if header and header["array"] and header["name"] in _TOP:
        kept = joined.setdefault(header["name"], [])
        if isinstance(kept, list):
            kept.append(_REFUSED)


def split_tables(text: str) -> list[tuple[int, int]]:
    """Return where each table with its sub-tables begins and ends."""
    starts = [0]
    for line in TABLE_LINE.finditer(text):
        if "." not in line["name"] and (line["array"] or line["name"] == "deck"):
            starts.append(line.start())
    ends = [*starts[1:], len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _syntax(error: Exception, lines_before: int, piece: str) -> Problem:
    """Return what the parser says; what is never closed is told at the last line of its own piece."""
    parser_message = str(error)
    place = _PARSER_PLACE.search(parser_message)
    reason = [line.strip() for line in parser_message.splitlines() if line.strip() and "|" not in line]
    message = _PARSER_PLACE.sub("", sanitize(reason[-1] if reason else parser_message))
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    last = piece.rstrip().count("\n") + 1
    if line > last:
        line, column = last, 1
    line += lines_before
    return Problem("syntax", f"not TOML: {message}", line=line, column=column)


def _cleaned(value: Any, problems: list[Problem], key_path: tuple[str | int, ...]) -> Any:
    if isinstance(value, str):
        return sanitize(value)
    if len(key_path) > _DEEPEST:
        problems.append(Problem("wrong-type", "nested too deeply", key_path[:3]))
        return None
    if isinstance(value, dict):
        return {sanitize(key): _cleaned(each, problems, (*key_path, key)) for key, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each, problems, (*key_path, place)) for place, each in enumerate(value)]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return value
