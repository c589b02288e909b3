"""The list of decks on the home screen, each with what is due and how well it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import bar, counted
from aide_memoire.ui.widgets.marked_list import MarkedList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aide_memoire.reports.dashboard import DeckStatus

_BAR = 9
_NARROW = 72
_NUMBERS = 14  # cells of the two columns of numbers


class DeckList(MarkedList):
    """A list of decks. The first row is for all decks together."""

    def __init__(self) -> None:
        super().__init__(id="decks")
        self._rows: Sequence[DeckStatus | None] = ()

    @property
    def chosen(self) -> DeckStatus | None:
        """Return the chosen deck, or None for all of them."""
        return self._rows[self.highlighted] if self.highlighted is not None and self._rows else None

    def show(self, lines: Sequence[DeckStatus]) -> None:
        """Show these decks. The chosen deck stays chosen if it is among them."""
        before = self.chosen.deck if self.chosen else None
        self._rows = (None, *lines) if lines else ()
        decks = [line.deck if line else None for line in self._rows]
        self.show_rows(len(decks), decks.index(before) if before in decks else 0)

    def head(self) -> Content:
        """Return the line of column headings."""
        return self._row("Deck", "due", "new", Content("known").pad_left(self._known_width() - 5), "")

    def row(self, place: int, marker: str) -> Content:
        """Return the row of a deck, or of all decks."""
        line = self._rows[place]
        return self._all(marker) if line is None else self._deck(line, marker)

    def _all(self, marker: str) -> Content:
        studied = [line for line in self._rows if line is not None and line.cards and not line.clash]
        cards = sum(line.cards for line in studied)
        if sum(line.suspended for line in studied) == cards:
            return self._message_row("All decks", "suspended" if cards else "–", marker)
        known = sum(line.known * line.cards for line in studied) / cards
        due, new = sum(line.due for line in studied), sum(line.new for line in studied)
        started = any(line.seen for line in studied)
        return self._row("All decks", _number(due), _number(new), self._known(known, started=started), marker)

    def _deck(self, line: DeckStatus, marker: str) -> Content:
        if line.clash:
            return self._message_row(line.title, "✗ id used twice", marker)
        if line.errors and not line.cards:
            return self._message_row(line.title, f"✗ {counted(line.errors, 'mistake')}", marker)
        mark = f"  ✗ {line.errors}" if line.errors else ""
        if line.suspended == line.cards and line.cards:
            return self._message_row(line.title, "suspended", marker, mark)
        known = self._known(line.known, bool(line.seen))
        new = "later" if line.unseen and not line.new else _number(line.new)
        return self._row(line.title, _number(line.due), new, known, marker, mark)

    def _known(self, known: float, started: bool) -> Content:
        if not started:
            return Content("new").pad_left(self._known_width() - 3)
        percent = f"{round(known * 100):>3} %"
        if self._known_width() < _BAR:
            return Content(percent).pad_left(self._known_width() - len(percent))
        return Content.assemble((bar(known, _BAR), "$accent"), f" {percent}")

    def _known_width(self) -> int:
        return 5 if self.size.width < _NARROW else _BAR + 6

    def _row(self, title: str, due: str, new: str, known: Content, marker: str, mark: str = "") -> Content:
        numbers = Content(f"{due:>6}{new:>7}   ") + known
        return self._line(title, numbers, marker, mark)

    def _message_row(self, title: str, message: str, marker: str, mark: str = "") -> Content:
        width = _NUMBERS + 2 + self._known_width()
        return self._line(title, Content(message).pad_left(max(width - len(message), 0)), marker, mark)

    def _line(self, title: str, right: Content, marker: str, mark: str) -> Content:
        """Return one row. A title that is too long is truncated; its mark is not."""
        room = max(self.scrollable_content_region.width - 2 - right.cell_length - 3, 8)
        name = Content(title).truncate(max(room - len(mark), 4), ellipsis=True)
        style = "bold" if marker == "▸" else ""
        left = Content.assemble((f"{marker or ' '} ", "$accent"), (name.plain, style), (mark, "$error"))
        return left + Content(" " * (room - name.cell_length - len(mark) + 1)) + right


def _number(number: int) -> str:
    return str(number) if number else "–"
