"""The first and the last lines of a screen: the title with the progress; the status line and the keys."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style

from aide_memoire.formatting import progress_bar
from aide_memoire.ui.themes import MUTED, VERDICT_SIGNS
from aide_memoire.ui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size

    from aide_memoire.core.grading.verdict import VerdictWord

_ACTION = "key-action"  # not Textual's own "@click", which looks like a link
_BAR = 24
_SHORT_BAR = 10
_NARROW = 70
_KEPT_KEYS = ("?", "F1", "Esc")
_BETWEEN = Content(" · ")
_EMPTY = "$foreground 30%"


class Key(NamedTuple):
    """A key to press, what it does, and the action that a click on it runs."""

    key: str
    does: str
    action: str


class Ticks(NamedTuple):
    """How far a session is: the first verdicts so far, the number of questions, and how many come again."""

    marks: tuple[VerdictWord, ...]
    done: int
    total: int
    again: int = 0


class TopLine(LineWidget):
    """A title on the left; on the right a text, or the progress of the session."""

    DEFAULT_CSS = """
    TopLine { width: 100%; height: 2; padding: 1 2 0 2; color: $text-muted; }
    TopLine.-flat { height: 1; padding: 0 2; }
    """

    def __init__(self, title: str = "", right: str = "") -> None:
        super().__init__(id="top")
        self._title = title
        self._right = Content(right)

    def show(self, title: str, right: str = "") -> None:
        """Show a title and a text."""
        self._title, self._right = title, Content(right)
        self.refresh()

    def show_ticks(self, title: str, ticks: Ticks) -> None:
        """Show a title, a tick for each question, the number of the current one, and how many come again."""
        width = self.app.size.width
        words = f"  {min(ticks.done + 1, ticks.total)} of {ticks.total}"
        if ticks.again:
            words += f" · {ticks.again} {'to see ' if width >= _NARROW else ''}again"
        self._title = title
        self._right = _draw(ticks, _BAR if width >= _NARROW else _SHORT_BAR) + words
        self.refresh()

    def lines(self) -> Sequence[Content]:
        """Return the line. The title is truncated if there is no room for both."""
        room = max(self.size.width - self._right.cell_length - 2, 0)
        title = Content(self._title).truncate(room, ellipsis=True)
        return [title.pad_right(self.size.width - title.cell_length - self._right.cell_length) + self._right]


def _draw(ticks: Ticks, width: int) -> Content:
    """Return a tick for each question as it was answered first; a bar where there are more than fit."""
    left = ticks.total - len(ticks.marks)
    if ticks.total > width or left < 0:
        filled, rest = progress_bar(ticks.done, ticks.total, width)
        return Content.assemble((filled, MUTED), (rest, _EMPTY))
    signs = [VERDICT_SIGNS[mark] for mark in ticks.marks]
    return Content.assemble(*signs, ("╸" * min(left, 1), MUTED), ("─" * (left - 1), _EMPTY))


class KeyLine(LineWidget):
    """The last lines of a screen: the status line, then the keys in one row. The keys can be clicked too.

    Of keys that do not fit, those that come first stay, and those that lead back and to all keys.
    """

    DEFAULT_CSS = "KeyLine { width: 100%; height: auto; padding: 0 2; color: $text-muted; }"

    def __init__(self, keys: Sequence[Key] = ()) -> None:
        super().__init__(id="keys")
        self._keys = tuple(keys)

    def show(self, keys: Sequence[Key]) -> None:
        """Show other keys."""
        if self._keys != tuple(keys):
            self._keys = tuple(keys)
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of the message, at least one, and the row of keys."""
        return len(self._status_lines(width)) + 1

    def lines(self) -> Sequence[Content]:
        """Return the status line and the row of keys."""
        width = self.content_size.width
        return [*self._status_lines(width), _row(self._keys, width)]

    def _status_lines(self, width: int) -> list[Content]:
        status: Content = getattr(self.app, "status", Content(""))
        if not status.plain:
            return [status]
        return status.wrap(max(width, 1))[: max(self.app.size.height // 3, 1)]

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the clicked key."""
        event.stop()
        action = event.style.meta.get(_ACTION)
        if action:
            await self.run_action(action)


def _shown(key: Key) -> Content:
    shown = Content.assemble((key.key, "$accent"), f" {key.does}")
    return shown.stylize(Style.from_meta({_ACTION: key.action}))


@lru_cache(64)
def _row(keys: tuple[Key, ...], width: int) -> Content:
    """Return as many keys as fit in one row."""
    shown = {key: _shown(key) for key in keys}
    spare = [key for key in keys[1:] if key.key not in _KEPT_KEYS]
    needed = sum(each.cell_length + len(_BETWEEN) for each in shown.values()) - len(_BETWEEN)
    while needed > width and spare:
        needed -= shown.pop(spare.pop()).cell_length + len(_BETWEEN)
    return _BETWEEN.join(shown.values())
