"""Find the sign that parts the cells of a table."""

from __future__ import annotations

from typing import NamedTuple

from aide_memoire.exchange.columns import is_header
from aide_memoire.exchange.importer import Importer
from aide_memoire.exchange.text import records

_DELIMITERS = ("\t", ";", "|", ",")  # the rarest in prose first: it wins a tie
_MOSTLY = 0.8  # the share of lines that have a tab where it parts the cells
_SAMPLE = 50  # lines from which the delimiter is found


class Fit(NamedTuple):
    """How well a delimiter parts a text: whether a known header comes of it, and how many rows are equally long."""

    has_header: bool
    rows: int
    share: float  # of all rows
    parted: float  # the share of rows that have the delimiter at all
    width: int


def find_delimiter(lines: list[str]) -> str:
    """Return the delimiter with which most rows are equally long.

    One that gives a known header is preferred, then the tab, which stands in hardly any line for another reason.
    """

    def rank(delimiter: str) -> tuple[bool, bool, int]:
        found = fit(lines, delimiter)
        return found.has_header, delimiter == "\t" and found.parted >= _MOSTLY, found.rows

    return max(_DELIMITERS, key=rank)


def fit(lines: list[str], delimiter: str) -> Fit:
    """Return how well a delimiter parts the first lines into rows of at least two cells."""
    rows = [row.cells for row in records(lines[:_SAMPLE], delimiter, Importer()) if any(row.cells)]
    widths = [len(row) for row in rows if len(row) > 1]
    width = max(widths, key=widths.count, default=0)
    count = widths.count(width)
    has_header = width > 1 and len(rows[0]) == width and is_header(rows[0])
    total = max(len(rows), 1)
    return Fit(has_header, count, count / total, len(widths) / total, width)
