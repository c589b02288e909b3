"""Render the memory of a card, for lists and for the page of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.core.scheduler import DAY
from aide_memoire.formatting import counted, day_name, interval, percent
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.reports.browser import CardLine


def due_word(line: CardLine, day: int, now: int) -> str:
    """Return when a card is due, for a narrow column, or that it is suspended or buried. `now` is in milliseconds."""
    if line.suspended or line.buried:
        return "suspended" if line.suspended else "buried"
    if line.due_day is None:
        return "new"
    if line.due_at is not None:
        return "now" if line.due_at <= now else interval((line.due_at - now) // 1000, 0)
    if line.due_day <= day + 1:
        return "today" if line.due_day <= day else "tomorrow"
    return interval(None, line.due_day - day)


def value_word(line: CardLine, sort: str) -> str:
    """Return the number by which a list is sorted, "–" for a new card, or "" if `sort` is no number."""
    if line.stability is None or line.recall is None:
        return "–"
    match sort:
        case "recall":
            return percent(line.recall)
        case "stability":
            return _stability(line.stability)
        case "difficulty":
            return f"{line.difficulty:.1f}"
        case "lapses":
            return str(line.lapses)
    return ""


def render_memory(line: CardLine, day: int, now: int) -> Content:
    """Return the state and the memory of a card, one value per line."""
    flags = {"suspended": line.suspended, "buried until tomorrow": line.buried, "a leech": line.leech}
    rows = [("Member", line.answer)] if line.kind == "group" else []
    rows += [("State", ", ".join([line.state, *(word for word, is_so in flags.items() if is_so)]))]
    if line.due_day is not None and line.last_day is not None and line.stability is not None:
        rows += [
            ("Due", _due(line, day, now)),
            ("Interval", interval(None, line.due_day - line.last_day) if line.due_at is None else "a learning step"),
            ("Stability", f"90 % after {_stability(line.stability)}"),
            ("Difficulty", f"{line.difficulty:.1f} of 10"),
            ("Recall now", value_word(line, "recall")),
        ]
    lapses = f", {counted(line.lapses, 'lapse')}" if line.lapses else ""
    rows.append(("Reviews", f"{line.reps or 'none yet'}{lapses}"))
    return Content("\n").join(Content.assemble((f"{head:<12}", MUTED), message) for head, message in rows)


def _stability(days: float) -> str:
    return interval(None, round(days)) if days >= 1 else interval(round(days * DAY), 0)


def _due(line: CardLine, day: int, now: int) -> str:
    if line.due_at is not None:
        return "now" if line.due_at <= now else f"in {due_word(line._replace(suspended=False, buried=False), day, now)}"
    due = line.due_day or day
    return day_name(due, day) if due >= day else f"{interval(None, day - due)} ago"
