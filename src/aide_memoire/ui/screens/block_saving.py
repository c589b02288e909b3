"""Saving the blocks of a deck in its editor: conflicts with other programs, new ids, and what was only typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from aide_memoire.authoring.deck_editor import ChangedOutsideError, DeckEditor
from aide_memoire.authoring.entries import NEW, Entry
from aide_memoire.authoring.moving import has_history, renamed
from aide_memoire.authoring.unsaved import Row, UnsavedTexts
from aide_memoire.core.sanitize import sanitize
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.dialogs import Choice, ChoiceDialog, ConfirmDialog, ConflictDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType


_MOST_NAMED = 5  # notes in a message


class BlockSaving(AppScreen[None]):
    """A screen that shows the blocks of a deck, one of them with its text."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+s", "save", "Save")]

    def __init__(self, path: str, writable: Callable[[str], str]) -> None:
        super().__init__()
        self.editing = DeckEditor(path, writable)
        self._path = path
        self.unsaved = UnsavedTexts(self.editing)
        self._made = 0
        self._were_wrong: set[str] = set()

    def current(self) -> Row | None:
        """Return the chosen block with what was typed in it, which is kept."""
        raise NotImplementedError

    def show_entry(self, entry: Entry | None = None, *, in_text: bool = False) -> None:
        """List the blocks as they are now, and choose one; with `in_text`, focus its text."""
        raise NotImplementedError

    def show_text(self, text: str) -> None:
        """Put another text in the place of the one that is shown; Ctrl+Z in the text takes it back."""
        raise NotImplementedError

    def edit_text(self) -> None:
        """Focus the text of the chosen block."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """Return whether everything is saved. If not, show a notification."""
        unsaved = self.touched()
        if unsaved:
            self.app.notify("Not saved yet: Ctrl+S saves; Esc in the list asks what to do")
        return not unsaved

    def action_save(self) -> None:
        """Save the text of the block to the file."""
        row = self.current()
        if row is not None and row.is_changed:
            self.write(row, lambda: self._saved(row, self.editing.save(row.base, row.text)))

    def drop(self, row: Row | None) -> None:
        """Drop what was typed in a block; ask first if something was."""
        if row is not None and row.is_touched:
            question = f"Drop what was typed in {_named(row)}? It is not saved."
            dialog = ConfirmDialog(question, "drop it", "go on editing")
            self.app.push_screen(dialog, lambda yes: self.forget(row) if yes else None)
        elif row is not None:
            self.forget(row)

    def forget(self, row: Row) -> None:
        """Drop what was typed in a block."""
        self.unsaved.drop(row.base)
        self.show_entry()

    def is_settled(self, row: Row) -> bool:
        """Return whether nothing was typed in a block. If something was, show a message."""
        if row.is_touched:
            self.app.notify("Not saved yet: Ctrl+S saves, u drops it")
        return not row.is_touched

    def ask_if_touched(self, rows: Sequence[Row], end: Callable[[], None]) -> None:
        """End something that would drop what was typed in these blocks; if something was, ask first."""
        touched = [row for row in rows if row.is_touched]
        if not touched:
            end()
            return

        def settle(choice: str | None) -> None:
            if choice == "drop" or (choice == "save" and self._save_all(touched)):
                end()
            elif choice == "stay" and len(touched) == 1:
                self.show_entry(touched[0].base)
                self.edit_text()

        names = ", ".join(f"“{row.entry.name or row.entry.kind}”" for row in touched)
        choices = (Choice("save", "Save"), Choice("drop", "Drop it"), Choice("stay", "Go on editing"))
        self.app.push_screen(ChoiceDialog(f"Not saved: {names}", choices), settle)

    def _save_all(self, rows: Sequence[Row]) -> bool:
        """Save these blocks, and return whether all are. The first that cannot be saved is shown, with the reason."""
        for row in rows:
            self.show_entry(row.base)
            self.action_save()
            if row.base in (each.base for each in self.touched()) or not self.is_current:
                return False
        return True

    def touched(self) -> list[Row]:
        return [row for row in self.unsaved.changed() if row.is_touched]

    def write(self, row: Row, change: Callable[[], None]) -> None:
        """Change the file. If another program has changed the same block, show both texts, or the one there is."""
        self._were_wrong = {entry.name for entry in self.editing.entries() if entry.has_errors}
        with self.app.report_errors():
            try:
                change()
            except ChangedOutsideError as error:
                now = error.now
                if not row.is_touched:
                    self.show_entry(now)
                    raise
                dialog = ConflictDialog(row.text, now.text if now else None)
                self.app.push_screen(dialog, lambda choice: self._settle(row, now, choice))

    def tell_written(self, message: str) -> None:
        """Show a message; after the first change of a deck of someone else, show where the own copy is."""
        if self.editing.path != self._path:
            self._path = self.editing.path
            copy = f"This deck is not yours to change; your own copy: {sanitize(self._path)}"
            message = f"{message}. {copy}" if message else copy
        if message:
            self.app.notify(message)

    def _settle(self, row: Row, now: Entry | None, choice: str | None) -> None:
        """Keep one's own text over the one in the file (`now`), or take that one."""
        if choice == "mine":
            base = now or Entry((NEW, *row.entry.path), row.entry.id, "")
            self.unsaved.drop(row.base)
            self.unsaved.keep(base, row.text)
            self.show_entry(base)
            self.action_save()
        elif choice == "theirs":
            self.unsaved.drop(row.base)
            if now:
                self.show_text(now.text)
            self.show_entry(now)

    def _saved(self, row: Row, saved: Entry) -> None:
        self.unsaved.drop(row.base)
        self.tell_written(f"Saved{self.now_wrong(saved.name)}")
        self.show_entry(saved)
        if self._loses_history(row.base, saved):
            self._offer_history(row.base, saved)

    def _loses_history(self, base: Entry, saved: Entry) -> bool:
        is_renamed = saved.is_note and not base.is_new and base.id not in ("", saved.id)
        return is_renamed and not saved.has_errors and has_history(self.workspace, self.editing.reading.head.id, base)

    def _offer_history(self, base: Entry, saved: Entry) -> None:
        """Ask whether the history of a note goes on under its new id. It is one step with the rename."""

        def carry(yes: bool | None) -> None:
            if yes:
                with self.app.report_errors():
                    self.editing.undo()
                    text = renamed(base, saved.id, saved.text)
                    self.show_entry(self.editing.save(self.editing.find(base) or base, text))
                    self.app.notify(f"The history of “{base.id}” goes on")

        question = f"“{base.id}” has a history. Let it go on as “{saved.id}”?\n\nThe note then says formerly."
        self.app.push_screen(ConfirmDialog(question, "carry it over", "begin anew"), carry)

    def now_wrong(self, but: str = "") -> str:
        """Return which other notes have mistakes since the last change: those that name what is not there any more."""
        wrong = [each.name for each in self.editing.entries() if each.has_errors and each.name != but]
        new = [name for name in wrong if name not in self._were_wrong]
        return f"\nTo be mended now: {', '.join(new[:_MOST_NAMED])}" if new else ""

    def next_number(self) -> int:
        self._made += 1
        return self._made


def _named(row: Row) -> str:
    return f"“{row.entry.name}”" if row.entry.name else f"this {row.entry.kind}"
