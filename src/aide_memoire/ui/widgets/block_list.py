"""The list of a deck's blocks: notes, sources and the tables of its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.search_text import searchable
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.authoring.unsaved import Row

_BEFORE = 3  # cells of the marker and the sign
_SHORTEST = 6  # cells of a name


class BlockList(MarkedList):
    """A list of blocks, each with its name and its kind; ✗ has mistakes, • is not saved."""

    DEFAULT_CSS = """
    BlockList { padding: 0 0 0 2; & > .option-list--option { padding: 0; } }
    """

    def __init__(self) -> None:
        super().__init__(id="notes")
        self._rows: Sequence[Row] = ()

    @property
    def chosen(self) -> Row | None:
        """Return the chosen block."""
        place = self.highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def show(self, rows: Sequence[Row], chosen: int) -> None:
        """Show these blocks, and choose the one with the index `chosen`."""
        self._rows = rows
        self.show_rows(len(rows), chosen)

    def update(self, row: Row) -> None:
        """Draw the chosen block again, after typing."""
        place = self.highlighted
        if place is not None:
            self._rows = [*self._rows[:place], row, *self._rows[place + 1 :]]
            self.draw_row(place)

    def row(self, place: int, marker: str) -> Content:
        """Return the row of a block."""
        row = self._rows[place]
        sign = ("•", MUTED) if row.is_changed else ("✗", "$error") if row.entry.has_errors else (" ", "")
        left = Content.assemble((marker, "$accent"), sign, " ")
        width = max(self.scrollable_content_region.width, _BEFORE + _SHORTEST)
        beside = "$foreground 75%" if marker.strip() else MUTED  # the ground of the chosen row is lighter
        kind = Content.assemble((f" {_kind_of(row)} ", beside))
        room = max(width - _BEFORE - kind.cell_length, _SHORTEST)
        name = Content(row.entry.name or ("new" if row.entry.is_new else "…")).truncate(room, ellipsis=True)
        return (left + name.pad_right(room - name.cell_length) + kind).truncate(width, ellipsis=True)


def matching(rows: Sequence[Row], words: str) -> list[Row]:
    """Return the blocks in which all of these words stand, in what the list shows or in the text."""
    wanted = searchable(words).split()
    return [row for row in rows if all(word in _searched(row) for word in wanted)] if wanted else list(rows)


def _searched(row: Row) -> str:
    return searchable(f"{row.entry.name} {_kind_of(row)} {row.text}")


def _kind_of(row: Row) -> str:
    """Return what a row says of its block: the kind of note; nothing of a table of the head, whose name says it."""
    kind = "" if row.entry.is_head else row.entry.kind
    return f"draft {kind}" if row.entry.is_draft else kind
