"""Render the memory of a card, for lists and for the page of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.formatting import counted, day_name, days_long, interval, percent
from aide_memoire.ui.render.layout import Row, hang
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.reports.browser import CardLine

_STATES = {"new": "new", "learning": "being learned", "relearning": "being learned again", "review": "learned"}
_DIFFICULTIES = ((4.0, "easy"), (7.0, "medium"), (11.0, "hard"))


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
    """Return the number by which a list is sorted, "–" for a new card, or "" if `sort` is not a number."""
    if line.stability is None or line.recall is None:
        return "–"
    match sort:
        case "recall":
            return percent(line.recall)
        case "stability":
            return days_long(line.stability)
        case "difficulty":
            return _difficulty(line.difficulty)
        case "lapses":
            return str(line.lapses)
    return ""


def render_memory(line: CardLine, day: int, now: int, width: int) -> Content:
    """Return the state and the memory of a card, one value per row, of at most `width` cells."""
    flags = {"suspended": line.suspended, "buried until tomorrow": line.buried, "a problem card": line.leech}
    rows = [("State", ", ".join([_STATES[line.state], *(word for word, is_so in flags.items() if is_so)]))]
    if line.due_day is not None and line.last_day is not None and line.stability is not None:
        every = f" ({interval(None, line.due_day - line.last_day)})" if line.due_at is None else ""
        rows += [
            ("Due", _due(line, day, now) + every),
            ("Holds for", days_long(line.stability)),
            ("Know it now", f"{value_word(line, 'recall')} likely"),
            ("Difficulty", _difficulty(line.difficulty)),
        ]
    missed = f", missed {counted(line.lapses, 'time')}" if line.lapses else ""
    rows += [("Reviews", f"{line.reps or 'none yet'}{missed}"), ("Deck", line.title)]
    if line.kind == "group":
        rows.insert(0, ("Member", line.answer))
    marked = [Row(Content.assemble((f"{head:<12}", MUTED)), Content(message)) for head, message in rows]
    return Content("\n").join(hang(row, width) for row in marked)


def _difficulty(value: float | None) -> str:
    """Return a difficulty from 1 to 10 as a word."""
    return next(word for most, word in _DIFFICULTIES if (value or 1.0) < most)


def _due(line: CardLine, day: int, now: int) -> str:
    if line.due_at is not None:
        return "now" if line.due_at <= now else f"in {due_word(line._replace(suspended=False, buried=False), day, now)}"
    due = line.due_day or day
    return day_name(due, day) if due >= day else f"{interval(None, day - due)} ago"
