"""Read Anki's “Notes in Plain Text”: a table after header lines that begin with #, with fields in HTML."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.exchange.cells import cells_by_key, cells_of
from aide_memoire.exchange.columns import (
    ANY,
    ASKED,
    PREVIEWED,
    UNKNOWN,
    Table,
    UnclearColumnsError,
    Wanted,
    choose_columns,
)
from aide_memoire.exchange.delimiters import find_delimiter
from aide_memoire.exchange.gaps import is_gapped
from aide_memoire.exchange.headers import is_name, key_of
from aide_memoire.exchange.html import Plain, is_markup, plain_text, without_sounds
from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields, shown
from aide_memoire.exchange.text import Record, lines_of, records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def read_anki_text(text: str, wanted: Wanted = ANY) -> ImportedDeck:
    """Read Anki's text export, with or without header. What cannot be imported becomes a remark.

    Raises UnclearColumnsError if it cannot be told which fields to ask, or UsageError if none has a wanted name.
    """
    lines, importer = lines_of(text), Importer()
    head = _head(lines)
    rows = (row for row in records(lines, head.delimiter, importer, head.end) if _is_note(row, lines))
    sample = list(islice(rows, _SAMPLE))
    if sample and not head.labels and all(map(is_name, _fields(sample[0].cells, head))):
        head = head._replace(labels=tuple(sample.pop(0).cells))
    is_stock = _is_stock(head, sample)
    keys = _keys(head, [_fields(row.cells, head) for row in sample], wanted, is_stock=is_stock)
    decks: dict[str, int] = {}
    for row in chain(sample, rows):
        decks.setdefault(sanitize_line(_own(row, head, "deck")), row.line)
        _take(row, head, keys, importer)
    decks.pop("", None)
    if len(decks) > 1:
        for deck, line in decks.items():
            importer.remark(line, f"that notes are of the deck {shown(deck)} is not imported: all go into one")
    return importer.done(next(iter(decks)) if len(decks) == 1 else "")


def _is_note(row: Record, lines: list[str]) -> bool:
    """Return whether a row is neither empty nor one of Anki's comments."""
    return not lines[row.line - 1].startswith("#") and any(map(str.strip, row.cells))


def _fields(cells: Sequence[str], head: _Head) -> list[str]:
    """Return the cells that are fields of the note."""
    others = set(head.own.values())
    return [cell for place, cell in enumerate(cells) if place not in others]


def _keys(head: _Head, rows: list[list[str]], wanted: Wanted, *, is_stock: bool) -> tuple[str, ...]:
    """Return the key of each field by its name, or () if the order of the fields says what they are."""
    labels = _fields(head.labels, head)
    if any(wanted):
        keys = choose_columns([labels, *rows] if labels else rows or [[]], wanted).keys
        return tuple("explanation" if key in ("", UNKNOWN) else key for key in keys)
    keys = tuple(key_of(label) or "explanation" for label in labels)
    is_told = set(ASKED) <= set(keys) or "text" in keys
    if is_told and not any(keys.count(key) > 1 for key in keys if key != "explanation"):
        return keys
    if not is_stock and _is_unclear(rows):
        width = max(map(len, rows))
        names = tuple(labels) if len(labels) == width else ("",) * width
        raise UnclearColumnsError(Table(names, tuple((*row, *[""] * (width - len(row))) for row in rows[:PREVIEWED])))
    return ()


def _is_stock(head: _Head, rows: list[Record]) -> bool:
    """Return whether the notes say that they are of Anki's own notetypes, of which the order of the fields is known."""
    notetypes = {_own(row, head, "notetype") or head.notetype for row in rows}
    return all(name.casefold().startswith(("basic", "cloze")) for name in notetypes)


def _is_unclear(rows: list[list[str]]) -> bool:
    """Return whether the first of several fields is hardly a question: a number, or the same again and again."""
    first = [row[0].strip() for row in rows if len(row) > len(ASKED) and not any(map(is_gapped, row))]
    if len(first) < PREVIEWED:
        return False
    return all(cell.isdecimal() for cell in first) or len(set(first)) * 2 <= len(first)


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


def _take(row: Record, head: _Head, keys: tuple[str, ...], importer: Importer) -> None:
    """Add the note of one row."""
    parts = [_plain(cell, head, is_answer=place > 0) for place, cell in enumerate(_fields(row.cells, head))]
    for part in parts:
        for name in part.lost:
            importer.remark(row.line, f"{name} is not imported")
    fields = [part.text for part in parts]
    if any(_OCCLUSION in field for field in fields):
        importer.drop(row.line, "a question about an image (image occlusion) is not imported")
        return
    notetype = _own(row, head, "notetype") or head.notetype
    if keys and len(fields) <= len(keys):
        cells = cells_of(row.line, cells_by_key(fields, keys), importer)
    else:
        cells = _by_place(row.line, fields, notetype.casefold())
    tags = (*head.tags, *_own(row, head, "tags").split(), *cells.tags)
    media = tuple(name for part in parts for name in part.media)
    note_id = _own(row, head, "guid") or cells.id
    importer.add(cells._replace(tags=tags, id=note_id, media=(*media, *cells.media)))


def _plain(cell: str, head: _Head, *, is_answer: bool) -> Plain:
    return plain_text(cell, is_answer=is_answer) if head.is_html else without_sounds(cell)


def _by_place(line: int, fields: list[str], notetype: str) -> NoteFields:
    """Return the note by the order of its fields: the one with gaps, else the first two as front and back."""
    gapped = next((place for place, field in enumerate(fields) if is_gapped(field)), None)
    if gapped is not None:
        return NoteFields(line, text=fields[gapped], explanation=_rest([*fields[:gapped], *fields[gapped + 1 :]]))
    question, answer, *others = [*fields, "", ""][: max(2, len(fields))]
    is_reversed = "reversed" in notetype
    if is_reversed and "optional" in notetype and others:
        is_reversed = bool(others.pop(0).strip())  # only a flag, not text
    return NoteFields(line, question, answer, explanation=_rest(others), reversed=is_reversed)


def _rest(fields: list[str]) -> str:
    return "\n\n".join(field for field in fields if field.strip())
