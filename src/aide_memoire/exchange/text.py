"""Decode the bytes of a text file and split it into lines and table rows."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.exchange.importer import Importer

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_LONGEST = 131_072
"""The maximum number of characters of a field in the csv module."""

_MOST_LINES = 3_000_000
_SAMPLE = 1000  # bytes from which UTF-16 is told
_COMMENT = re.compile(r"#(?:[#!\s]|$)|//\s")
_WESTERN = re.compile("[\x00-\x7fÀ-ÖØ-ÝßÀ-ïñ-öø-ýÿ–—‘’“”„…•€ŒœŸ\xa0¡¿«»°·§´²³½¼¾×÷ªº©®]*")
_LETTERS_WITHIN = re.compile(r"[^\W\d_][¡¿°·§´²³½¼¾×÷ªº©®•€][^\W\d_]|[^\x00-\x7f]{3}")


class Decoded(NamedTuple):
    """A text, and the name of its encoding where that is a guess."""

    text: str
    guess: str = ""


class Record(NamedTuple):
    """One row of a table, and the line where it begins (from 1)."""

    line: int
    cells: list[str]


def decode(data: bytes) -> Decoded:
    """Return the text without a byte order mark, with a line feed for every line end.

    UTF-8, UTF-16 with its mark, and what can only be Western Europe's Windows-1252 are read. Raises AideMemoireError
    with the line and the byte (both from 1) of the error for any other encoding.
    """
    guess = ""
    try:
        text = data.decode(wide_encoding(data) or "utf-8-sig")
    except UnicodeDecodeError as error:
        text = _western(data) if error.encoding.startswith("utf-8") else ""
        if not text:
            line = data.count(b"\n", 0, error.start) + 1
            raise AideMemoireError(
                f"line {line}: byte {error.start + 1} (0x{data[error.start]:02x}) is not {error.encoding.upper()}",
                "its encoding cannot be told: save the file as UTF-8",
            ) from None
        guess = "Windows-1252"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > _MOST_LINES:
        raise AideMemoireError(f"it has more than {_MOST_LINES:,} lines", "part it into several files")
    return Decoded(text, guess)


def wide_encoding(data: bytes) -> str:
    """Return the name of the encoding of UTF-16 or UTF-32, or "".

    It is told by its mark; or by zeros in every second place and most line ends with one, or by two zeros in each four.
    """
    for marks, name in ((_UTF32, "utf-32"), (_UTF16, "utf-16")):
        if data.startswith(marks):
            return name
    sample = data[:_SAMPLE]
    if len(sample) < 8 or not any(sample):
        return ""
    if not (any(sample[2::4]) or any(sample[3::4])):
        return "utf-32-le"
    if not (any(sample[::4]) or any(sample[1::4])):
        return "utf-32-be"
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    little = odd > even
    ends = sample.count(b"\n\0" if little else b"\0\n") * 2 >= sample.count(b"\n")
    is_wide = abs(even - odd) * 50 >= len(sample) and (ends if min(even, odd) == 0 else (even + odd) * 3 >= len(sample))
    return ("utf-16-le" if little else "utf-16-be") if is_wide else ""


def _western(data: bytes) -> str:
    """Return the text in Windows-1252, or "" if it looks like that of another encoding: Привет would be Ïðèâåò."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    foreign = sum(not sign.isascii() for sign in text)
    is_likely = foreign * 5 <= len(text) and _WESTERN.fullmatch(text) and not _LETTERS_WITHIN.search(text)
    return text if is_likely else ""


def lines_of(text: str) -> list[str]:
    """Return the sanitized lines with their line feeds. Unsanitized, `strip()` would remove some control characters."""
    return list(io.StringIO(sanitize(text)))


def is_comment(line: str) -> bool:
    """Return whether a line of a table is a remark to the reader: “# …” or “// …”."""
    return _COMMENT.match(line) is not None


def records(lines: list[str], delimiter: str, importer: Importer, first: int = 0) -> Iterator[Record]:
    """Yield every row from the line with index `first` on; comments are left out.

    A line with unbalanced quotation marks is split without regard to them, so that one stray quotation mark does not
    consume the rest of the file.
    """
    start = first
    while start < len(lines):
        begin = start
        reader = csv.reader(_from(lines, begin), delimiter=delimiter, skipinitialspace=True, strict=True)
        try:
            for cells in reader:
                if not (lines[start][:1] in ("#", "/") and is_comment(lines[start])):
                    yield Record(start + 1, cells)
                start = begin + reader.line_num
        except csv.Error:
            if not is_comment(lines[start]):
                yield from _literally(lines[start], start + 1, delimiter, importer)
            start += 1


def _from(lines: list[str], first: int) -> Iterator[str]:
    return (lines[index] for index in range(first, len(lines)))


def _literally(line: str, number: int, delimiter: str, importer: Importer) -> Iterator[Record]:
    """Yield the row of a line, with quotation marks as plain text."""
    cells = line.rstrip("\n").split(delimiter)
    if max(map(len, cells)) > _LONGEST:
        importer.drop(number, f"a field of more than {_LONGEST:,} characters: the row is not imported")
    else:
        importer.remark(number, "quotation marks that do not pair: the line is taken as it stands")
        yield Record(number, cells)
