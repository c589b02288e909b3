"""Decode the bytes of a text file and split it into lines and table rows."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.exchange.importer import Importer

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LONGEST = 131_072
"""The maximum number of characters of a field in the csv module."""


class Record(NamedTuple):
    """One row of a table, and the line where it begins (from 1)."""

    line: int
    cells: list[str]


def decode(data: bytes) -> str:
    """Return the text without a byte order mark, with a line feed for every line end.

    Raises AideMemoireError with the line and the byte (both from 1) of the error if it is not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        kind = "UTF-16" if data.startswith(_UTF16) else "another encoding, as Latin-1"
        line = data.count(b"\n", 0, error.start) + 1
        raise AideMemoireError(
            f"line {line}: byte {error.start + 1} (0x{data[error.start]:02x}) is not UTF-8",
            f"it may be {kind}: save the file as UTF-8",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines_of(text: str) -> list[str]:
    """Return the sanitized lines with their line feeds. Unsanitized, `strip()` would remove some control characters."""
    return list(io.StringIO(sanitize(text)))


def records(lines: list[str], delimiter: str, importer: Importer, first: int = 0) -> Iterator[Record]:
    """Yield every row from the line with index `first` on.

    A line with unbalanced quotation marks is split without regard to them, so that one stray quotation mark does not
    consume the rest of the file.
    """
    start = first
    while start < len(lines):
        begin = start
        reader = csv.reader(_from(lines, begin), delimiter=delimiter, skipinitialspace=True, strict=True)
        try:
            for cells in reader:
                yield Record(start + 1, cells)
                start = begin + reader.line_num
        except csv.Error:
            yield from _literally(lines[start], start + 1, delimiter, importer)
            start += 1


def _from(lines: list[str], first: int) -> Iterator[str]:
    return (lines[index] for index in range(first, len(lines)))


def _literally(line: str, number: int, delimiter: str, importer: Importer) -> Iterator[Record]:
    """Yield the row of a line, with quotation marks as plain text."""
    cells = line.rstrip("\n").split(delimiter)
    if max(map(len, cells)) > _LONGEST:
        importer.remark(number, f"a field of more than {_LONGEST:,} characters: the row is not carried")
    else:
        importer.remark(number, "quotation marks that do not pair: the line is taken as it stands")
        yield Record(number, cells)
