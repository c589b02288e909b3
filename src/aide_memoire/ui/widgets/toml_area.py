"""The text area for TOML: its colours, and a symbol for each control character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from rich.text import Text
    from textual import events


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


_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What Textual takes for the end of a line, and TOML does not."""
_HELD = {ord(sign): 0xF0000 + place for place, sign in enumerate(_BREAKS)}
_LONGEST_PASTE = 50_000
_TOO_LONG = f"Not pasted: longer than {_LONGEST_PASTE:,} characters. aide-memoire import and edit take more"
_AS_WRITTEN = {held: sign for sign, held in _HELD.items()}


class TomlArea(TextArea):
    """A text area that keeps the text of the file, but shows a symbol for each control character."""

    def __init__(self) -> None:
        super().__init__(id="toml", tab_behavior="indent", soft_wrap=True)

    def on_mount(self) -> None:
        """Colour TOML in a way that fits the theme of the app, also after a change of theme."""
        self.register_theme(_INK)
        self.register_theme(_PAPER)
        if "toml" in self.available_languages:
            self.language = "toml"
        self.watch(self.app, "theme", self._colour)

    def _colour(self) -> None:
        self.theme = (_INK if self.app.current_theme.dark else _PAPER).name

    async def on_key(self, event: events.Key) -> None:
        """Leave Esc to the screen; Textual's own goes to the next widget with it."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            await self.screen.run_action("back")

    def on_paste(self, event: events.Paste) -> None:
        """Refuse what is too long for a note: to lay it out would take many seconds."""
        if len(event.text) > _LONGEST_PASTE:
            event.stop()
            event.prevent_default()
            self.app.notify(_TOO_LONG, severity="error")

    @property
    def content(self) -> str:
        """Return the text as it is in the file."""
        return self.text.translate(_AS_WRITTEN)

    def get_line(self, line_index: int) -> Text:
        """Return a line for display, sanitized."""
        line = super().get_line(line_index)
        line.plain = sanitize(line.plain.translate(_AS_WRITTEN))
        return line

    def show(self, text: str) -> None:
        """Show a text, with the cursor where it was if that line is still the same."""
        if text == self.content:
            return
        row, column = self.cursor_location
        before = self.text.split("\n")
        self.text = text.translate(_HELD)
        after = self.text.split("\n")
        if row < min(len(before), len(after)) and before[row] == after[row]:
            self.move_cursor((row, column))

    def put(self, text: str) -> None:
        """Put another text here, in a way that Ctrl+Z takes back."""
        self.replace(text.translate(_HELD), (0, 0), self.document.end)

    def go_to_first_gap(self) -> None:
        """Move the cursor between the first quotes that have nothing in them."""
        for row, line in enumerate(self.text.split("\n")):
            if '""' in line:
                self.move_cursor((row, line.index('""') + 1))
                return
