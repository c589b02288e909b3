"""Anki's “Notes in Plain Text”: a table under lines that begin with #, its fields in HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.cloze import has_gap
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.exchange.anki.html import is_markup, plain_text, without_sounds
from aide_memoire.exchange.csv import MEANS, cells_by_key, cells_of, find_delimiter
from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields, shown
from aide_memoire.exchange.text import Record, lines_of, records

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADER = re.compile(r"#(separator|html|columns|tags|notetype|deck|guid|(?:tags|notetype|deck|guid) column):", re.I)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":", "\\t": "\t"}
_OWN = ("guid", "notetype", "deck", "tags")  # columns that are no fields
_OCCLUSION = "image-occlusion:"
_SAMPLE = 200  # lines that tell whether fields are HTML


class _Head(NamedTuple):
    """What the lines above the table say."""

    end: int  # lines
    delimiter: str
    is_html: bool
    labels: tuple[str, ...]
    own: Mapping[str, int]  # the places, from 0, of columns that are no fields
    tags: tuple[str, ...]  # of every note
    notetype: str  # of every note


def is_anki(text: str) -> bool:
    """Return whether the text begins as Anki's export does."""
    return _HEADER.match(text) is not None


def read_anki_text(text: str) -> ImportedDeck:
    """Read Anki's text export, with or without its header. Never raises for what stands in it."""
    lines, gathering = lines_of(text), Importer()
    head = _head(lines)
    decks: dict[str, int] = {}
    for row in records(lines, head.delimiter, gathering, head.end):
        if lines[row.line - 1].startswith("#") or not any(map(str.strip, row.cells)):
            continue  # Anki's own comments
        deck = sanitize_line(_own(row, head, "deck"))
        decks.setdefault(deck, row.line)
        _take(row, head, gathering)
    decks.pop("", None)
    if len(decks) > 1:
        for deck, line in decks.items():
            gathering.remark(line, f"that notes are of the deck {shown(deck)} is not carried: all go into one")
    return gathering.done(next(iter(decks)) if len(decks) == 1 else "")


def _head(lines: list[str]) -> _Head:
    said: dict[str, str] = {}
    end = 0
    while end < len(lines) and lines[end].startswith("#"):
        key, _, value = lines[end].rstrip("\n")[1:].partition(":")
        said[key.strip().lower()] = value
        end += 1
    delimiter = _delimiter(said.get("separator", ""), lines[end:])
    places = {name: said.get(f"{name} column", "").strip() for name in _OWN}
    html = said.get("html", "").strip().lower()
    return _Head(
        end=end,
        delimiter=delimiter,
        is_html=html != "false" if html else any(is_markup(line) for line in lines[end : end + _SAMPLE]),
        labels=tuple(said["columns"].split(delimiter)) if "columns" in said else (),
        own={name: int(place[:6]) - 1 for name, place in places.items() if place.isascii() and place.isdecimal()},
        tags=tuple(said.get("tags", "").split()),
        notetype=said.get("notetype", "").strip(),
    )


def _delimiter(name: str, lines: list[str]) -> str:
    known = _SEPARATORS.get(name.strip().lower(), name)
    return known if len(known) == 1 and known not in '"\n' else find_delimiter(lines)


def _own(row: Record, head: _Head, name: str) -> str:
    place = head.own.get(name, -1)
    return row.cells[place] if 0 <= place < len(row.cells) else ""


def _take(row: Record, head: _Head, gathering: Importer) -> None:
    """Make a note of one row."""
    apart = set(head.own.values())
    fields = [_plain(cell, row.line, head, gathering) for n, cell in enumerate(row.cells) if n not in apart]
    labels = [label.strip().casefold() for n, label in enumerate(head.labels) if n not in apart]
    if any(_OCCLUSION in field for field in fields):
        gathering.remark(row.line, "a question about an image (image occlusion) is not carried")
        return
    notetype = _own(row, head, "notetype") or head.notetype
    cells = _by_label(row.line, fields, labels) or _by_place(row.line, fields, notetype.casefold())
    tags = (*head.tags, *_own(row, head, "tags").split(), *cells.tags)
    gathering.add(cells._replace(tags=tags, id=_own(row, head, "guid") or cells.id))


def _plain(cell: str, line: int, head: _Head, gathering: Importer) -> str:
    text, lost = plain_text(cell) if head.is_html else without_sounds(cell)
    for each in lost:
        gathering.remark(line, f"{each} is not carried")
    return text


def _by_label(line: int, fields: list[str], labels: list[str]) -> NoteFields | None:
    """Return the note by the names of its fields, or None where they do not tell a question and an answer."""
    keys = [MEANS.get(label, "explanation") for label in labels]
    if not ({"question", "answer"} <= set(keys) or "text" in keys) or len(keys) < len(fields):
        return None
    if any(keys.count(key) > 1 for key in keys if key != "explanation"):
        return None
    return cells_of(line, cells_by_key(fields, keys))


def _by_place(line: int, fields: list[str], notetype: str) -> NoteFields:
    """Return the note by the order of its fields: the one with gaps, or else the front and the back."""
    gapped = next((place for place, field in enumerate(fields) if has_gap(field)), None)
    if gapped is not None:
        return NoteFields(line, text=fields[gapped], explanation=_rest([*fields[:gapped], *fields[gapped + 1 :]]))
    question, answer, *others = [*fields, "", ""][: max(2, len(fields))]
    is_reversed = "reversed" in notetype
    if is_reversed and "optional" in notetype and others:
        is_reversed = bool(others.pop(0).strip())  # Anki's own flag, no words
    return NoteFields(line, question, answer, explanation=_rest(others), reversed=is_reversed)


def _rest(fields: list[str]) -> str:
    return "\n\n".join(field for field in fields if field.strip())
