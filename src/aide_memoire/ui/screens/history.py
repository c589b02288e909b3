"""The history of a card: its probability of recall, day by day, and every event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.ids import split_card_id
from aide_memoire.formatting import day_name, percent
from aide_memoire.reports.card_history import describe_change, describe_event, load_history, recall_by_day
from aide_memoire.ui.render.charts import AXIS, render_line
from aide_memoire.ui.render.statistics import section_head
from aide_memoire.ui.screens.page import PageScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from aide_memoire.core.scheduler import Memory
    from aide_memoire.reports.card_history import CardPast, PastEvent

_TALL = 5


class HistoryScreen(PageScreen):
    """The history of one card, the newest event first."""

    def __init__(self, card: str) -> None:
        super().__init__()
        self._card = card
        self._found: CardPast | None = None
        self._today = 0

    def reload(self) -> None:
        """Read the history, and show it."""
        keys = [Key("↑↓", "scroll", "screen.page(1)"), Key("?", "keys", "app.help"), Key("Esc", "back", "screen.back")]
        self.query_one(KeyLine).show(keys)
        with self.app.report_errors():
            self._found, self._today = load_history(self.workspace, self._card), self.workspace.today()
            self.query_one(TopLine).show("History", self._found.deck_title)
            self.show()

    def draw(self, width: int) -> Content:
        """Return the page."""
        if self._found is None:
            return Content("")
        parts = [_card(self._found)]
        if self._found.recall is not None:
            wanted = self.workspace.settings.of_deck(split_card_id(self._card)[0]).desired_retention
            parts.append(_curve(self._found, self._today, wanted, width))
        parts.append(_events(self._found, width))
        return Content("\n\n").join(parts)


def _card(found: CardPast) -> Content:
    notes = []
    if found.goes_on_as:
        notes.append("Its history continues with another card.")
    if found.suspended:
        notes.append("Suspended: not asked until you unsuspend it.")
    if not found.question:
        return Content("\n").join(["No deck has this card any more.", *notes])
    answer = Content.assemble(("→ ", "$accent"), (found.answer, "bold $accent"))
    return Content("\n").join([Content.assemble((found.question, "bold")), answer, *notes])


def _curve(found: CardPast, today: int, wanted: float, width: int) -> Content:
    """Return the line of the probability of recall, from the first review to today."""
    room = width - AXIS
    lines = render_line(recall_by_day(found, today, room), wanted, width, _TALL)
    began = next(line.event.day for line in found.lines if line.counts and line.memory is not None)
    start = day_name(began, today) if began != today else ""
    foot = Content.assemble((" " * AXIS + start.ljust(room - len("today")) + "today", MUTED))
    message = f"now {percent(found.recall)}{_due(found.memory, today)}"
    return Content("\n").join([section_head("How likely you are to know it", message), *lines, foot])


def _due(memory: Memory | None, today: int) -> str:
    if memory is None or memory.due_at is not None:
        return ", still being learned"
    return f", due {day_name(memory.due_day, today)}" if memory.due_day >= today else ", overdue"


def _events(found: CardPast, width: int) -> Content:
    if not found.lines:
        return Content("No history yet: never answered.")
    rows = [section_head("Past", "newest first, local time")]
    for line in reversed(found.lines):
        rows += _event(line, width)
    return Content("\n").join(rows)


def _event(line: PastEvent, width: int) -> list[Content]:
    style = "" if line.counts else MUTED
    rows = [row.stylize(style) if style else row for row in Content(describe_event(line)).wrap(width)]
    if moves := describe_change(line):
        rows += [Content("  ") + row.stylize(MUTED) for row in Content(moves).wrap(width - 2)]
    return rows
