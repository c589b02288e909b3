"""Build the notes of a `[[table]]`: one for each row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aide_memoire.core.ids import ID_LENGTH, is_id, slug
from aide_memoire.core.note import RowNote
from aide_memoire.core.suggest import did_you_mean
from aide_memoire.decks.cures import as_text, quoted_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.note import Shared
    from aide_memoire.decks.fields import Fields

_NAMED = re.compile(r"\{(\w+)\}")
_COLUMN = re.compile(r"\w{1,40}")
_ID_COLUMN = "id"


def build_rows(fields: Fields, shared: Shared) -> list[tuple[RowNote, list[Any]]]:
    """Return the note of each row with the row as it is written. `shared` has the id of the table."""
    columns = _columns(fields)
    ask = _ask(fields, columns)
    rows = fields.take("rows")
    if not isinstance(rows, list) or not rows:
        fields.report("missing-key", "a table needs `rows`", hint='add rows = [["…", "…"]]')
        return []
    if not (columns and ask and shared.id):
        return []
    return list(_rows(fields, shared, columns, ask, rows))


def _columns(fields: Fields) -> tuple[str, ...]:
    columns = fields.texts("columns")
    if not columns:
        fields.report("missing-key", "a table needs `columns`", hint='add columns = ["…", "…"]')
    for place, column in enumerate(columns):
        if not _COLUMN.fullmatch(column):
            fields.report(
                "bad-id", f"“{column}” cannot be a column", "columns", place, hint="use letters, digits and `_`"
            )
        elif column in columns[:place]:
            fields.report("duplicate-id", f"there are two columns “{column}”", "columns", place)
    return columns


def _ask(fields: Fields, columns: tuple[str, ...]) -> dict[str, str]:
    """Return the question of each column that is asked."""
    if not fields.has("ask"):
        fields.report("missing-key", "a table needs `ask`", hint='add ask = { column = "… {other column} …" }')
    asked = {}
    if not columns:
        fields.take("ask")
        return {}
    for column, text in fields.by_part("ask", columns).items():
        if not isinstance(text, str) or not text.strip():
            fields.report("wrong-type", "a question is a text in quotes", "ask", column)
            continue
        for name in _NAMED.findall(text):
            if name not in columns and all(map(_COLUMN.fullmatch, columns)):
                hint = did_you_mean(name, columns)
                fields.report("unknown-part", f"there is no column “{name}”", "ask", column, hint=hint)
        asked[column] = text.strip()
    return asked


def _rows(
    fields: Fields, shared: Shared, columns: tuple[str, ...], ask: dict[str, str], rows: list[Any]
) -> Iterator[tuple[RowNote, list[Any]]]:
    taken: set[str] = set()
    cells_of = [_cells(row, len(columns)) for row in rows]
    wrong = [place for place, cells in enumerate(cells_of) if cells is None]
    for place in wrong[:1] if len(wrong) == len(rows) else wrong:  # if all are, it is one slip
        message = f"a row has a text, or a list of texts, for each of {', '.join(columns)}"
        fields.report("wrong-type", message, "rows", place, hint=_row_hint(rows, place, len(columns)))
    for place, (row, cells) in enumerate(zip(rows, cells_of, strict=True)):
        if cells is None:
            continue
        by_column = dict(zip(columns, cells, strict=True))
        name = by_column[_ID_COLUMN][0] if _ID_COLUMN in by_column else slug(cells[0][0], length=10_000)
        note = f"{shared.id}.{name}"
        if not name:
            fields.report("bad-id", "the row has no letter or digit to be named by", "rows", place, hint=_ID_HINT)
        elif not is_id(note):
            reason = f"is longer than {ID_LENGTH} letters" if len(note) > ID_LENGTH else "cannot be an id"
            fields.report("bad-id", f"“{note}” {reason}", "rows", place, hint=_ID_HINT)
        elif name in taken:
            fields.report("duplicate-id", f"two rows have the id “{name}”", "rows", place, hint=_ID_HINT)
        else:
            taken.add(name)
            yield RowNote(shared=shared._replace(id=note), cells=by_column, ask=ask), row


_ID_HINT = 'add a column "id" with a short name for each row'


def _row_hint(rows: list[Any], place: int, columns: int) -> str:
    row = rows[place]
    if not isinstance(row, list):
        is_one_row = len(rows) == columns and all(isinstance(each, str) for each in rows)
        return f"write {f'[{quoted_list(rows)}]' if is_one_row else quoted_list(['…'] * columns)}"
    if len(row) != columns:
        return f"this one has {len(row)} of {columns}"
    return next((as_text("", cell) for cell in row if isinstance(cell, int | float)), "") or "none may be empty"


def _cells(row: Any, columns: int) -> list[tuple[str, ...]] | None:
    """Return the texts of each cell, or None if one has none. A whole number is the text of its digits."""
    if not isinstance(row, list) or len(row) != columns:
        return None
    cells = []
    for cell in row:
        written = cell if isinstance(cell, list) else [cell]
        texts = [str(each) if type(each) is int else each for each in written]
        if not texts or not all(isinstance(each, str) and each.strip() for each in texts):
            return None
        cells.append(tuple(each.strip() for each in texts))
    return cells
