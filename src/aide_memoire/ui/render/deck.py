"""Render the page of a deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import counted
from aide_memoire.ui.render.charts import render_track
from aide_memoire.ui.render.exam import render_exam
from aide_memoire.ui.render.home import STANDINGS
from aide_memoire.ui.render.layout import Row, hang
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.core.note import Source
    from aide_memoire.reports.deck_page import DeckPage

_LABEL = 10  # cells
_NARROW = 40  # cells of a page below which labels stand above
_TRACK = 60  # cells at most
_NO_EXAM = "None is set. E sets one; study then works towards its date."


def render_deck(page: DeckPage, today: str, width: int) -> Content:
    """Return the page, with lines of at most `width` cells. `today` says what the deck asks today."""
    parts = [Content(page.head.summary)] if page.head.summary else []
    parts.append(_progress(page, today, width))
    if page.exam and page.forecast:
        parts.append(Content("\n").join(render_exam(page.exam, page.forecast, width)))
    else:
        parts.append(_row("Exam", Content(_NO_EXAM), width))
    parts.append(_origin(page, width))
    return Content("\n\n").join(parts)


def _progress(page: DeckPage, today: str, width: int) -> Content:
    status = page.status
    counts = status.counts._asdict()
    track = render_track([(counts[name], *STANDINGS[name]) for name in STANDINGS], min(width, _TRACK))
    legend = Content("   ").join(
        Content.assemble(STANDINGS[name], (f" {counts[name]} {name}", MUTED)) for name in STANDINGS
    )
    rows = [track, legend, _row("Today", Content(today), width)]
    if status.suspended:
        rows.append(_row("Suspended", Content(counted(status.suspended, "card")), width))
    if status.errors:
        mistakes = Content.assemble(("✗ ", "$error"), f"{status.errors}; e shows them")
        rows.append(_row("Mistakes", mistakes, width))
    return Content("\n").join(rows)


def _origin(page: DeckPage, width: int) -> Content:
    """Return where the deck comes from: its sources, its license and its file."""
    label = "Source" if len(page.head.sources) == 1 else "Sources"
    rows = [
        _row("" if place else label, _source(source), width) for place, source in enumerate(page.head.sources.values())
    ]
    if page.head.license:
        rows.append(_row("License", Content(page.head.license), width))
    return Content("\n").join([*rows, _row("File", Content.assemble((page.path, MUTED)), width)])


def _source(source: Source) -> Content:
    who = f"{source.author}, " if source.author else ""
    date = f", {source.date}" if source.date else ""
    address = f"\n{source.url}" if source.url else ""
    return Content.assemble(f"{who}“{source.title}”{date}", (address, MUTED))


def _row(label: str, text: Content, width: int) -> Content:
    if width < _NARROW:
        return Content.assemble((f"{label}\n" if label else "", MUTED), text)
    return hang(Row(Content.assemble((f"{label:<{_LABEL}}", MUTED)), text), width)
