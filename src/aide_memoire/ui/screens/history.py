"""The history of a card: its probability of recall, day by day, and every event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import day_name, percent, tall_columns
from aide_memoire.reports.card_history import describe_change, describe_event, load_history, recall_by_day
from aide_memoire.ui.render.statistics import section_head
from aide_memoire.ui.screens.page import PageScreen
from aide_memoire.ui.themes import MUTED
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine

if TYPE_CHECKING:
    from aide_memoire.core.scheduler import Memory
    from aide_memoire.reports.card_history import CardPast, PastEvent

_GUTTER = 7  # cells to the left of the curve, for the labels
_TALL = 4
_LOWEST = 0.5  # the probability of recall at the bottom of the curve


class HistoryScreen(PageScreen):
    """The history of one card, the newest event first."""

    def __init__(self, card: str) -> None:
        super().__init__()
        self._card = card
        self._found: CardPast | None = None
        self._today = 0

    def reload(self) -> None:
        """Read the history, and show it."""
        self.query_one(TopLine).show("History", self._card)
        keys = [Key("↑↓", "scroll", "screen.page(1)"), Key("?", "keys", "app.help"), Key("Esc", "back", "screen.back")]
        self.query_one(KeyLine).show(keys)
        with self.app.report_errors():
            self._found, self._today = load_history(self.workspace, self._card), self.workspace.today()
            self.show()

    def draw(self, width: int) -> Content:
        """Return the page."""
        if self._found is None:
            return Content("")
        parts = [_card(self._found)]
        if self._found.recall is not None:
            parts.append(_curve(self._found, self._today, width))
        parts.append(_events(self._found, width))
        return Content("\n\n").join(parts)


def _card(found: CardPast) -> Content:
    notes = []
    if found.goes_on_as:
        notes.append(f"Its history goes on as {found.goes_on_as}.")
    if found.suspended:
        notes.append("Suspended: it is not asked until it is woken.")
    if not found.question:
        return Content("\n").join(["No deck has this card any more.", *notes])
    answer = Content.assemble(("→ ", "$accent"), (found.answer, "bold $accent"))
    return Content("\n").join([Content.assemble((found.question, "bold")), answer, *notes])


def _curve(found: CardPast, today: int, width: int) -> Content:
    """Return the curve of the probability of recall, from the first review to today."""
    steps = recall_by_day(found, today, width - _GUTTER)
    heights = [0 if step is None else max(step - _LOWEST, 0.001) for step in steps]
    columns = tall_columns(heights, _TALL, 1 - _LOWEST)
    labels = ["100 %", *[""] * (_TALL - 2), f"{percent(_LOWEST)}"]
    rows = [
        Content.assemble((f"{label:>5}  ", MUTED), (column, "$accent 60%"))
        for label, column in zip(labels, columns, strict=True)
    ]
    began = next(line.event.day for line in found.lines if line.counts and line.memory is not None)
    start, end = day_name(began, today) if began != today else "", "today"
    room = max(len(steps) - len(end), len(start) + 1)
    foot = Content.assemble((f"{'':{_GUTTER}}{start:<{room}}{end}", MUTED))
    message = f"now {percent(found.recall)}{_due(found.memory, today)}"
    return Content("\n").join([section_head("Chance of recall", message), *rows, foot])


def _due(memory: Memory | None, today: int) -> str:
    if memory is None or memory.due_at is not None:
        return "; being learned"
    return f"; due {day_name(memory.due_day, today)}" if memory.due_day >= today else "; overdue"


def _events(found: CardPast, width: int) -> Content:
    if not found.lines:
        return Content("No history yet: it was never answered.")
    rows = [section_head("Past", "newest first, by the clock on the wall then")]
    for line in reversed(found.lines):
        rows += _event(line, width)
    return Content("\n").join(rows)


def _event(line: PastEvent, width: int) -> list[Content]:
    style = "" if line.counts else MUTED
    rows = [row.stylize(style) if style else row for row in Content(describe_event(line)).wrap(width)]
    if moves := describe_change(line):
        rows += [Content("  ") + row.stylize(MUTED) for row in Content(moves).wrap(width - 2)]
    return rows
