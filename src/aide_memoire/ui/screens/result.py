"""What a sitting was: a page to read, and the way home."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from aide_memoire.ui.app import AideMemoireApp


class ResultScreen(Screen[None]):
    """A text that can be scrolled; Enter goes home."""

    app: AideMemoireApp
    DEFAULT_CSS = """
    ResultScreen #page { padding: 2 4 1 5; height: 1fr; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter,space,escape", "home", "Home"),
        ("up", "scroll(-1)", "Up"),
        ("down", "scroll(1)", "Down"),
        ("pageup", "scroll(-10)", "Page up"),
        ("pagedown", "scroll(10)", "Page down"),
    ]

    def __init__(self, title: str, aside: str, text: Content, keys: Sequence[Key] = ()) -> None:
        super().__init__()
        self._words = (title, aside)
        self._text = text
        self._own_keys = keys

    def compose(self) -> ComposeResult:
        """Yield the parts, from top to bottom."""
        yield TopLine(*self._words)
        with VerticalScroll(id="page", can_focus=False):
            yield Static(self._text, markup=False)
        always = [Key("?", "keys", "app.help"), Key("Ctrl+Q", "quit", "app.quit")]
        where = "back to the cards" if self.app.is_over_browser else "home"
        yield KeyLine([Key("Enter", where, "screen.home"), *self._own_keys, *always])

    def action_home(self) -> None:
        """Go back to the first screen."""
        self.app.show_home()

    def action_scroll(self, lines: int) -> None:
        """Scroll a long text."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)
