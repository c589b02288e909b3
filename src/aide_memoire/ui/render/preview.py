"""The preview of a block as text: its mistakes by line, what saving would do, and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from aide_memoire.authoring.impact import Impact
    from aide_memoire.authoring.preview import Preview

_MOST_NAMED = 6  # cards of one kind of effect
_MOST_ASKED = 30  # questions: a table has many more


def render_preview(preview: Preview, *, is_changed: bool, is_changed_outside: bool = False) -> Content:
    """Return the preview. The effect of saving is shown of what is not saved."""
    rows: list[Content | str] = []
    if is_changed_outside:
        rows.append(Content.assemble(("changed outside meanwhile: Ctrl+S shows both texts", "$warning")))
    for each in preview.diagnostics:
        colour = "$error" if each.severity == "error" else "$warning"
        hint = f" — {each.hint}" if each.hint else ""
        rows.append(Content.assemble((f"line {each.line}: ", MUTED), (each.message, colour), hint))
    if is_changed:
        rows += _impact(preview.impact)
    for question in preview.questions[:_MOST_ASKED]:
        rows.append(Content.assemble(("asks  ", MUTED), question.text))
        rows.append(Content.assemble(("      → ", "$accent"), question.answer_line))
    if len(preview.questions) > _MOST_ASKED:
        rows.append(Content.assemble((f"and {len(preview.questions) - _MOST_ASKED} more questions", MUTED)))
    return Content("\n").join(rows)


def _impact(impact: Impact) -> list[Content]:
    """Return the effect of saving on cards with progress."""
    message = (("new: ", impact.new), ("answer changed: ", impact.changed), ("history orphaned: ", impact.orphaned))
    rows = [Content.assemble((words, MUTED), _some(cards)) for words, cards in message if cards]
    return [Content.assemble(("when saved", MUTED)), *rows] if rows else []


def _some(cards: tuple[str, ...]) -> str:
    more = len(cards) - _MOST_NAMED
    return ", ".join(cards[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
