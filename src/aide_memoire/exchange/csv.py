"""Read CSV and TSV tables: a row is a note, and a column is one of its keys."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields, shown
from aide_memoire.exchange.text import Record, lines_of, records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MEANS = {
    "question": "question",
    "front": "question",
    "term": "question",
    "answer": "answer",
    "back": "answer",
    "definition": "answer",
    "text": "text",
    "accept": "accept",
    "hint": "hint",
    "explanation": "explanation",
    "notes": "explanation",
    "extra": "explanation",
    "back extra": "explanation",
    "tags": "tags",
    "source": "source",
    "id": "id",
    "guid": "id",
    "lures": "lures",
}
"""The note's key for each known column name in lower case."""

_DELIMITERS = ("\t", ";", ",")  # the rarest in prose first: it wins a tie
_SAMPLE = 50  # lines from which the delimiter is found
_BLANK = ("question", "answer")  # the columns of a table without a header
_REPORTED = " "  # marks a column that is not imported and was reported at the header
_PARTS = re.compile(r"[;\n]")
_EXCEL = re.compile(r"sep=(.)\n", re.IGNORECASE)  # Excel's line that names the delimiter


def read_table(text: str, delimiter: str = "") -> ImportedDeck:
    """Read a table; the `delimiter` is detected if it is "". Never raises: what cannot be imported becomes a remark."""
    lines, importer = lines_of(text), Importer()
    named = _EXCEL.fullmatch(lines[0]) if lines else None
    first = 1 if named else 0
    delimiter = delimiter or (named[1] if named else find_delimiter(lines))
    rows = (row for row in records(lines, delimiter, importer, first) if any(map(str.strip, row.cells)))
    columns: Sequence[str] = _BLANK
    for number, row in enumerate(rows):
        if number == 0 and is_header(row.cells):
            columns = _columns(row, importer)
        else:
            _take(row, columns, importer)
    return importer.done()


def find_delimiter(lines: list[str]) -> str:
    """Return the delimiter with which most rows are equally long; one that gives a known header is preferred."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(lines[:_SAMPLE], delimiter))


def is_header(cells: list[str]) -> bool:
    """Return whether a first row is a header: it has a question and an answer, or a text and only known names."""
    names = [MEANS.get(cell.strip().casefold(), "") if cell.strip() else None for cell in cells]
    return {"question", "answer"} <= set(names) or ("text" in names and "" not in names)


def _fit(lines: list[str], delimiter: str) -> tuple[bool, int]:
    rows = [row.cells for row in records(lines, delimiter, Importer()) if any(row.cells)]
    width = len(rows[0]) if rows else 0
    return width > 1 and is_header(rows[0]), sum(len(row) == width > 1 for row in rows)


def _columns(header: Record, importer: Importer) -> list[str]:
    """Return the key of each column; `_REPORTED` for an unknown name, "" for an empty one."""
    columns: list[str] = []
    for name in header.cells:
        key = MEANS.get(name.strip().casefold(), "")
        if key in columns and key != "explanation":
            importer.remark(header.line, f"a second column for the {key}, {shown(name)}, is not carried")
            key = ""
        elif name.strip() and not key:
            importer.remark(header.line, f"the column {shown(name)} is not carried: a note has nothing of that name")
        columns.append(key or (_REPORTED if name.strip() else ""))
    return columns


def _take(row: Record, columns: Sequence[str], importer: Importer) -> None:
    """Add the note of one row."""
    found = cells_by_key(row.cells, columns)
    unnamed = [place for place, cell in _without_header(row.cells, columns) if cell.strip()]
    if unnamed:
        what = shown(row.cells[unnamed[0]])
        importer.remark(row.line, f"column {unnamed[0] + 1} has no header: {what} is not carried")
    needed = [place for place, key in enumerate(columns) if key in _BLANK]
    if "text" not in found and needed and len(row.cells) <= max(needed):
        what = f"{len(row.cells)} of the {len(columns)} columns"
        importer.remark(row.line, f"only {what}, {shown(row.cells[0])}: not carried")
    else:
        importer.add(cells_of(row.line, found))


def _without_header(cells: list[str], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Return the cells without a header, each with its index."""
    known = len(columns)
    return ((place, cell) for place, cell in enumerate(cells) if place >= known or not columns[place])


def cells_by_key(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Return the non-empty cells by key. Several explanations become paragraphs of one."""
    found: dict[str, str] = {}
    for key, cell in zip(columns, islice(cells, len(columns)), strict=False):
        if key.strip() and cell.strip():
            found[key] = f"{found[key]}\n\n{cell}" if key in found else cell
    return found


def cells_of(line: int, found: dict[str, str]) -> NoteFields:
    """Return the fields of one note, with the cells of lists split."""
    return NoteFields(
        line=line,
        question=found.get("question", ""),
        answer=found.get("answer", ""),
        text=found.get("text", ""),
        accept=_split_list(found.get("accept", "")),
        lures=_split_list(found.get("lures", "")),
        hint=found.get("hint", ""),
        explanation=found.get("explanation", ""),
        tags=tags_of(found.get("tags", "")),
        source=found.get("source", ""),
        id=found.get("id", ""),
    )


def tags_of(cell: str) -> tuple[str, ...]:
    """Return the tags: split at semicolons, else at commas, else at white space."""
    for separator in (";", ","):
        if separator in cell:
            return tuple(cell.split(separator))
    return tuple(cell.split())


def _split_list(cell: str) -> tuple[str, ...]:
    return tuple(_PARTS.split(cell)) if cell else ()
