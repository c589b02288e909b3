"""The first and the last line of a screen: the title and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from aide_memoire.formatting import progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

_ACTION = "key-action"  # not Textual's own "@click", which looks like a link
_BAR = 24
_NARROW = 70
_SIDE = 2  # cells of padding on either side
_WIDEST = 96  # cells: the maximum width of a line of keys


class Key(NamedTuple):
    """A key to press, what it does, and the action that a click on it runs."""

    key: str
    does: str
    action: str


class TopLine(Widget):
    """A title on the left; on the right a text, or the progress of the session."""

    DEFAULT_CSS = "TopLine { width: 100%; height: 2; padding: 1 2 0 2; color: $text-muted; }"

    def __init__(self, title: str = "", right: str = "") -> None:
        super().__init__(id="top")
        self._title = title
        self._right = Content(right)

    def show(self, title: str, right: str = "") -> None:
        """Show a title and a text."""
        self._title, self._right = title, Content(right)
        self.refresh()

    def show_progress(self, title: str, done: int, total: int) -> None:
        """Show a title, a progress bar, and the number of the current question."""
        message = f"  {min(done + 1, total)} of {total}"
        filled, rest = progress_bar(done, total, _BAR)
        self._title = title
        self._right = Content.assemble((filled, "$accent"), (rest, "$foreground 30%"), message)
        if self.app.size.width < _NARROW:
            self._right = Content(message)
        self.refresh()

    def render(self) -> Content:
        """Return the line. The title is truncated if there is no room for both."""
        room = max(self.size.width - self._right.cell_length - 2, 0)
        title = Content(self._title).truncate(room, ellipsis=True)
        return title.pad_right(self.size.width - title.cell_length - self._right.cell_length) + self._right


class KeyLine(Widget):
    """The keys of a screen, always visible. They can be clicked too."""

    DEFAULT_CSS = "KeyLine { width: 100%; height: auto; padding: 0 2; color: $text-muted; }"

    def __init__(self, keys: Sequence[Key] = ()) -> None:
        super().__init__(id="keys")
        self._keys = keys

    def show(self, keys: Sequence[Key]) -> None:
        """Show other keys."""
        self._keys = keys
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the keys, on several lines if needed. A key and its label stay on one line."""
        lines: list[Content] = []
        for key in self._keys:
            shown = Content.assemble((key.key, "$accent"), f" {key.does}").stylize(
                Style.from_meta({_ACTION: key.action})
            )
            room = self.app.size.width - 2 * _SIDE
            if lines and lines[-1].cell_length + 3 + shown.cell_length <= min(room, _WIDEST):
                lines[-1] = lines[-1] + Content(" · ") + shown
            else:
                lines.append(shown)
        return Content("\n").join(lines)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the clicked key."""
        event.stop()
        action = event.style.meta.get(_ACTION)
        if action:
            await self.run_action(action)
