"""What can be done with the blocks of a deck in its editor. Each change of the file is one step that u takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.authoring.external_editor import find_line
from aide_memoire.authoring.moving import has_history, move_to_deck
from aide_memoire.authoring.templates import cited_source, copied_entry, new_entry, templates
from aide_memoire.core.sanitize import sanitize
from aide_memoire.store.deck_files import deck_files
from aide_memoire.ui.screens.block_saving import BlockSaving
from aide_memoire.ui.screens.dialogs import Choice, ChoiceDialog

if TYPE_CHECKING:
    from textual.binding import BindingType

    from aide_memoire.authoring.entries import Entry
    from aide_memoire.authoring.unsaved import Row


class BlockActions(BlockSaving):
    """A screen on which the chosen block can be copied, moved, accepted and deleted, and new ones begun."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("a", "add", "Add"),
        ("c", "copy", "Copy"),
        ("d,delete", "delete", "Remove"),
        ("y", "accept", "Accept a draft"),
        ("J,shift+down", "move(1)", "Move down"),
        ("K,shift+up", "move(-1)", "Move up"),
        ("m", "move_to_deck", "Move to another deck"),
    ]

    def action_accept(self) -> None:
        """Make a note that is studied of a draft, and go to the next draft."""
        row = self.current()
        if row is None or not row.entry.is_draft:
            self.app.notify("This is no draft")
            return
        self.write(row, lambda: self._accepted(row, self.editing.accept(row.base, row.text)))

    def action_add(self) -> None:
        """Ask for a kind, and begin a new block of it. Nothing is written before it is saved."""
        kinds = {each.name: each for each in templates(self.editing.entries())}

        def begin(name: str | None) -> None:
            if name:
                row = self.current()
                source = cited_source(self.editing.reading, row.text if row else "")
                self._begin(new_entry(kinds[name], self.next_number(), source))

        options = [Choice(each.name, each.name, each.words) for each in kinds.values()]
        self.app.push_screen(ChoiceDialog("What is to be added?", options, "begin it"), begin)

    def action_copy(self) -> None:
        """Begin a copy of the chosen note or source, with an id of its own."""
        row = self.current()
        if row is None or row.entry.is_head:
            return
        with self.app.report_errors():
            self.editing.refuse_what_is_broken(row.base, row.text)
            self._begin(copied_entry(row.entry, row.text, self.next_number(), self.editing.entries()))

    def action_delete(self) -> None:
        """Delete the chosen block from the file; drop it if it is not there yet."""
        row = self.current()
        if row is None or row.entry.is_new:
            self.drop(row)
        elif row.entry.path == ("deck",):
            self.app.notify("[deck] names the deck: Enter edits it")
        elif self.is_settled(row):
            entries = self.editing.entries()
            place = entries.index(row.entry)
            self.write(row, lambda: self._deleted(row, place))

    def action_move(self, by: int) -> None:
        """Let the chosen block change places with its neighbour in the file."""
        row = self.current()
        if row is not None and self.is_settled(row) and not row.entry.is_new:
            self.write(row, lambda: self._moved_by(row.entry, by))

    def action_move_to_deck(self) -> None:
        """Ask for another deck, and move the chosen note there, with its history."""
        row = self.current()
        if row is None or not row.entry.is_note or row.entry.is_new or not self.is_settled(row):
            return
        own = self.editing.reading.head.id
        decks = [each for each in deck_files(self.workspace.db) if each.live and each.deck != own]
        if row.entry.has_errors or not decks:
            self.app.notify("Mend its mistakes first" if decks else "There is no other deck")
            return

        def move(deck: str | None) -> None:
            if deck:
                self.write(row, lambda: self._moved(row.entry, deck))

        options = [Choice(each.deck, each.title, each.deck) for each in decks]
        self.app.push_screen(ChoiceDialog(f"Move “{row.entry.name}” to which deck?", options, "move it"), move)

    def action_take_back(self) -> None:
        """Undo the last change to the file; or, in a block that is not saved, drop what was typed."""
        row = self.current()
        if row is not None and row.is_changed:
            self.drop(row)
            return
        before = {entry.text for entry in self.editing.entries()}
        with self.app.report_errors():
            self.app.notify("Put back" if self.editing.undo() else "Nothing was changed here")
            back = [entry for entry in self.editing.entries() if entry.text not in before]
            self.show_entry(back[0] if back else None)

    def _accepted(self, row: Row, saved: Entry) -> None:
        self.unsaved.drop(row.base)
        entries = self.editing.entries()
        place = entries.index(saved)
        left = [each for each in (*entries[place:], *entries[:place]) if each.is_draft]
        self.tell_written("Accepted; u makes it a draft again" if left else "Accepted; no more drafts")
        self.show_entry(left[0] if left else saved)

    def _moved_by(self, entry: Entry, by: int) -> None:
        self.show_entry(self.editing.move(entry, by))
        self.tell_written("")

    def _deleted(self, row: Row, place: int) -> None:
        self.editing.delete(row.entry)
        self.tell_written(f"Deleted; u puts it back. Its history stays with its id{self.now_wrong()}")
        left = self.editing.entries()
        self.show_entry(left[min(place, len(left) - 1)] if left else None)

    def _moved(self, entry: Entry, deck: str) -> None:
        path, _ = find_line(self.workspace, deck)
        other = DeckEditor(path, self.editing.writable)
        with_history = has_history(self.workspace, self.editing.reading.head.id, entry)
        moved = move_to_deck(self.editing, entry, other, keep_history=with_history)
        wrong = other.preview(moved, moved.text).first_error
        mend = (f"\nThere, line {wrong.line}: {wrong.message}" if wrong else "") + self.now_wrong()
        history = " with its history" if with_history else ""
        copy = (
            f"\nThat deck is not yours to change; your own copy: {sanitize(other.path)}" if other.path != path else ""
        )
        self.tell_written(f"Moved to “{other.reading.head.title}”{history}; u brings it back{mend}{copy}")
        self.show_entry()

    def _begin(self, entry: Entry) -> None:
        self.unsaved.keep(entry, entry.text)
        self.show_entry(entry, in_text=True)
