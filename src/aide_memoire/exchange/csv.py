"""Read CSV and TSV tables: a row is a note, and a column is one of its keys."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from aide_memoire.exchange.cells import cells_by_key, cells_of, plain_cells
from aide_memoire.exchange.columns import ANY, ASKED, UNKNOWN, Columns, Wanted, choose_columns
from aide_memoire.exchange.delimiters import find_delimiter
from aide_memoire.exchange.importer import ImportedDeck, Importer, shown
from aide_memoire.exchange.text import Record, lines_of, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SEEN = 200  # rows from which the columns are told
_EXCEL = re.compile(r"sep=(.)\n", re.IGNORECASE)  # Excel's line that names the delimiter
_RULE = re.compile(r"[\s|:]*-[\s|:-]*\n?")  # the line below the header of a table in Markdown
_GOES_ON = re.compile(r"\s+\S|[-*•·–]\s|\(|\d{1,2}[.)]\s|[^\W\d_]")


def read_table(text: str, delimiter: str = "", wanted: Wanted = ANY) -> ImportedDeck:
    """Read a table; the `delimiter` is detected if it is "". What cannot be imported becomes a remark.

    Raises UnclearColumnsError if it cannot be told which columns to ask, or UsageError if none has a wanted name.
    """
    lines, importer = lines_of(text), Importer()
    named = _EXCEL.fullmatch(lines[0]) if lines else None
    first = 1 if named else 0
    delimiter = delimiter or (named[1] if named else find_delimiter(lines))
    if delimiter == "|":
        lines = [_without_frame(line) for line in lines]
    read_rows(_joined(records(lines, delimiter, importer, first), delimiter), importer, delimiter, wanted)
    return importer.done()


def read_rows(rows: Iterable[Record], importer: Importer, delimiter: str, wanted: Wanted) -> None:
    """Add the notes of the rows of a table, of which the first may name its columns."""
    rows = (row for row in rows if any(map(str.strip, row.cells)))
    sample = list(islice(rows, _SEEN))
    if not sample:
        return
    columns = choose_columns([row.cells for row in sample], wanted)
    if columns.has_header:
        header = sample.pop(0)
        columns = columns._replace(keys=_told_columns(header, columns.keys, importer))
    for row in chain(sample, rows):
        _take(_whole(row, columns, delimiter), columns.keys, importer)


def _without_frame(line: str) -> str:
    """Return a line of a table in Markdown without the bars at its ends; the rule below the header is left out."""
    if _RULE.fullmatch(line):
        return "\n"
    plain = line.strip()
    return f"{plain[1:].removesuffix('|')}\n" if plain.startswith("|") else line


def _joined(rows: Iterable[Record], delimiter: str) -> Iterator[Record]:
    """Yield the rows; a line without any delimiter that goes on where the row above it stopped is joined to that one.

    Where commas or semicolons part the cells, what goes over several lines is quoted, or else indented.
    """
    last: Record | None = None
    more: list[str] = []
    for row in rows:
        if last is not None and len(last.cells) > 1 and _goes_on(row.cells, delimiter):
            more += (_joint(row.cells[0]), row.cells[0].strip())
            continue
        if last is not None:
            yield _continued(last, more)
        last, more = row, []
    if last is not None:
        yield _continued(last, more)


def _continued(row: Record, more: list[str]) -> Record:
    """Return a row with what goes on below it."""
    return Record(row.line, [*row.cells[:-1], "".join([row.cells[-1].rstrip(), *more])]) if more else row


def _goes_on(cells: list[str], delimiter: str) -> bool:
    if len(cells) != 1 or not cells[0].strip() or delimiter in ",;":
        return False
    begins = _GOES_ON.match(cells[0])
    return begins is not None and not cells[0][:1].isupper()


def _joint(cell: str) -> str:
    """Return what stands between a line and the one that goes on: items of a list keep their lines."""
    return " " if cell.strip()[:1].isalpha() or cell.strip()[:1] == "(" else "\n"


def _told_columns(header: Record, keys: Sequence[str], importer: Importer) -> tuple[str, ...]:
    """Return the keys of a header, each once but for explanations; what is not imported is told."""
    told: list[str] = []
    for name, key in zip(header.cells, keys, strict=False):
        if key in told and key not in ("explanation", "", UNKNOWN):
            importer.remark(header.line, f"a second column for the {key}, {shown(name)}, is not imported")
            told.append(UNKNOWN)
        else:
            if key == UNKNOWN:
                what = f"the column {shown(name)} is not imported: a note has nothing of that name"
                importer.remark(header.line, what)
            told.append(key)
    return tuple(told)


def _whole(row: Record, columns: Columns, delimiter: str) -> Record:
    """Return a row of a list of pairs with all of its answer, where a delimiter stands in that as well."""
    if columns.keys != ASKED or not any(cell.strip() for cell in row.cells[len(ASKED) :]):
        return row
    sign = f"{delimiter} " if delimiter in ",;" else " "
    return Record(row.line, [row.cells[0], sign.join(filter(None, row.cells[1:]))])


def _take(row: Record, columns: Sequence[str], importer: Importer) -> None:
    """Add the note of one row."""
    found = cells_by_key(row.cells, columns)
    unnamed = [place for place, cell in _without_header(row.cells, columns) if cell.strip()]
    if unnamed:
        what = shown(row.cells[unnamed[0]])
        importer.remark(row.line, f"column {unnamed[0] + 1} has no header: {what} is not imported")
    needed = [place for place, key in enumerate(columns) if key in ASKED]
    if "text" not in found and needed and len(row.cells) <= max(needed):
        what = f"{len(row.cells)} of the {len(columns)} columns"
        importer.drop(row.line, f"only {what}, {shown(row.cells[0])}: not imported")
    else:
        importer.add(plain_cells(cells_of(row.line, found, importer), importer))


def _without_header(cells: list[str], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Return the cells without a header, each with its index."""
    known = len(columns)
    return ((place, cell) for place, cell in enumerate(cells) if place >= known or not columns[place])
