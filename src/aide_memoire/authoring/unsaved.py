"""Texts of a deck that were typed and are not in the file yet. They are kept while one looks at other notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aide_memoire.authoring.deck_editor import DeckEditor
    from aide_memoire.authoring.entries import Entry


class Row(NamedTuple):
    """A block in the list: as it is in the file now, as it was when typing began, and what was typed."""

    entry: Entry
    base: Entry
    text: str

    @property
    def is_changed(self) -> bool:
        """Return whether there is something that saving would write."""
        return self.text != self.base.text or self.entry.is_new

    @property
    def is_touched(self) -> bool:
        """Return whether something was typed that dropping it would lose."""
        return self.text != self.base.text

    @property
    def is_changed_outside(self) -> bool:
        """Return whether another program has changed what one is changing."""
        return self.is_touched and self.entry.text != self.base.text


class UnsavedTexts:
    """The blocks of a deck with what was typed in each."""

    def __init__(self, editing: DeckEditor) -> None:
        self._editing = editing
        self._texts: dict[Entry, str] = {}

    def rows(self) -> list[Row]:
        """Return all blocks: new ones behind those that they are to follow, else at the end."""
        typed: dict[Entry, Entry] = {}
        for base in self._texts:
            now = self._editing.find(base)
            typed[base if now is None or now in typed else now] = base
        rows = [self._row(entry, typed.pop(entry, entry)) for entry in self._editing.entries()]
        for entry, base in typed.items():
            place = next((place for place, row in enumerate(rows, 1) if row.entry == base.follows), len(rows))
            rows.insert(place, self._row(entry, base))
        return rows

    def _row(self, entry: Entry, base: Entry) -> Row:
        return Row(entry, base, self._texts.get(base, entry.text))

    def changed(self) -> list[Row]:
        """Return the blocks that are not saved."""
        return [row for row in self.rows() if row.is_changed]

    def keep(self, base: Entry, text: str) -> None:
        """Keep what was typed in the place of a block. A new block stays also as its template was."""
        if text != base.text or base.is_new:
            self._texts[base] = text
        else:
            self.drop(base)

    def drop(self, base: Entry) -> None:
        """Forget what was typed."""
        self._texts.pop(base, None)
