"""The preview of a block as text: its mistakes by line, what saving would do, and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.ui.render.layout import Row, hang
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.authoring.impact import Impact
    from aide_memoire.authoring.preview import Preview

_MOST_NAMED = 6  # cards of one kind of effect
_MOST_ASKED = 30  # questions: a table has many more


def render_preview(preview: Preview, width: int, *, is_changed: bool, is_changed_outside: bool = False) -> Content:
    """Return the preview, of at most `width` cells. The effect of saving is shown of what is not saved."""
    rows: list[Row] = []
    if is_changed_outside:
        rows.append(_row("", ("changed outside meanwhile: Ctrl+S shows both texts", "$warning")))
    for each in preview.diagnostics:
        colour = "$error" if each.severity == "error" else "$warning"
        hint = f" — {each.hint}" if each.hint else ""
        rows.append(_row(f"line {each.line}: ", (each.message, colour), hint))
    if is_changed:
        rows += _impact(preview.impact)
    for question in preview.questions[:_MOST_ASKED]:
        rows.append(_row("asks  ", question.text))
        rows.append(Row(Content.assemble(("      → ", "$accent")), Content(question.answer_line)))
    if len(preview.questions) > _MOST_ASKED:
        rows.append(_row(f"and {len(preview.questions) - _MOST_ASKED} more questions"))
    return Content("\n").join(hang(row, width) for row in rows)


def _row(mark: str, *text: str | tuple[str, str]) -> Row:
    return Row(Content.assemble((mark, MUTED)), Content.assemble(*text))


def _impact(impact: Impact) -> list[Row]:
    """Return the effect of saving on cards with progress."""
    message = (("new: ", impact.new), ("answer changed: ", impact.changed), ("history orphaned: ", impact.orphaned))
    rows = [_row("", (words, MUTED), _some(cards)) for words, cards in message if cards]
    return [_row("when saved"), *rows] if rows else []


def _some(cards: tuple[str, ...]) -> str:
    more = len(cards) - _MOST_NAMED
    return ", ".join(cards[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
