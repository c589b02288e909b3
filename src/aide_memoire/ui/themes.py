"""The two themes of the program, dark and light. The themes of Textual are available too."""

from textual.theme import Theme

MUTED = "$foreground 60%"
"""The colour of what is read second: hints, labels, asides."""

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
    warning="#d9a441",
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
    warning="#8a5a00",
    error="#a8322a",
    dark=False,
    variables={"footer-key-foreground": "#8a5a00", "block-cursor-text-style": "bold"},
)
