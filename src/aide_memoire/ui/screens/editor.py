"""The deck editor: the list of notes, the TOML of the chosen one, and a preview of its questions."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.formatting import counted
from aide_memoire.study.prompts import Prompt, grade_answer
from aide_memoire.ui.render.preview import render_preview
from aide_memoire.ui.render.verdict import render_verdict
from aide_memoire.ui.screens.block_actions import BlockActions
from aide_memoire.ui.screens.dialogs import TextDialog
from aide_memoire.ui.widgets.answers import SanitizedInput
from aide_memoire.ui.widgets.block_list import BlockList, matching
from aide_memoire.ui.widgets.drawn import Drawn
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine
from aide_memoire.ui.widgets.toml_area import TomlArea

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from aide_memoire.authoring.entries import Entry
    from aide_memoire.authoring.unsaved import Row

_ACCEPT = Key("y", "accept", "screen.accept")
_SAVE = Key("Ctrl+S", "save", "screen.save")
_IN_LIST = (
    Key("Enter", "edit", "screen.edit"),
    Key("a", "add", "screen.add"),
    Key("/", "find", "screen.search"),
    Key("t", "try", "screen.try_answer"),
    Key("d", "delete", "screen.delete"),
    Key("u", "undo", "app.undo"),
    Key("?", "keys", "app.help"),
    Key("Esc", "back", "screen.back"),
)
_IN_TEXT = (_SAVE, Key("Esc", "to the list", "screen.back"), Key("F1", "keys", "app.help"))
_IN_SEARCH = (Key("Enter", "to the list", "screen.to_list"), Key("Esc", "all notes", "screen.back"))
_HIGH = 30
_THINK = 0.15  # seconds from the last key to the update of the preview or the list
_LOOK = 1.0  # seconds between two looks at the file, which another program may change


class EditorScreen(BlockActions):
    """Saving replaces only the lines of the note; every other byte of the file stays."""

    DEFAULT_CSS = """
    EditorScreen {
      #left { width: 32; height: 100%; }
      #search { display: none; height: 1; padding: 0 0 0 2; }
      #search Static { width: 2; color: $text-muted; }
      #search SanitizedInput {
        height: 1; width: 1fr; border: none; padding: 0 1; background: $surface; background-tint: $foreground 0%;
      }
      #search SanitizedInput:focus { border: none; background: $panel; }
      &.-searched #search { display: block; }
      #toml { height: 1fr; border: none; padding: 0 1; background: $surface; }
      #toml:focus { border: none; }
      #below { height: 40%; max-height: 14; padding: 1 1 0 2; scrollbar-size-vertical: 1; }
      #told { padding: 0 1 0 0; }
      &.-high #both { margin-top: 1; }
    }
    EditorScreen.-narrow #left { width: 20; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "back", "Back"),
        ("slash,ctrl+f", "search", "Search"),
        ("t", "try_answer", "Try an answer"),
        ("pageup", "scroll(-5)", "Move or scroll by a page"),
        ("pagedown", "scroll(5)", "Move or scroll by a page"),
        ("down", "to_list", "To the list"),
    ]

    def __init__(self, path: str, note: str = "", writable: Callable[[str], str] = str) -> None:
        super().__init__(path, writable)
        self._wanted = note
        self._row: Row | None = None
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        yield TopLine()
        with Horizontal(id="both"):
            with Vertical(id="left"):
                with Horizontal(id="search"):
                    yield Static("/", markup=False)
                    yield SanitizedInput(placeholder="words", select_on_focus=False)
                yield BlockList()
            with Vertical():
                yield TomlArea()
                with VerticalScroll(id="below", can_focus=False):
                    yield Drawn(id="told")
        yield KeyLine(_IN_LIST)

    def on_mount(self) -> None:
        """Show the notes, choose the wanted one, and look from time to time whether the file has changed."""
        notes = [entry for entry in self.editing.entries() if entry.is_note]
        wanted = [entry for entry in notes if self._wanted and entry.has_note(self._wanted)]
        self.show_entry(next(iter(wanted or notes), None))
        self.action_to_list()
        self.set_interval(_LOOK, self._look)

    def on_resize(self) -> None:
        """Make the list narrower on a narrow screen; leave a line below the title on a high one."""
        width, height = self.app.size
        self.set_class(width < 72, "-narrow")
        self.set_class(height >= _HIGH, "-high")

    def on_screen_resume(self) -> None:
        """Show what was changed in the file meanwhile."""
        self._look()

    def on_descendant_focus(self) -> None:
        """Show the keys for the focused widget."""
        self._show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """Show the chosen note. What was typed in the one before is kept."""
        before, chosen = self.current(), self.query_one(BlockList).chosen
        if chosen is not None and (before is None or chosen.base != before.base):
            self._show(chosen)

    def on_option_list_option_selected(self) -> None:
        """Focus the text."""
        self.action_edit()

    def on_text_area_changed(self) -> None:
        """Keep what was typed, and update the preview after a pause."""
        row = self.current()
        if row is not None and row != self.query_one(BlockList).chosen:
            self.query_one(BlockList).update(row)
            self._show_top()
            self._later(self._show_preview)

    def on_input_changed(self) -> None:
        """Search after a pause in typing."""
        self._later(self.show_entry)

    def on_input_submitted(self) -> None:
        """Focus the list."""
        self.show_entry()
        self.action_to_list()

    def current(self) -> Row | None:
        """Return the chosen block with what was typed in it, which is kept."""
        text = self.query_one(TomlArea).content
        if self._row is not None and self._row.text != text:
            self._row = self._row._replace(text=text)
            self.unsaved.keep(self._row.base, text)
        return self._row

    def show_entry(self, entry: Entry | None = None, *, in_text: bool = False) -> None:
        """List the blocks that are searched for, and choose one, else the one that was chosen before."""
        if in_text:
            self._end_search()
        rows = matching(self.unsaved.rows(), self.query_one(SanitizedInput).value)
        wanted = entry or (self._row.base if self._row else None)
        now = wanted and (self.editing.find(wanted) or wanted)
        place = next((place for place, row in enumerate(rows) if now in (row.entry, row.base)), None)
        if place is None:
            place = min(self.query_one(BlockList).highlighted or 0, max(len(rows) - 1, 0))
        self._row = None
        self.query_one(BlockList).show(rows, place)
        self._show(rows[place] if rows else None)
        if in_text:
            self.query_one(TomlArea).focus()
            self.query_one(TomlArea).go_to_first_gap()

    def show_text(self, text: str) -> None:
        """Put another text in the place of the one that is shown."""
        self.query_one(TomlArea).put(text)

    async def undo(self) -> None:
        """Undo the last change to the file; reviews are not undone where they are not in sight."""
        self.action_take_back()

    async def redo(self) -> None:
        """Do nothing: a change to the file that was undone is made again by hand."""

    def action_try_answer(self) -> None:
        """Ask for an answer to the first question of the note, and show the verdict. Nothing is saved."""
        row = self.current()
        questions = self.editing.preview(row.base, row.text).questions if row else ()
        if questions:
            prompt = Prompt(questions[0], "typed")
            self.app.push_screen(TextDialog(questions[0].text, "try it"), lambda given: self._show_try(prompt, given))

    def _show_try(self, prompt: Prompt, given: str | None) -> None:
        if given:
            self._tell(partial(render_verdict, prompt, grade_answer(prompt, given, lambda _: ())))

    def action_scroll(self, lines: int) -> None:
        """Scroll the preview."""
        self.query_one("#below").scroll_relative(y=lines, animate=False)

    def action_edit(self) -> None:
        """Focus the text of the chosen note."""
        self.edit_text()

    def edit_text(self) -> None:
        """Focus the text of the chosen note."""
        if self._row is not None:
            self.query_one(TomlArea).focus()

    def action_to_list(self) -> None:
        """Focus the list."""
        self.query_one(BlockList).focus()

    def action_search(self) -> None:
        """Focus the search line."""
        self.add_class("-searched")
        self.query_one(SanitizedInput).focus()

    async def action_back(self) -> None:
        """Go back: from the text or the search to the list, from there out of the screen. Asks for unsaved texts."""
        row = self.current()
        if self.query_one(TomlArea).has_focus:
            self.action_to_list()
            if row and row.entry.is_new:
                self.ask_if_touched([row], lambda: self.forget(row))
        elif self.has_class("-searched"):
            self._end_search()
            self.show_entry()
            self.action_to_list()
        else:
            self.ask_if_touched(self.touched(), self.close)

    def _look(self) -> None:
        """Show what another program has changed in the file; leave it to saving to tell that it has gone."""
        with suppress(AideMemoireError):
            if self.is_current and self.editing.reread():
                self.show_entry()

    def _later(self, act: Callable[[], None]) -> None:
        """Do something after a pause in typing."""
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_THINK, act)

    def _end_search(self) -> None:
        self.query_one(SanitizedInput).value = ""
        self.remove_class("-searched")

    def _show(self, row: Row | None) -> None:
        self._row = row
        self.query_one(TomlArea).show(row.text if row else "")
        self._show_preview()
        self._show_top()
        self._show_keys()

    def _show_preview(self) -> None:
        """Show the diagnostics, the effect of saving, and the questions."""
        row = self._row
        if row is None:
            searched = self.query_one(SanitizedInput).value
            message = Content("No note has these words." if searched else "No note yet: a adds one.")
            self._tell(lambda _: message)
        elif self.is_attached:
            preview = self.editing.preview(row.base, row.text)
            what = {"is_changed": row.is_changed, "is_changed_outside": row.is_changed_outside}
            self._tell(partial(render_preview, preview, **what))

    def _show_top(self) -> None:
        notes = [entry for entry in self.editing.entries() if entry.is_note]
        drafts = sum(entry.is_draft for entry in notes)
        state = "not saved" if self.unsaved.changed() else "saved ✓"
        parts = [counted(len(notes), "note"), *([counted(drafts, "draft")] if drafts else []), state]
        self.query_one(TopLine).show(self.editing.reading.head.title, " · ".join(parts))

    def _show_keys(self) -> None:
        keys: Sequence[Key] = _IN_LIST
        if self.query_one(TomlArea).has_focus:
            keys = _IN_TEXT
        elif self.query_one(SanitizedInput).has_focus:
            keys = _IN_SEARCH
        elif self._row is not None:
            more = [_SAVE] * self._row.is_changed + [_ACCEPT] * self._row.entry.is_draft
            keys = (*more, *_IN_LIST)
        self.query_one(KeyLine).show(keys)

    def _tell(self, draw: Callable[[int], Content]) -> None:
        self.query_one("#told", Drawn).show(draw)
