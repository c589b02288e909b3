"""The two themes of the program, dark and light. The themes of Textual are available too.

The accent marks what can be pressed, and nothing else. Green, yellow and red (`success`, `warning`, `error`) belong to
verdicts and their marks; the yellow is another than the accent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from aide_memoire.core.grading.verdict import VerdictWord

MUTED = "$foreground 60%"
"""The colour of what is read second: hints, labels, asides."""

VERDICT_SIGNS: dict[VerdictWord, tuple[str, str]] = {
    "right": ("✓", "$success"),
    "close": ("✓", "$success"),
    "partial": ("◐", "$warning"),
    "wrong": ("✗", "$error"),
}
"""The sign and the colour of each verdict."""

DARK = Theme(
    name="aide-memoire",
    primary="#d9a441",
    secondary="#a8a294",
    accent="#d9a441",
    foreground="#e4dfd3",
    background="#15171b",
    surface="#1b1e23",
    panel="#23272e",
    success="#8fb573",
    warning="#e8dc6a",
    error="#e0796f",
    dark=True,
    variables={"footer-key-foreground": "#d9a441", "block-cursor-text-style": "bold"},
)
LIGHT = Theme(
    name="aide-memoire-light",
    primary="#8a5a00",
    secondary="#5f5b52",
    accent="#8a5a00",
    foreground="#17150f",
    background="#fbf8f1",
    surface="#f3efe5",
    panel="#e9e4d7",
    success="#41691f",
    warning="#6a6200",
    error="#a8322a",
    dark=False,
    variables={"footer-key-foreground": "#8a5a00", "block-cursor-text-style": "bold"},
)
