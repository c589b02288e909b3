"""The deck editor: the list of notes, the TOML of the chosen one, and a preview of its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option
from textual.widgets.text_area import TextAreaTheme

from aide_memoire.authoring.deck_editor import DeckEditor
from aide_memoire.core.sanitize import sanitize
from aide_memoire.formatting import counted
from aide_memoire.study.prompts import Prompt, grade_answer
from aide_memoire.ui.render.verdict import render_verdict
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.dialogs import TextDialog
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.authoring.deck_editor import Entry, Preview
    from aide_memoire.decks.diagnostics import KeyPath

_IN_LIST = (
    Key("Enter", "edit", "screen.edit"),
    Key("a", "add", "screen.add"),
    Key("d", "delete", "screen.delete"),
    Key("z", "undo", "screen.take_back"),
    Key("t", "try", "screen.try_answer"),
    Key("Ctrl+S", "save", "screen.save"),
    Key("Esc", "back", "screen.back"),
)
_IN_TEXT = (Key("Ctrl+S", "save", "screen.save"), Key("Esc", "to the list", "screen.back"))
_THINK = 0.15  # seconds from the last key to the update of the preview


def _colours(name: str, key: str, text: str, value: str, comment: str, sign: str) -> TextAreaTheme:
    """Return a theme for TOML, with the colours of keys, strings, other values, comments and punctuation."""
    kinds = {
        key: ("toml.type", "property"),
        text: ("string",),
        value: ("number", "boolean", "toml.datetime"),
        comment: ("comment",),
        sign: ("operator", "punctuation.bracket", "punctuation.delimiter"),
    }
    return TextAreaTheme(name, syntax_styles={kind: Style(color=c) for c, of in kinds.items() for kind in of})


_INK = _colours("ink", "#8ab4d8", "#d8b48a", "#a8c99a", "#8f949d", "#a8a294")
_PAPER = _colours("paper", "#1f5582", "#7a3b00", "#3d5f1d", "#69655b", "#5f5b52")


class CleanTextArea(TextArea):
    """A text area that keeps the text of the file, but shows a symbol for each control character."""

    def on_mount(self) -> None:
        """Use colours that fit the theme of the app, also after a change of theme."""
        self.register_theme(_INK)
        self.register_theme(_PAPER)
        self.watch(self.app, "theme", self._colour)

    def _colour(self) -> None:
        self.theme = (_INK if self.app.current_theme.dark else _PAPER).name

    def get_line(self, line_index: int) -> Text:
        """Return a line for display, sanitized."""
        line = super().get_line(line_index)
        line.plain = sanitize(line.plain)
        return line


class EditorScreen(AppScreen[None]):
    """Saving replaces only the lines of the note; every other byte of the file stays."""

    DEFAULT_CSS = """
    EditorScreen {
      #notes { width: 30; height: 100%; border: none; padding: 0 0 0 2; background: $background; }
      #notes:focus { border: none; background: $background; background-tint: $foreground 0%; }
      #notes > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
      #toml { height: 1fr; border: none; padding: 0 1; background: $surface; }
      #toml:focus { border: none; }
      #below { height: 40%; max-height: 14; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    }
    EditorScreen.-narrow #notes { width: 18; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+s", "save", "Save"),
        ("escape", "back", "Back"),
        ("a", "add", "Add"),
        ("d,delete", "delete", "Delete"),
        ("z", "take_back", "Undo"),
        ("t", "try_answer", "Try an answer"),
        ("pageup", "scroll(-5)", "Page up"),
        ("pagedown", "scroll(5)", "Page down"),
    ]

    def __init__(self, path: str, note: str = "", writable: Callable[[str], str] = str) -> None:
        super().__init__()
        self._editing = DeckEditor(path, writable)
        self._path = path
        self._wanted = note
        self._key_path: KeyPath | None = None
        self._saved = ""
        self._leaving = False

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        yield TopLine()
        with Horizontal():
            yield OptionList(id="notes", markup=False)
            with Vertical():
                yield CleanTextArea(id="toml", tab_behavior="indent", soft_wrap=True)
                with VerticalScroll(id="below", can_focus=False):
                    yield Static(id="told", markup=False)
        yield KeyLine(_IN_LIST)

    def on_mount(self) -> None:
        """Show the notes, and choose the wanted one."""
        area = self.query_one(TextArea)
        if "toml" in area.available_languages:
            area.language = "toml"
        self._list(self._wanted)
        self.query_one("#notes").focus()

    def on_resize(self) -> None:
        """Make the list narrower on a narrow screen."""
        self.set_class(self.app.size.width < 72, "-narrow")

    def on_descendant_focus(self) -> None:
        """Show the keys for the focused widget."""
        in_text = self.query_one(TextArea).has_focus
        self.query_one(KeyLine).show(_IN_TEXT if in_text else _IN_LIST)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the chosen note, unless the previous one has unsaved changes."""
        entry = self._entries[event.option_index]
        self._draw(event.option_index)
        if entry.key_path == self._key_path:
            return
        if self._warn_if_unsaved():
            self._choose(self._key_path)
            return
        self._show(entry)

    def on_option_list_option_selected(self) -> None:
        """Focus the text."""
        self.action_edit()

    def on_text_area_changed(self) -> None:
        """Update the preview after a pause in typing."""
        self._leaving = False
        self.set_timer(_THINK, self._reload)

    def action_try_answer(self) -> None:
        """Ask for an answer to the first question of the note, and show the verdict. Nothing is saved."""
        if self._key_path is None:
            return
        questions = self._editing.preview(self._key_path, self.query_one(TextArea).text).questions
        if questions:
            prompt = Prompt(questions[0], "typed")
            self.app.push_screen(TextDialog(questions[0].text, "try it"), lambda given: self._show_try(prompt, given))

    def _show_try(self, prompt: Prompt, given: str | None) -> None:
        if given:
            self._show_message(render_verdict(prompt, grade_answer(prompt, given, lambda _: ())))

    def may_leave(self) -> bool:
        """Return whether everything is saved. If not, show a notification."""
        return not self._warn_if_unsaved()

    async def undo(self) -> None:
        """Do nothing: this screen does not show the reviews that would be undone."""

    async def redo(self) -> None:
        """Do nothing, as `undo`."""

    def action_scroll(self, lines: int) -> None:
        """Scroll the preview."""
        self.query_one("#below").scroll_relative(y=lines, animate=False)

    def _warn_if_unsaved(self) -> bool:
        """Return whether there are unsaved changes. If there are, show a notification."""
        if self._is_changed():
            self.app.notify("Not saved yet: Ctrl+S saves; Esc in the list drops it")
        return self._is_changed()

    def action_edit(self) -> None:
        """Focus the text of the chosen note."""
        if self._key_path is not None:
            self.query_one(TextArea).focus()

    def action_save(self) -> None:
        """Save the text of the note to the file."""
        if self._key_path is None or not self._is_changed():
            return
        with self.app.report_errors():
            self._editing.save(self._key_path, self.query_one(TextArea).text)
            self._notify_written("Saved")
            cursor = self.query_one(TextArea).cursor_location
            self._list_at(self._key_path)
            self.query_one(TextArea).move_cursor(cursor)

    def action_add(self) -> None:
        """Append a new note, and focus its text."""
        if self._warn_if_unsaved():
            return
        with self.app.report_errors():
            self._list_at(self._editing.add())
            self._notify_written("")
            self.action_edit()

    def _notify_written(self, message: str) -> None:
        """Show a message; after the first change of a deck of someone else, show where the own copy is."""
        if self._editing.path != self._path:
            self._path = self._editing.path
            copy = f"This deck is not yours to change; your own copy: {sanitize(self._path)}"
            message = f"{message}. {copy}" if message else copy
        if message:
            self.app.notify(message)

    def action_delete(self) -> None:
        """Delete the chosen note from the file. This can be undone."""
        if self._key_path is None or self._warn_if_unsaved():
            return
        place = self.query_one("#notes", OptionList).highlighted or 0
        with self.app.report_errors():
            self._editing.delete(self._key_path)
            self._notify_written("Deleted; z puts it back. Its history stays with its id")
            left = self._editing.entries()
            self._list_at(left[min(place, len(left) - 1)].key_path if left else None)

    def action_take_back(self) -> None:
        """Undo the last change to the file."""
        if self._warn_if_unsaved():
            return
        with self.app.report_errors():
            message = "Put back" if self._editing.undo() else "Nothing was changed here"
            self.app.notify(message)
            self._list("")

    async def action_back(self) -> None:
        """Go back: from the text to the list, from the list out of the screen. Unsaved changes need Esc twice."""
        if self.query_one(TextArea).has_focus:
            self.query_one("#notes").focus()
        elif self._is_changed() and not self._leaving:
            self._leaving = True
            self.app.notify("Not saved: Ctrl+S saves, Esc again drops it")
        else:
            self.close()

    def _is_changed(self) -> bool:
        return self._key_path is not None and self.query_one(TextArea).text != self._saved

    def _list(self, note: str) -> None:
        """List the notes again, and choose the one with this id, or else the one that was chosen before."""
        entries = self._editing.entries()
        named = next((entry.key_path for entry in entries if note and entry.id == note), None)
        self._list_at(named or self._key_path)

    def _list_at(self, key_path: KeyPath | None) -> None:
        self._entries = self._editing.entries()
        notes = self.query_one("#notes", OptionList)
        notes.clear_options()
        notes.add_options([Option("") for _ in self._entries])
        self._key_path = None
        if self._entries:
            self._choose(key_path)
            self._show(self._entries[notes.highlighted or 0])
        else:
            self.query_one(TextArea).text = ""
            self.query_one(TopLine).show(self._editing.title, "0 notes")
            self._show_message(Content("No note yet: a adds one."))

    def _choose(self, key_path: KeyPath | None) -> None:
        key_paths = [entry.key_path for entry in self._entries]
        self.query_one("#notes", OptionList).highlighted = key_paths.index(key_path) if key_path in key_paths else 0

    def _draw(self, chosen: int) -> None:
        """Draw the list with the marker at the chosen note."""
        notes = self.query_one("#notes", OptionList)
        width = max(notes.scrollable_content_region.width, 12)
        for place, entry in enumerate(self._entries):
            notes.replace_option_prompt_at_index(place, _row(entry, chosen=place == chosen, width=width))

    def _show(self, entry: Entry) -> None:
        self._key_path = entry.key_path
        self._saved = self._editing.text_of(entry.key_path)
        self.query_one(TextArea).text = self._saved
        self._reload()

    def _reload(self) -> None:
        """Show the preview: the diagnostics, the effect of saving, and the questions."""
        if self._key_path is not None and self.is_attached:
            text = self.query_one(TextArea).text
            state = "saved ✓" if text == self._saved else "not saved"
            self.query_one(TopLine).show(self._editing.title, f"{counted(len(self._entries), 'note')} · {state}")
            self._show_message(_preview_text(self._editing.preview(self._key_path, text), changed=text != self._saved))

    def _show_message(self, message: Content) -> None:
        self.query_one("#told", Static).update(message)


def _row(entry: Entry, *, chosen: bool, width: int) -> Content:
    """Return the row of a note: a marker if it is chosen, a sign if it has errors, its id and its kind."""
    mark = Content.assemble(("▸" if chosen else " ", "$accent"), ("✗" if entry.has_errors else " ", "$error"), " ")
    kind = Content.assemble((f" {entry.key_path[0]}", "$foreground 70%"))
    name = Content(entry.id or "…").truncate(max(width - 3 - kind.cell_length, 6), ellipsis=True)
    return (mark + name + kind).truncate(width, ellipsis=True)


def _preview_text(preview: Preview, *, changed: bool) -> Content:
    rows: list[Content | str] = []
    for each in preview.diagnostics:
        colour = "$error" if each.severity == "error" else "$warning"
        hint = f" — {each.hint}" if each.hint else ""
        rows.append(Content.assemble((f"line {each.line}: ", MUTED), (each.message, colour), hint))
    if changed:
        rows += _impact(preview)
    for question in preview.questions:
        rows.append(Content.assemble(("asks  ", MUTED), question.text))
        rows.append(Content.assemble(("      → ", "$accent"), question.answer_line))
    return Content("\n").join(rows)


def _impact(preview: Preview) -> list[Content]:
    """Return the effect of saving on cards with progress."""
    message = (
        ("new: ", preview.impact.new),
        ("answer changed: ", preview.impact.changed),
        ("history orphaned: ", preview.impact.orphaned),
    )
    rows = [Content.assemble((words, MUTED), ", ".join(cards)) for words, cards in message if cards]
    return [Content.assemble(("when saved", MUTED)), *rows] if rows else []
