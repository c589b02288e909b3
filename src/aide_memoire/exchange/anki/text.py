"""Read Anki's “Notes in Plain Text”: a table after header lines that begin with #, with fields in HTML."""

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
_OWN = ("guid", "notetype", "deck", "tags")  # columns that are not fields
_OCCLUSION = "image-occlusion:"
_SAMPLE = 200  # lines from which HTML is detected


class _Head(NamedTuple):
    """The values of the header lines."""

    end: int  # number of header lines
    delimiter: str
    is_html: bool
    labels: tuple[str, ...]
    own: Mapping[str, int]  # the indexes of columns that are not fields
    tags: tuple[str, ...]  # of every note
    notetype: str  # of every note


def is_anki(text: str) -> bool:
    """Return whether the text begins with a header line of Anki."""
    return _HEADER.match(text) is not None


def read_anki_text(text: str) -> ImportedDeck:
    """Read Anki's text export, with or without header. Never raises: what cannot be imported becomes a remark."""
    lines, importer = lines_of(text), Importer()
    head = _head(lines)
    decks: dict[str, int] = {}
    for row in records(lines, head.delimiter, importer, head.end):
        if lines[row.line - 1].startswith("#") or not any(map(str.strip, row.cells)):
            continue  # comments of Anki
        deck = sanitize_line(_own(row, head, "deck"))
        decks.setdefault(deck, row.line)
        _take(row, head, importer)
    decks.pop("", None)
    if len(decks) > 1:
        for deck, line in decks.items():
            importer.remark(line, f"that notes are of the deck {shown(deck)} is not carried: all go into one")
    return importer.done(next(iter(decks)) if len(decks) == 1 else "")


def _head(lines: list[str]) -> _Head:
    values: dict[str, str] = {}
    end = 0
    while end < len(lines) and lines[end].startswith("#"):
        key, _, value = lines[end].rstrip("\n")[1:].partition(":")
        values[key.strip().lower()] = value
        end += 1
    delimiter = _delimiter(values.get("separator", ""), lines[end:])
    places = {name: values.get(f"{name} column", "").strip() for name in _OWN}
    html = values.get("html", "").strip().lower()
    return _Head(
        end=end,
        delimiter=delimiter,
        is_html=html != "false" if html else any(is_markup(line) for line in lines[end : end + _SAMPLE]),
        labels=tuple(values["columns"].split(delimiter)) if "columns" in values else (),
        own={name: int(place[:6]) - 1 for name, place in places.items() if place.isascii() and place.isdecimal()},
        tags=tuple(values.get("tags", "").split()),
        notetype=values.get("notetype", "").strip(),
    )


def _delimiter(name: str, lines: list[str]) -> str:
    known = _SEPARATORS.get(name.strip().lower(), name)
    return known if len(known) == 1 and known not in '"\n' else find_delimiter(lines)


def _own(row: Record, head: _Head, name: str) -> str:
    place = head.own.get(name, -1)
    return row.cells[place] if 0 <= place < len(row.cells) else ""


def _take(row: Record, head: _Head, importer: Importer) -> None:
    """Add the note of one row."""
    other_columns = set(head.own.values())
    fields = [_plain(cell, row.line, head, importer) for n, cell in enumerate(row.cells) if n not in other_columns]
    labels = [label.strip().casefold() for n, label in enumerate(head.labels) if n not in other_columns]
    if any(_OCCLUSION in field for field in fields):
        importer.remark(row.line, "a question about an image (image occlusion) is not carried")
        return
    notetype = _own(row, head, "notetype") or head.notetype
    cells = _by_label(row.line, fields, labels) or _by_place(row.line, fields, notetype.casefold())
    tags = (*head.tags, *_own(row, head, "tags").split(), *cells.tags)
    importer.add(cells._replace(tags=tags, id=_own(row, head, "guid") or cells.id))


def _plain(cell: str, line: int, head: _Head, importer: Importer) -> str:
    text, lost = plain_text(cell) if head.is_html else without_sounds(cell)
    for name in lost:
        importer.remark(line, f"{name} is not carried")
    return text


def _by_label(line: int, fields: list[str], labels: list[str]) -> NoteFields | None:
    """Return the note by the names of its fields, or None if they do not identify a question and an answer."""
    keys = [MEANS.get(label, "explanation") for label in labels]
    if not ({"question", "answer"} <= set(keys) or "text" in keys) or len(keys) < len(fields):
        return None
    if any(keys.count(key) > 1 for key in keys if key != "explanation"):
        return None
    return cells_of(line, cells_by_key(fields, keys))


def _by_place(line: int, fields: list[str], notetype: str) -> NoteFields:
    """Return the note by the order of its fields: the one with gaps, else the first two as front and back."""
    gapped = next((place for place, field in enumerate(fields) if has_gap(field)), None)
    if gapped is not None:
        return NoteFields(line, text=fields[gapped], explanation=_rest([*fields[:gapped], *fields[gapped + 1 :]]))
    question, answer, *others = [*fields, "", ""][: max(2, len(fields))]
    is_reversed = "reversed" in notetype
    if is_reversed and "optional" in notetype and others:
        is_reversed = bool(others.pop(0).strip())  # only a flag, not text
    return NoteFields(line, question, answer, explanation=_rest(others), reversed=is_reversed)


def _rest(fields: list[str]) -> str:
    return "\n\n".join(field for field in fields if field.strip())
