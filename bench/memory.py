"""The most memory held at once, beside a plain Textual app."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from bench import kept, worlds
from bench.measure import Row, Terminal, Theme, fresh_folder, in_turn, peak
from bench.start import ONE_WIDGET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_QUIET = 0.5  # seconds without output

WHY = """
Textual itself, Python and SQLite are 33 MB; ours adds its modules (an import of `ui.app` and of a session), styles of a
dozen widgets, and SQLite's cache of pages, of which 100,000 cards fill more than few do."""


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    notes = 10_000 if quick else 100_000
    with fresh_folder() as folder:
        data, decks = f"{folder}/data", kept.decks(notes)
        shutil.copytree(kept.profile(notes, 10 * notes), data)
        given = ("--data-dir", data, "--decks", decks)
        ours = ("-c", worlds.on_the_morning_of(worlds.LAST_DAY + 1) + worlds.COMMAND, *given)
        things: dict[str, Callable[[], float]] = {
            "`python -c pass`": lambda: peak("-c", "pass"),
            f"`due`, {notes:,} cards": lambda: peak(*ours, "due"),
            "a Textual app of one widget": lambda: _shown(
                b"the one widget", "-c", ONE_WIDGET, python=kept.python_of("textual")
            ),
            f"the app, {notes:,} cards": lambda: _shown(b"Chapter 0", *ours),
            f"`study`, {notes:,} cards": lambda: _shown(b"Enter|Space|choose", *ours, "study"),
            f"the browser, {notes:,} cards": lambda: _shown(b"Chapter 0", *ours, opened=[(b"b", b"What was")]),
            f"the statistics, {notes:,} cards": lambda: _shown(b"Chapter 0", *ours, opened=[(b"s", b"Learned")]),
        }
        series = list(in_turn(things, rounds, "MB").values())
    _, due, widget, *screens = series
    rows = [Row("peak memory: `due`, in MB", due, None, 24)]
    rows += [Row(f"peak memory: {each.name}", each, widget, 1.5, why=WHY) for each in screens]
    return Theme("Memory", rows, series)


def _shown(
    marker: bytes, *arguments: str, python: str = sys.executable, opened: Sequence[tuple[bytes, bytes]] = ()
) -> float:
    """Return the peak until the marker is painted, and what a key opens there until its own marker is."""
    with Terminal(*arguments, python=python) as app:
        app.until(marker)
        app.quiet(_QUIET)
        for key, then in opened:
            app.keys(key)
            app.until(then)
            app.quiet(_QUIET)
        return app.end()
