"""The timeline: the dated events of the decks on a time axis, and below it in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from aide_memoire.formatting import percent
from aide_memoire.reports.timeline import axis, load_timeline, place
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from aide_memoire.reports.timeline import DatedEvent

_SIGNS = {"solid": "●", "learning": "◐", "new": "○", "": "─"}
_STYLES = {"solid": "$success", "learning": "$warning", "new": "$foreground", "": "$foreground 35%"}
_LONGEST_DATE = 22
_NONE = "No deck has a dated event yet.\n\nAn [[event]] with a date appears here, in the order of time."


class EventList(Widget, can_focus=True):
    """A list of events. It draws only the visible rows, as there may be many thousands."""

    DEFAULT_CSS = "EventList { height: 1fr; width: 100%; padding: 0 3 1 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up,k", "move(-1)", "Up"),
        ("down,j", "move(1)", "Down"),
        ("pageup", "page(-1)", "Page up"),
        ("pagedown,space", "page(1)", "Page down"),
        ("home", "end(0)", "To the first"),
        ("end", "end(1)", "To the last"),
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
        sign = Content.assemble((_SIGNS[event.standing], _STYLES[event.standing]))
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

    DEFAULT_CSS = "TimelineScreen #axis { height: auto; padding: 1 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "back", "Back"), ("enter", "open", "History")]

    def __init__(self) -> None:
        super().__init__()
        self._events: list[DatedEvent] = []
        self._axis: tuple[int, list[str]] = (0, [])  # the cached axis, and its width

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine("Timeline")
        yield Static(id="axis", markup=False)
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
        """Draw the axis for the new width."""
        self._show_axis()

    def on_event_list_moved(self) -> None:
        """Move the pointer on the axis."""
        self._show_axis()

    def reload(self) -> None:
        """Read the events, and show them."""
        with self.app.report_errors():
            self._events = load_timeline(self.workspace)
            self._axis = (0, [])
            self.query_one(EventList).show(self._events)
            self._show_axis()
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

    def _show_axis(self) -> None:
        if not self._events:
            self.query_one("#axis", Static).update(Content(_NONE))
            return
        first, last = (str(int(self._events[end].year)) for end in (0, -1))
        width = min(self.app.size.width, 100) - 6 - len(first) - len(last) - 2
        if self._axis[0] != width:
            self._axis = width, axis(self._events, width)
        signs = [Content.assemble((_SIGNS[known], _STYLES[known])) for known in self._axis[1]]
        line = Content.assemble((f"{first} ", MUTED)) + Content("").join(signs) + Content.assemble((f" {last}", MUTED))
        event_list = self.query_one(EventList)
        chosen = event_list.chosen or self._events[0]
        pointer = Content.assemble((" " * (len(first) + 1 + place(self._events, chosen, width)) + "▴", "$accent"))
        self.query_one("#axis", Static).update(Content("\n").join([line, pointer, self._legend()]))
        number, total = event_list.position
        self.query_one(TopLine).show("Timeline", f"{number} of {total}")

    def _legend(self) -> Content:
        """Return the meaning of each sign, and the number of its events."""
        counts = dict.fromkeys(("solid", "learning", "new"), 0)
        for event in self._events:
            counts[event.standing] += 1
        parts = [
            Content.assemble((_SIGNS[standing], _STYLES[standing]), (f" {number} {standing}", MUTED))
            for standing, number in counts.items()
        ]
        return Content("   ").join(parts)
