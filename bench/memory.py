"""The most memory held at once, beside a plain Textual app."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench import kept
from bench.measure import Row, Terminal, Theme, fresh_folder, in_turn, peak
from bench.start import ONE_WIDGET

if TYPE_CHECKING:
    from collections.abc import Callable


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    notes = 10_000 if quick else 100_000
    with fresh_folder() as folder:
        data, decks = f"{folder}/data", kept.decks(notes)
        shutil.copytree(kept.profile(notes), data)
        given = ("--data-dir", data, "--decks", decks)
        things: dict[str, Callable[[], float]] = {
            "`python -c pass`": lambda: peak("-c", "pass"),
            f"`due`, {notes:,} cards": lambda: peak("-m", "aide_memoire", "due", *given),
            "a Textual app of one widget": lambda: _shown(
                b"the one widget", "-c", ONE_WIDGET, python=kept.python_of("textual")
            ),
            f"the app, {notes:,} cards": lambda: _shown(b"Chapter 0", "-m", "aide_memoire", *given),
            f"`study`, {notes:,} cards": lambda: _shown(b"Enter|Space|choose", "-m", "aide_memoire", "study", *given),
        }
        series = list(in_turn(things, rounds, "MB").values())
    _, due, widget, app, study = series
    rows = (
        Row("peak memory: `due`, in MB", due, None, 24),
        Row(f"peak memory: app with {notes:,} cards", app, widget, 1.5),
        Row(f"peak memory: `study` with {notes:,} cards", study, widget, 1.5),
    )
    return Theme("Memory", rows, series)


def _shown(marker: bytes, *arguments: str, python: str = "") -> float:
    with Terminal(*arguments, **({"python": python} if python else {})) as app:
        app.until(marker)
        app.quiet(0.3)
        return app.end()
