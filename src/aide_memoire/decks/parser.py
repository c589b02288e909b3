"""Parse the text of a deck into its notes and a list of its mistakes.

One bad note or one syntax error never hides the other notes: if the TOML parser rejects the text, it is split before
each line that begins a table, and the pieces are parsed one by one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, NamedTuple

import rtoml

from aide_memoire.core.ids import note_id
from aide_memoire.core.note import Deck, DeckHead, Note
from aide_memoire.core.sanitize import sanitize
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.diagnostics import KEY, KeyPath, Problem
from aide_memoire.decks.fields import DEFAULTS
from aide_memoire.decks.notes import NOTE_KINDS, build_head, build_notes
from aide_memoire.decks.schema import note_keys

TABLE_LINE = re.compile(r"^[ \t]*\[(?P<array>\[)?[ \t]*(?P<name>[\w.-]+)", re.MULTILINE)
_PARSER_PLACE = re.compile(r"\s*at line (\d+) column (\d+)")
_TOP = ("deck", "source", *NOTE_KINDS)
_REJECTED = None  # replaces a note that is not valid TOML; TOML has no null value
_DEEPEST = 20  # nesting levels: far more than any deck needs, far below the recursion limit of Python


class ParsedNote(NamedTuple):
    """A note and the table that it was built from."""

    note: Note
    table: dict[str, Any]
    key_path: tuple[str, int]  # the kind, and the index among the notes of this kind

    def former_ids(self, deck: str) -> tuple[str, ...]:
        """Return the full ids that the note had before. A row of a table had its own name then, too."""
        own, row = self.note.shared.id, ""
        if self.note.kind == "table":
            row = own.removeprefix(self.table.get("id", own.partition(".")[0]))
        return tuple(note_id(deck, f"{old}{row}") for old in self.note.shared.formerly)


class ParsedDeck(NamedTuple):
    """The result of parsing one text. The head was built from `tables`."""

    head: DeckHead
    tables: dict[str, Any]
    notes: tuple[ParsedNote, ...]
    problems: tuple[Problem, ...]

    @property
    def deck(self) -> Deck:
        """Return the head and the notes only."""
        return Deck(self.head, tuple(parsed.note for parsed in self.notes))


def parse_deck(text: str, stem: str = "deck") -> ParsedDeck:
    """Parse the text of a deck from the file `stem`.toml. Never raises: each mistake becomes a problem."""
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
    for key in head.defaults:
        if not any(key in note_keys(kind) for kind in NOTE_KINDS):
            hint = did_you_mean(key, {key for kind in NOTE_KINDS for key in note_keys(kind)})
            problems.append(Problem("unknown-key", f"`{key}` is not known in a note", (*DEFAULTS, key, KEY), hint))
    if not notes and not problems:
        problems.append(Problem("no-notes", "the deck has no notes yet", hint="add a [[card]]", severity="warning"))
    return ParsedDeck(head, head_tables, notes, tuple(problems))


def _notes(text: str, tables: dict[str, Any], head: DeckHead, problems: list[Problem]) -> tuple[ParsedNote, ...]:
    """Return every note, in the order of the text."""
    found: dict[str, ParsedNote] = {}
    taken: set[str] = set()  # also ids of notes that cannot be built: their history must not go to another note
    for key_path, table in _in_order(text, {kind: _list(tables, kind, problems) for kind in NOTE_KINDS}):
        kind = key_path[0]
        if table is _REJECTED:
            continue
        if not isinstance(table, dict):
            problems.append(Problem("wrong-type", f"write each {kind} as [[{kind}]]", key_path))
            continue
        known = len(problems)
        built = build_notes(kind, table, head, key_path, problems)
        if table.get("draft", head.defaults.get("draft")) is True:  # nobody is asked it yet
            problems[known:] = [problem._replace(severity="warning") for problem in problems[known:]]
        for note, own_table in built:
            if note.shared.id in taken:
                problems.append(_id_twice(note.shared.id, key_path))
            else:
                found[note.shared.id] = ParsedNote(note, own_table, key_path)
            taken.add(note.shared.id)
        written = table.get("id")
        if not built and isinstance(written, str):
            if written in taken:
                problems.append(_id_twice(written, key_path))
            taken.add(written)
    for parsed in found.values():
        for place, sibling in enumerate(parsed.note.shared.bury_with):
            if "/" not in sibling and sibling not in found:
                hint = did_you_mean(sibling, found)
                entry = (*parsed.key_path, "bury_with", place)
                problems.append(Problem("unknown-note", f"no note has the id “{sibling}”", entry, hint))
    return tuple(found.values())


def _id_twice(note_id: str, key_path: KeyPath) -> Problem:
    message = f"another note has the id “{note_id}”"
    return Problem("duplicate-id", message, (*key_path, "id"), "give it an id of its own")


def _in_order(text: str, lists: dict[str, list[Any]]) -> list[tuple[tuple[str, int], Any]]:
    """Return the key path and the table of each note, in the order of the headers in the text.

    The TOML parser groups tables by kind. A line within a multi-line string can look like a header: then the counts
    differ, and the notes stay grouped by kind.
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
    """Return the tables of the text with every string in them sanitized."""
    try:
        tables: dict[str, Any] = rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError) as error:
        tables = _parse_pieces(text, problems)
        if not problems:  # each piece is valid alone, so the error is between pieces
            problems.append(_syntax(error, 0, text))
    return {key: _sanitized(value, problems, (key,)) for key, value in tables.items()}


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


def _parse_pieces(text: str, problems: list[Problem]) -> dict[str, Any]:
    """Parse each table alone and return the valid ones together. Each rejected table becomes a problem."""
    joined: dict[str, Any] = {}
    for start, end in split_tables(text):
        try:
            piece = rtoml.loads(text[start:end])
        except (rtoml.TomlParsingError, ValueError) as error:
            problems.append(_syntax(error, text.count("\n", 0, start), text[start:end]))
            _add_placeholder(text[start:end], joined)
            continue
        for key, value in piece.items():
            if isinstance(value, list):
                before = joined.setdefault(key, [])
                if isinstance(before, list):
                    before.extend(value)
            else:
                joined.setdefault(key, value)
    return joined


def _add_placeholder(piece: str, joined: dict[str, Any]) -> None:
    """Add a placeholder for a note that could not be parsed, so that later notes keep their index."""
    header = TABLE_LINE.match(piece)
    if header and header["array"] and header["name"] in _TOP:
        notes = joined.setdefault(header["name"], [])
        if isinstance(notes, list):
            notes.append(_REJECTED)


def split_tables(text: str) -> list[tuple[int, int]]:
    """Return the start and the end, in characters, of each table with its sub-tables."""
    starts = [0]
    for line in TABLE_LINE.finditer(text):
        if "." not in line["name"] and (line["array"] or line["name"] == "deck"):
            starts.append(line.start())
    ends = [*starts[1:], len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _syntax(error: Exception, lines_before: int, piece: str) -> Problem:
    """Return the error of the TOML parser as a problem. An unclosed value is reported at the last line of its piece."""
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


def _sanitized(value: Any, problems: list[Problem], key_path: tuple[str | int, ...]) -> Any:
    if isinstance(value, str):
        return sanitize(value)
    if len(key_path) > _DEEPEST:
        problems.append(Problem("wrong-type", "nested too deeply", key_path[:3]))
        return None
    if isinstance(value, dict):
        return {sanitize(key): _sanitized(each, problems, (*key_path, key)) for key, each in value.items()}
    if isinstance(value, list):
        return [_sanitized(each, problems, (*key_path, place)) for place, each in enumerate(value)]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return value
