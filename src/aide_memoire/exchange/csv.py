"""Tables in text, CSV and TSV: a row is a note, and a column is one of its keys."""

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
"""What a column is for, by its name in lower case."""

_DELIMITERS = ("\t", ";", ",")  # the rarer one in prose first: it wins where all fit alike
_SAMPLE = 50  # lines that tell the delimiter
_BLANK = ("question", "answer")  # the columns of a table without header
_TOLD = " "  # stands for a column of which all was said at the header
_PARTS = re.compile(r"[;\n]")
_EXCEL = re.compile(r"sep=(.)\n", re.IGNORECASE)  # Excel's own way to name the delimiter


def read_table(text: str, delimiter: str = "") -> ImportedDeck:
    """Read a table; the `delimiter` is found by trying where none is given. Never raises for what stands in it."""
    lines, gathering = lines_of(text), Importer()
    named = _EXCEL.fullmatch(lines[0]) if lines else None
    first = 1 if named else 0
    delimiter = delimiter or (named[1] if named else find_delimiter(lines))
    rows = (row for row in records(lines, delimiter, gathering, first) if any(map(str.strip, row.cells)))
    columns: Sequence[str] = _BLANK
    for number, row in enumerate(rows):
        if number == 0 and is_header(row.cells):
            columns = _columns(row, gathering)
        else:
            _take(row, columns, gathering)
    return gathering.done()


def find_delimiter(lines: list[str]) -> str:
    """Return the delimiter under which the first rows are most alike, and best under a header that is known."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(lines[:_SAMPLE], delimiter))


def is_header(cells: list[str]) -> bool:
    """Return whether a first row names columns: a question and an answer, or a text among nothing unknown."""
    names = [MEANS.get(cell.strip().casefold(), "") if cell.strip() else None for cell in cells]
    return {"question", "answer"} <= set(names) or ("text" in names and "" not in names)


def _fit(lines: list[str], delimiter: str) -> tuple[bool, int]:
    rows = [row.cells for row in records(lines, delimiter, Importer()) if any(row.cells)]
    width = len(rows[0]) if rows else 0
    return width > 1 and is_header(rows[0]), sum(len(row) == width > 1 for row in rows)


def _columns(header: Record, gathering: Importer) -> list[str]:
    """Return what each column is for; "" where it is for nothing that a note has."""
    columns: list[str] = []
    for name in header.cells:
        means = MEANS.get(name.strip().casefold(), "")
        if means in columns and means != "explanation":
            gathering.remark(header.line, f"a second column for the {means}, {shown(name)}, is not carried")
            means = ""
        elif name.strip() and not means:
            gathering.remark(header.line, f"the column {shown(name)} is not carried: a note has nothing of that name")
        columns.append(means or (_TOLD if name.strip() else ""))
    return columns


def _take(row: Record, columns: Sequence[str], gathering: Importer) -> None:
    """Make a note of one row."""
    found = cells_by_key(row.cells, columns)
    nameless = [place for place, cell in _beyond(row.cells, columns) if cell.strip()]
    if nameless:
        message = shown(row.cells[nameless[0]])
        gathering.remark(row.line, f"column {nameless[0] + 1} has no header: {message} is not carried")
    needed = [place for place, key in enumerate(columns) if key in _BLANK]
    if "text" not in found and needed and len(row.cells) <= max(needed):
        message = f"{len(row.cells)} of the {len(columns)} columns"
        gathering.remark(row.line, f"only {message}, {shown(row.cells[0])}: not carried")
    else:
        gathering.add(cells_of(row.line, found))


def _beyond(cells: list[str], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each cell that stands under no header, with its place from 0."""
    known = len(columns)
    return ((place, cell) for place, cell in enumerate(cells) if place >= known or not columns[place])


def cells_by_key(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Return the cells that hold something by what they are for; several explanations follow each other."""
    found: dict[str, str] = {}
    for key, cell in zip(columns, islice(cells, len(columns)), strict=False):
        if key.strip() and cell.strip():
            found[key] = f"{found[key]}\n\n{cell}" if key in found else cell
    return found


def cells_of(line: int, found: dict[str, str]) -> NoteFields:
    """Return one note's words, lists parted."""
    return NoteFields(
        line=line,
        question=found.get("question", ""),
        answer=found.get("answer", ""),
        text=found.get("text", ""),
        accept=_parted(found.get("accept", "")),
        lures=_parted(found.get("lures", "")),
        hint=found.get("hint", ""),
        explanation=found.get("explanation", ""),
        tags=tags_of(found.get("tags", "")),
        source=found.get("source", ""),
        id=found.get("id", ""),
    )


def tags_of(cell: str) -> tuple[str, ...]:
    """Return tags parted by semicolons; without any by commas; without any of those by white space."""
    for sign in (";", ","):
        if sign in cell:
            return tuple(cell.split(sign))
    return tuple(cell.split())


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(_PARTS.split(cell)) if cell else ()
