"""Parse the text of a deck into its notes and a list of its mistakes.

One bad note or one syntax error never hides the other notes: if the TOML parser rejects the text, its slips are taken
out, and what is left is parsed, at worst table by table. What only follows from a slip is not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aide_memoire.core.ids import note_id
from aide_memoire.core.note import Deck, DeckHead, Note
from aide_memoire.core.suggest import did_you_mean, nearest
from aide_memoire.decks.clean import clean_tables
from aide_memoire.decks.diagnostics import KEY, KeyPath, Problem
from aide_memoire.decks.fields import DEFAULTS
from aide_memoire.decks.head import build_head
from aide_memoire.decks.homes import with_homes
from aide_memoire.decks.limits import Limits
from aide_memoire.decks.notes import NOTE_KINDS, build_notes
from aide_memoire.decks.schema import HEAD_KEYS, note_keys
from aide_memoire.decks.tables import TABLE_LINE
from aide_memoire.decks.toml_text import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.decks.mend import Mended

_TABLES = f"a note is a {', '.join(NOTE_KINDS[:-1])} or {NOTE_KINDS[-1]}"
_TOP = ("deck", "source", *NOTE_KINDS)
_MOST_COMPARED = 1000  # unknown ids that are compared with all that there are
_FOLLOWS = ("missing-key", "ask-needs", "no-id", "claim-needs-source", "unknown-part")
"""The problems of a table that may have no other cause than a slip which took one of its lines."""


class ParsedNote(NamedTuple):
    """A note and the table that it was built from."""

    note: Note
    table: dict[str, Any]
    key_path: tuple[str, int]  # the kind, and the index among the notes of this kind

    def former_ids(self, deck: str) -> tuple[str, ...]:
        """Return the full ids that the note had before. A row of a table had its own name then, too."""
        own, row = self.note.shared.id, ""
        if self.note.kind == "table":
            written = self.table.get("id")
            row = own.removeprefix(written if isinstance(written, str) else own.partition(".")[0])
        return tuple(note_id(deck, f"{old}{row}") for old in self.note.shared.formerly)


class ParsedDeck(NamedTuple):
    """The result of parsing one text. The head was built from `tables`."""

    head: DeckHead
    tables: dict[str, Any]
    notes: tuple[ParsedNote, ...]
    problems: tuple[Problem, ...]
    spoiled: frozenset[KeyPath] = frozenset()
    """The tables that have lost lines by an error of syntax."""

    @property
    def deck(self) -> Deck:
        """Return the head and the notes only."""
        return Deck(self.head, tuple(parsed.note for parsed in self.notes))


def parse_deck(text: str, stem: str = "deck") -> ParsedDeck:
    """Parse the text of a deck from the file `stem`.toml. Never raises: each mistake becomes a problem."""
    problems: list[Problem] = []
    tables, mended = _parse(text.removeprefix("\ufeff"), problems)
    found = [] if () in mended.spoiled else list(_keys_above(tables))
    found += _unknown_tables(tables)
    head_tables: dict[str, Any] = {"deck": _table(tables, "deck", found), "source": _list(tables, "source", found)}
    head = build_head(head_tables["deck"], head_tables["source"], stem, found)
    notes = _notes(mended, tables, head, found)
    found += _unknown_defaults(head)
    spoiled = mended.spoiled | _under_other_names(tables)
    problems += with_homes(_without_what_follows(found, spoiled, head_tables["source"]))
    if not notes and not problems:
        problems.append(Problem("no-notes", "the deck has no notes yet", hint="add a [[card]]", severity="warning"))
    return ParsedDeck(head, head_tables, notes, tuple(problems), spoiled)


def _keys_above(tables: dict[str, Any]) -> Iterator[Problem]:
    """Yield a problem if keys stand above all headers; of several only the first is told."""
    keys = [key for key, value in tables.items() if key not in _TOP and not isinstance(value, dict | list)]
    if keys:
        kind = next((kind for kind in NOTE_KINDS if any(key in note_keys(kind) - HEAD_KEYS for key in keys)), "")
        hint = f"write [[{kind}]] above it" if kind else "write [deck] above it"
        yield Problem("unknown-key", f"`{keys[0]}` stands in no table", (keys[0], KEY), hint)


def _unknown_tables(tables: dict[str, Any]) -> Iterator[Problem]:
    for key, value in tables.items():
        if key not in _TOP and isinstance(value, dict | list):
            times = f", here and {len(value) - 1} times more" if isinstance(value, list) and len(value) > 1 else ""
            within = {"phrases": "deck", "defaults": "deck", "reverse": "card", "number": "card"}.get(key, "")
            hint = f"write [{within}.{key}]" if within else did_you_mean(key, _TOP) or _TABLES
            yield Problem("unknown-key", f"`{key}` is not known in a deck{times}", (key,), hint)


def _under_other_names(tables: dict[str, Any]) -> frozenset[KeyPath]:
    """Return the key paths of the head and of sources that are there, but under names that are not known."""
    meant = {nearest(key, _TOP) for key, value in tables.items() if key not in _TOP and isinstance(value, dict | list)}
    if not meant:
        return frozenset()
    head: set[KeyPath] = {("deck",)} if "deck" in meant and "deck" not in tables else set()
    return frozenset(head | ({("source", len(tables.get("source", ())))} if "source" in meant else set()))


def _unknown_defaults(head: DeckHead) -> Iterator[Problem]:
    known = {key for kind in NOTE_KINDS for key in note_keys(kind)} if head.defaults else set()
    for key in head.defaults:
        if key not in known:
            hint = did_you_mean(key, known)
            yield Problem("unknown-key", f"`{key}` is not known in a note", (*DEFAULTS, key, KEY), hint)


def _without_what_follows(found: list[Problem], spoiled: frozenset[KeyPath], sources: list[Any]) -> Iterator[Problem]:
    """Yield the problems that do not merely follow from an error of syntax."""
    unnamed = any(path[0] == "source" and not _id_of(sources, path[1]) for path in spoiled if len(path) == 2)
    for problem in found:
        follows = problem.key_path[:2] in spoiled and problem.code in _FOLLOWS
        if not follows and not (problem.code == "unknown-source" and unnamed):
            yield problem


def _notes(mended: Mended, tables: dict[str, Any], head: DeckHead, problems: list[Problem]) -> tuple[ParsedNote, ...]:
    """Return every note, in the order of the text."""
    found: dict[str, ParsedNote] = {}
    taken: set[str] = set()  # also ids of notes that cannot be built: their history must not go to another note
    lists = {kind: _list(tables, kind, problems) for kind in NOTE_KINDS}
    limits = Limits(mended.text, head)
    for key_path, table in _in_order(mended.text, lists):
        kind = key_path[0]
        if not isinstance(table, dict):
            problems.append(Problem("wrong-type", f"write each {kind} as [[{kind}]]", key_path))
            continue
        known = len(problems)
        too_large = limits.problem(kind, table, key_path)
        if too_large:
            problems.append(too_large)
            if limits.is_full:
                break
        built = [] if too_large else build_notes(kind, table, head, key_path, problems)
        if table.get("draft", head.defaults.get("draft")) is True:  # nobody is asked it yet
            problems[known:] = [problem._replace(severity="warning") for problem in problems[known:]]
        for note, own_table in built:
            if note.shared.id in taken:
                problems.append(_id_twice(note.shared.id, key_path))
            elif key_path not in mended.spoiled:
                found[note.shared.id] = ParsedNote(note, own_table, key_path)
            taken.add(note.shared.id)
        written = table.get("id")
        if not built and isinstance(written, str):
            if written in taken:
                problems.append(_id_twice(written, key_path))
            taken.add(written)
    spoiled = [(path[0], path[1]) for path in mended.spoiled if len(path) == 2 and path[0] in lists]
    if all(_id_of(lists[kind], place) for kind, place in spoiled):
        problems += _unknown_siblings(found, taken)
    return tuple(found.values())


def _id_of(tables: list[Any], place: Any) -> str:
    """Return the id of one of the tables, or "" if it has none."""
    table = tables[place] if place < len(tables) else None
    written = table.get("id") if isinstance(table, dict) else None
    return written if isinstance(written, str) else ""


def _unknown_siblings(found: dict[str, ParsedNote], known: set[str]) -> Iterator[Problem]:
    compared = 0
    for parsed in found.values():
        for place, sibling in enumerate(parsed.note.shared.bury_with):
            if "/" not in sibling and sibling not in known:
                compared += 1
                hint = did_you_mean(sibling, known) if compared <= _MOST_COMPARED else ""
                entry = (*parsed.key_path, "bury_with", place)
                yield Problem("unknown-note", f"no note has the id “{sibling}”", entry, hint)


def _id_twice(note_id: str, key_path: KeyPath) -> Problem:
    message = f"another note has the id “{note_id}”"
    return Problem("duplicate-id", message, (*key_path, "id"), "give it an id of its own")


def _in_order(text: str, lists: dict[str, list[Any]]) -> list[tuple[tuple[str, int], Any]]:
    """Return the key path and the table of each note, in the order of the headers in the text.

    The TOML parser groups tables by kind. A line within a multi-line string can look like a header: then the counts
    differ, and the notes stay grouped by kind.
    """
    kinds = [kind for kind, tables in lists.items() if tables]
    if len(kinds) == 1:
        return [((kinds[0], place), table) for place, table in enumerate(lists[kinds[0]])]
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


def _parse(text: str, problems: list[Problem]) -> tuple[dict[str, Any], Mended]:
    """Return the tables of the text with every string in them sanitized, and the text that they were parsed from."""
    tables, mended = read_tables(text)
    problems += mended.problems
    clean_tables(tables, text, problems)
    return tables, mended
