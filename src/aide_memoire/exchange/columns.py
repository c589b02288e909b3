"""Tell which column of a table is the question and which the answer, or say that it cannot be told."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.exchange.headers import is_counter, is_name, key_of
from aide_memoire.exchange.importer import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED = ("question", "answer")
UNKNOWN = " "  # the key of a column that has a name, but none that a note has
PREVIEWED = 3  # rows
_FEW = 4  # rows from which a column that repeats tells something
_MOST_CELLS = 10_000  # of a row
_SAMPLE = 20  # rows that are compared with the first
_RARELY = 5  # a column that fewer than one in so many rows fill is no reason to ask


class Wanted(NamedTuple):
    """The columns that someone named, by their names or their numbers from 1."""

    question: str = ""
    answer: str = ""


ANY = Wanted()
"""No columns were named: they are told by their names and contents."""


class Table(NamedTuple):
    """The names of a table's columns, or "" for each where it has none, and its first rows."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def labels(self) -> list[str]:
        """Return what the first columns are called: by number, with their name or else their first cell."""
        cells = self.rows[0] if self.rows else self.names
        named = list(enumerate(zip(self.names, cells, strict=True), 1))
        labels = [
            f"{number} {name}" if name else f"{number} {shown(cell)}" for number, (name, cell) in named[:_MOST_NAMED]
        ]
        return [*labels, f"… and {len(named) - _MOST_NAMED:,} more"] if len(named) > _MOST_NAMED else labels


class Columns(NamedTuple):
    """The key of each column; "" for one without a name, `UNKNOWN` for one that is not imported."""

    keys: tuple[str, ...]
    has_header: bool


_MOST_NAMED = 20  # columns in a message


class UnclearColumnsError(UsageError):
    """It cannot be told which column is the question and which the answer; `table` shows them."""

    def __init__(self, table: Table) -> None:
        super().__init__(
            "it cannot be told which column is the question and which the answer",
            f"name them by --question COLUMN and --answer COLUMN; there are: {', '.join(table.labels())}",
        )
        self.table = table


def choose_columns(rows: Sequence[Sequence[str]], wanted: Wanted = ANY) -> Columns:
    """Return the columns of the table that begins with these rows.

    Raises UnclearColumnsError, UsageError if there is no column of a wanted name, AideMemoireError if too many.
    """
    if max(map(len, rows)) > _MOST_CELLS:
        raise AideMemoireError(f"it has rows of more than {_MOST_CELLS:,} cells", "part it into lines")
    has_header = _has_header(rows, wanted)
    body = rows[1:] if has_header else rows
    names = tuple(rows[0]) if has_header else ("",) * _width(body)
    keys = [key_of(name) or (UNKNOWN if name.strip() else "") for name in names]
    table = Table(names, tuple(tuple(_fitted(row, len(names))) for row in body[:PREVIEWED]))
    if any(wanted):
        return Columns(_named(keys, table, wanted), has_header)
    if "text" in keys or set(ASKED) <= set(keys):
        return Columns(tuple(keys), has_header)
    if len(names) < len(ASKED):
        return Columns(ASKED, has_header)
    places = _candidates(keys, body)
    if len(places) > len(ASKED):
        places = [place for place in places if not is_counter(names[place])]
    if len(places) != 2 or _repeats(body, places, keys):
        raise UnclearColumnsError(table)
    return Columns(_assigned(keys, places), has_header)


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a row names columns: a question and an answer, a text, or hardly anything but known names."""
    names = [cell for cell in cells if cell.strip()]
    keys = [key_of(name) for name in names]
    if set(ASKED) <= set(keys) or ("text" in keys and all(keys)):
        return True
    known = sum(map(is_name, names))
    return len(names) > 1 and (known == len(names) or (len(names) > 2 and known * 2 >= len(names)))


def _has_header(rows: Sequence[Sequence[str]], wanted: Wanted) -> bool:
    """Return whether the first row names the columns. In a list of languages every row looks like that."""
    first = {_folded(cell) for cell in rows[0]}
    if any(name and _folded(name) in first for name in wanted):
        return True
    others = rows[1:_SAMPLE]
    return (is_header(rows[0]) and sum(map(is_header, others)) * 2 <= len(others)) or _tops_numbers(rows)


def _tops_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether a column has nothing but numbers below a first cell without any figure."""
    if len(rows) < _FEW or not all(cell.strip() for cell in rows[0]):
        return False
    columns = zip(*(_fitted(row, len(rows[0])) for row in rows), strict=True)
    return any(
        not any(sign.isdigit() for sign in first) and all(cell.strip().isdecimal() for cell in cells)
        for first, *cells in columns
    )


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns most rows have, without empty ones at the end."""
    counts = Counter(max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0) for row in rows)
    return max(counts, key=lambda width: (width > 1, counts[width])) if counts else 0


def _candidates(keys: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns that may be the question or the answer: without another meaning, and not nearly empty."""
    filled = Counter(place for row in rows for place, cell in enumerate(row) if cell.strip())
    return [
        place
        for place, key in enumerate(keys)
        if key in ("", UNKNOWN, *ASKED) and (key in ASKED or filled[place] * _RARELY >= len(rows))
    ]


def _repeats(rows: Sequence[Sequence[str]], places: list[int], keys: Sequence[str]) -> bool:
    """Return whether a column says so little that it is hardly the question, or the answer."""
    asked, told = ([row[place].strip() for row in rows if len(row) > place] for place in places)
    if keys[places[0]] in ASKED or len(asked) < _FEW:
        return False
    return len(set(asked)) * 2 <= len(asked) or (len(told) >= _SAMPLE and len(set(told)) * _FEW <= len(told))


def _assigned(keys: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    """Return the keys with these two columns as question and answer: as their names say, else in their order."""
    one, two = places
    if keys[one] == "answer" or (keys[two] == "question" and keys[one] != "question"):
        one, two = two, one
    roles = {one: "question", two: "answer"}
    return tuple(roles.get(place, key) for place, key in enumerate(keys))


def _named(keys: Sequence[str], table: Table, wanted: Wanted) -> tuple[str, ...]:
    """Return the keys with the wanted columns as question and answer. A role that is not wanted keeps its column."""
    places = [_place(name, table) if name else -1 for name in wanted]
    if places[0] == places[1]:
        raise UsageError("--question and --answer name the same column")
    free = [UNKNOWN if key in ASKED and wanted[ASKED.index(key)] else key for key in keys]
    roles = {place: role for place, role in zip(places, ASKED, strict=True) if place >= 0}
    found = tuple(roles.get(place, key) for place, key in enumerate(free))
    others = [place for place in _candidates(found, table.rows) if place not in roles]
    if set(ASKED) <= set(found):
        return found
    if len(others) != 1:
        raise UnclearColumnsError(table)
    missing = ASKED[0] if places[0] < 0 else ASKED[1]
    return tuple(missing if place == others[0] else key for place, key in enumerate(found))


def _place(name: str, table: Table) -> int:
    """Return the index of the column of this name or number. Raises UsageError if there is none."""
    names = [_folded(each) for each in table.names]
    if _folded(name) in names:
        return names.index(_folded(name))
    if name.strip().isascii() and name.strip().isdecimal() and 0 < int(name.strip()[:6]) <= len(names):
        return int(name.strip()[:6]) - 1
    raise UsageError(f"there is no column “{sanitize_line(name)}”", f"there are: {', '.join(table.labels())}")


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _fitted(row: Sequence[str], width: int) -> list[str]:
    return [*islice(row, width), *[""] * (width - len(row))]
