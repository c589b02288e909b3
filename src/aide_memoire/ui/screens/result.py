"""The base class of the screens after a session and after a quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll

from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.widgets.drawn import Drawn
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content


class ResultScreen(AppScreen[str]):
    """A text, drawn for a width in cells, that can be scrolled. `back` is the label of the key Enter."""

    DEFAULT_CSS = """
    ResultScreen #page { padding: 2 3 1 5; height: 1fr; scrollbar-size-vertical: 1; }
    ResultScreen #page Drawn { padding: 0 1 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter,space", "home", "Back"),
        ("up", "scroll(-1)", "Move or scroll"),
        ("down", "scroll(1)", "Move or scroll"),
        ("pageup", "scroll(-10)", "Move or scroll by a page"),
        ("pagedown", "scroll(10)", "Move or scroll by a page"),
    ]

    def __init__(
        self, title: str, aside: str, text: Callable[[int], Content], back: str, keys: Sequence[Key] = ()
    ) -> None:
        super().__init__()
        self._words = (title, aside)
        self._text = text
        self._back = back
        self._own_keys = keys

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine(*self._words)
        with VerticalScroll(id="page", can_focus=False):
            yield Drawn(self._text)
        yield from self.compose_below()
        always = [Key("?", "keys", "app.help"), Key("Ctrl+Q", "quit", "app.quit")]
        yield KeyLine([Key("Enter", self._back, "screen.home"), *self._own_keys, *always])

    def compose_below(self) -> ComposeResult:
        """Yield the widgets between the text and the keys."""
        yield from ()

    def action_home(self) -> None:
        """Close this screen: go back to the screen where the session or quiz began."""
        self.close("")

    def action_scroll(self, lines: int) -> None:
        """Scroll a long text."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)
