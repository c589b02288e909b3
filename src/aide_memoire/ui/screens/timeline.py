"""The timeline: the dated events of the decks on a map of time, and below it in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from aide_memoire.formatting import percent
from aide_memoire.reports.timeline import load_timeline
from aide_memoire.ui.render.timeline import SIGNS, render_legend, render_map
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.reports.timeline import DatedEvent

_HEIGHTS = ((40, 8), (30, 6), (24, 4), (0, 2))
"""From which height of the screen on the map has how many rows."""

_WIDEST = 160  # cells, as in the styles of the app
_LONGEST_DATE = 22
_NONE = "No dated events yet.\n\nAn [[event]] with a date in a deck appears here, in order of time."


class EventList(Widget, can_focus=True):
    """A list of events. It draws only the visible rows, as there may be many thousands."""

    DEFAULT_CSS = "EventList { height: 1fr; width: 100%; padding: 0 3 1 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up,k", "move(-1)", "Move or scroll"),
        ("down,j", "move(1)", "Move or scroll"),
        ("pageup", "page(-1)", "Move or scroll by a page"),
        ("pagedown,space", "page(1)", "Move or scroll by a page"),
        ("home", "end(0)", "To the first or the last"),
        ("end", "end(1)", "To the first or the last"),
    ]

    class Moved(Message):
        """The learner chose another event."""

    def __init__(self) -> None:
        super().__init__()
        self._events: Sequence[DatedEvent] = ()
        self._at = self._top = 0

    @property
    def chosen(self) -> DatedEvent | None:
        """Return the chosen event, or None if there are no events."""
        return self._events[self._at] if self._events else None

    @property
    def position(self) -> tuple[int, int]:
        """Return the number of the chosen event, from 1, and the number of events."""
        return self._at + 1, len(self._events)

    def show(self, events: Sequence[DatedEvent]) -> None:
        """Show these events. The chosen event stays chosen if it is among them."""
        before = self.chosen.card if self.chosen else ""
        self._events = events
        self._dates = min(max((Content(event.date).cell_length for event in events), default=0), _LONGEST_DATE)
        self._at = next((number for number, event in enumerate(events) if event.card == before), 0)
        self.refresh()

    def render(self) -> Content:
        """Return the visible rows, scrolled so that the chosen one is among them."""
        height = max(self.size.height, 1)
        self._top = max(min(self._top, self._at, len(self._events) - height), self._at - height + 1, 0)
        numbers = range(self._top, min(self._top + height, len(self._events)))
        return Content("\n").join(self._row(self._events[number], number == self._at) for number in numbers)

    def _row(self, event: DatedEvent, chosen: bool) -> Content:
        recall = percent(event.recall) if event.standing == "solid" else event.standing
        sign = Content.assemble(SIGNS[event.standing])
        name = max(self.size.width - self._dates - 16, 1)
        return (
            Content.assemble(("▸ " if chosen else "  ", "$accent"))
            + Content.assemble((event.date, MUTED)).truncate(self._dates, ellipsis=True, pad=True)
            + Content("  ").join(["", sign, ""])
            + Content.assemble((event.name, "bold" if chosen else "")).truncate(name, ellipsis=True, pad=True)
            + Content.assemble((f" {recall:>8}", "" if chosen else MUTED))
        )

    def action_move(self, rows: int) -> None:
        """Choose the event that is `rows` further down."""
        if self._events:
            self._at = min(max(self._at + rows, 0), len(self._events) - 1)
            self.refresh()
            self.post_message(self.Moved())

    def action_page(self, pages: int) -> None:
        """Choose the event that is `pages` further down."""
        self.action_move(pages * max(self.size.height - 1, 1))

    def action_end(self, end: int) -> None:
        """Choose the first or the last event."""
        self.action_move(len(self._events) * (1 if end else -1))

    def on_mouse_scroll_down(self) -> None:
        """Move down."""
        self.action_move(3)

    def on_mouse_scroll_up(self) -> None:
        """Move up."""
        self.action_move(-3)

    async def on_click(self, event: events.Click) -> None:
        """Choose the clicked event, or open it if it is chosen already."""
        place = event.get_content_offset(self)
        if place is None or self._top + place.y >= len(self._events):
            return
        if self._top + place.y == self._at:
            await self.run_action("screen.open")
        else:
            self.action_move(self._top + place.y - self._at)


class TimelineScreen(AppScreen[None]):
    """All dated events; Enter opens the history of one."""

    DEFAULT_CSS = """
    TimelineScreen #map { height: auto; padding: 1 3; }
    TimelineScreen.-low #map { padding: 0 3 1 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "back", "Back"), ("enter", "open", "History of the event")]

    def __init__(self) -> None:
        super().__init__()
        self._events: list[DatedEvent] = []

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine("Timeline")
        yield Static(id="map", markup=False)
        yield EventList()
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the list, and show the events."""
        self.set_focus(self.query_one(EventList))
        self.reload()

    def on_screen_resume(self) -> None:
        """Focus the list again."""
        self.set_focus(self.query_one(EventList))

    def on_resize(self) -> None:
        """Draw the map for the new size."""
        self._show_map()

    def on_event_list_moved(self) -> None:
        """Move the pointer below the map."""
        self._show_map()

    def reload(self) -> None:
        """Read the events, and show them."""
        with self.app.report_errors():
            self._events = load_timeline(self.workspace)
            self.query_one(EventList).show(self._events)
            self._show_map()
        move = [Key("↑↓", "choose", "focused.move(1)"), Key("Enter", "history", "screen.open")] if self._events else []
        self.query_one(KeyLine).show([*move, Key("?", "keys", "app.help"), Key("Esc", "back", "screen.back")])

    def action_back(self) -> None:
        """Close this screen."""
        self.close()

    def action_open(self) -> None:
        """Open the history of the chosen event."""
        chosen = self.query_one(EventList).chosen
        if chosen is not None:
            self.app.navigator.history(chosen.card)

    def _show_map(self) -> None:
        width, height = self.app.size
        self.set_class(height < _HEIGHTS[2][0], "-low")
        if not self._events:
            self.query_one("#map", Static).update(Content(_NONE))
            return
        event_list = self.query_one(EventList)
        rows = next(rows for least, rows in _HEIGHTS if height >= least)
        chosen = event_list.chosen or self._events[0]
        drawn = render_map(self._events, chosen, min(width, _WIDEST) - 6, rows)
        self.query_one("#map", Static).update(Content("\n").join([*drawn, Content(""), render_legend(self._events)]))
        number, total = event_list.position
        self.query_one(TopLine).show("Timeline", f"{number} of {total}")
