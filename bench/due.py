"""`due` with unchanged decks, as a shell prompt runs it, beside Python doing nothing, and Anki up to its first card."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench import kept
from bench.measure import Row, Theme, fresh_folder, in_turn, to_exit

if TYPE_CHECKING:
    from collections.abc import Callable

WHY = """
A third is Python's own start, a sixth what the standard library needs for `typing`, dates and SQLite, a tenth the
reading of files and of the queue; the rest are some thirty modules of ours, of which none takes a millisecond."""


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    notes, reviews = (10_000, 100_000) if quick else (100_000, 1_000_000)
    anki = kept.python_of("anki")
    with fresh_folder() as folder:
        shutil.copytree(kept.profile(1000), f"{folder}/few")
        shutil.copytree(kept.profile(notes), f"{folder}/many")
        shutil.copytree(kept.anki_with_reviews(notes, reviews), f"{folder}/anki")

        in_folders = {f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("DATA", "CONFIG", "CACHE")}

        def due(name: str, number: int) -> float:
            given = ("--data-dir", f"{folder}/{name}", "--decks", kept.decks(number))
            return to_exit("-m", "aide_memoire", "due", *given)

        things: dict[str, Callable[[], float]] = {
            "`python -c pass`": lambda: to_exit("-c", "pass"),
            "`due`, the shipped decks": lambda: to_exit("-m", "aide_memoire", "due", **in_folders),
            "`due`, 1,000 cards": lambda: due("few", 1000),
            f"`due`, {notes:,} cards": lambda: due("many", notes),
            f"Anki to its first card, {notes:,} cards": lambda: to_exit(
                kept.ANKI, "first-card", f"{folder}/anki", python=anki
            ),
        }
        series = list(in_turn(things, 2 * rounds + 1).values())
    nothing, shipped, few, many, first_card = series
    rows = (
        Row("`due`, decks unchanged", shipped, nothing, 3.0, why=WHY),
        Row(f"`due` at {notes:,} cards against 1,000", many, few, 1.15, 0.85),
        Row(f"`due` at {notes:,} cards against Anki to its first card", many, first_card, 0.25),
    )
    return Theme("`due`", rows, series)
