"""Lay out text for a width in cells: marks with a hanging text, columns, and lines that are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

_MANY = 8  # rows, from which on several columns are easier to read
_MOST_COLUMNS = 3
_GAP = 3  # cells between two columns
_LAST_WORD = 12  # cells of a last word that a cut leaves, such as a paragraph


class Row(NamedTuple):
    """A text beside its mark."""

    mark: Content
    text: Content


def hang(row: Row, width: int) -> Content:
    """Return a row whose lines all begin beside the mark, never under it."""
    indent = row.mark.cell_length
    first, *others = wrap(row.text, max(width - indent, 1)) or [Content("")]
    return Content("\n").join([row.mark + first, *(line.pad_left(indent) for line in others)])


def wrap(content: Content, width: int) -> list[Content]:
    """Return the lines of a content, wrapped where they are too wide: Textual looks for breaks also where none is."""
    lines = content.split("\n", allow_blank=True)
    return [part for line in lines for part in ([line] if _fits(line, width) else line.wrap(width))]


def _fits(line: Content, width: int) -> bool:
    return line.plain.isprintable() and line.cell_length <= width


def lay_out(rows: Sequence[Row], width: int) -> list[Content]:
    """Return a line for each row; many short rows stand in columns, to be read downwards."""
    cells = [row.mark + row.text for row in rows]
    widest = max((cell.cell_length for cell in cells), default=0) + _GAP
    columns = min((width + _GAP) // widest, _MOST_COLUMNS)
    if len(cells) <= _MANY or columns < 2:
        return [hang(row, width) for row in rows]
    height = -(-len(cells) // columns)
    padded = [cell.pad_right(widest - cell.cell_length) for cell in cells]
    return [Content("").join(padded[line::height]) for line in range(height)]


def fill_lines(content: Content, width: int, style: str) -> Content:
    """Return a content whose lines are filled to the width, all in one style."""
    lines = [line.pad_right(max(width - line.cell_length, 0)) for line in content.split("\n")]
    return Content("\n").join(line.stylize_before(style) for line in lines)


def cut(text: str, width: int) -> str:
    """Return a text of at most `width` cells; where it is cut, its last word stays if it is short, such as “¶13”."""
    content = Content(text)
    if content.cell_length <= width:
        return text
    last = text.rpartition(" ")[2]
    tail = f"… {last}" if len(last) <= _LAST_WORD else "…"
    return content.truncate(max(width - Content(tail).cell_length, 0)).plain.rstrip() + tail
