"""The base class of screens that show one page of text to scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widgets import Static

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.widgets.lines import KeyLine, TopLine
from aide_memoire.workspace import open_other_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from aide_memoire.workspace import Workspace


_BESIDE = 7  # cells of padding, the scroll bar, and one before it


class PageScreen(AppScreen[None]):
    """A subclass reads its content in `reload`, and renders it for a width in `draw`."""

    DEFAULT_CSS = """
    PageScreen #page { padding: 1 2 1 3; height: 1fr; scrollbar-size-vertical: 1; }
    PageScreen #page Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "back", "Back"),
        ("up,k", "scroll(-1)", "Move or scroll"),
        ("down,j", "scroll(1)", "Move or scroll"),
        ("pageup", "page(-1)", "Move or scroll by a page"),
        ("pagedown,space", "page(1)", "Move or scroll by a page"),
        ("home", "end(0)", "To the first or the last"),
        ("end", "end(1)", "To the first or the last"),
    ]

    WIDEST: ClassVar[int] = 100  # cells, as in the styles of the app
    _drawn_for = Size(0, 0)

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine()
        with VerticalScroll(id="page", can_focus=False):
            yield Static(markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the content, and show it."""
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """Draw the page for the new size."""
        if event.size != self._drawn_for:
            self.show()

    @property
    def room(self) -> int:
        """Return the maximum width of a line, in cells."""
        return min(self.app.size.width, self.WIDEST) - _BESIDE

    def work(self, task: Callable[[Workspace], None], failed: Callable[[AideMemoireError], None]) -> None:
        """Run a task in a thread, with its own workspace and connection; on this thread, give an error to `failed`."""

        def run() -> None:
            try:
                workspace = open_other_profile(self.workspace, self.workspace.profile)
                try:
                    task(workspace)
                finally:
                    workspace.close()
            except AideMemoireError as error:
                self.from_thread(failed, error)

        self.run_worker(run, thread=True, exit_on_error=False)

    def from_thread(self, show: Callable[..., None], *values: object) -> None:
        """Call `show` on the screen's own thread, if the screen is still open."""
        if self.is_attached:
            self.app.call_from_thread(show, *values)

    def reload(self) -> None:
        """Read the content, and show it."""
        raise NotImplementedError

    def draw(self, width: int) -> Content:
        """Return the page, with lines of at most `width` cells."""
        raise NotImplementedError

    def show(self) -> None:
        """Draw the page."""
        self._drawn_for = self.app.size
        self.query_one("#page Static", Static).update(self.draw(self.room))

    def action_back(self) -> None:
        """Close this screen."""
        self.close()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages, with two lines of overlap."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(page.size.height - 2, 1), animate=False)

    def action_end(self, end: int) -> None:
        """Scroll to the top or to the end."""
        page = self.query_one("#page")
        page.scroll_to(y=page.max_scroll_y if end else 0, animate=False)
