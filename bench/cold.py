"""From decks never read, or of which one has changed, to a question; beside Anki's import of the same cards."""

from __future__ import annotations

import glob
import os
import shutil
from typing import TYPE_CHECKING

from bench import kept
from bench.measure import Row, Theme, fresh_folder, in_turn, told_by

if TYPE_CHECKING:
    from collections.abc import Callable

WHY = """
Anki takes two fields of a line into a note, in Rust: 11 µs a note, by the processor. Here a note takes 42 µs. It is
TOML that is parsed (3.8), cleaned (2.7) and read into a note (9), of which questions are made (4) and what is
recognised as an answer elsewhere (6, mostly folding); it is kept as JSON (3), with what is searched in (2.5); and
SQLite takes 8. It was 96: lures are graded when mistakes are counted (31), plain notes are read at once (7), rows are
made of what is asked alone (3), values are cleaned in place (3), and an empty index gets its indexes once it is filled
(1). Parsing, JSON and SQLite alone take 15, so that twice Anki's time would leave 7 for all that makes decks of
TOML, where no one thing takes more than 6 now. A reader in a compiled language would do it, at the price of a build for
each platform.
More than some 20,000 notes are read by up to four processes. What these cannot share takes 12 µs a note, as long as
Anki's whole import; starting them and handing over take a fifth more of the processor in all. So with four idle cores
it comes to that 12, with two to some 32, and on cores that others use too nothing is saved.
It happens once: afterwards only changed files are read (see one note edited)."""
_MOST = {100_000: 1.5}
"""The goal in times of Anki's import, where it is not twice that."""


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    sizes = (1000, 10_000) if quick else (10_000, 100_000)
    anki, most = kept.python_of("anki"), sizes[-1]
    with fresh_folder() as folder:
        decks = f"{folder}/decks"
        shutil.copytree(kept.decks(most), decks)
        shutil.copytree(kept.anki_with_csv(most), f"{folder}/anki")
        told_by("-m", "bench.child", "opened", f"{folder}/data", decks)
        things: dict[str, Callable[[], dict[str, float]]] = {}
        for size in sizes:
            things[f"{size:,} notes, text to question"] = lambda size=size: _cold(folder, size)  # type: ignore[misc]
            things[f"{size:,} cards, Anki's CSV import"] = lambda size=size: _imported(folder, size)  # type: ignore[misc]
        things[f"one note edited in {most:,}, to question"] = lambda: _edited(f"{folder}/data", decks)
        things[f"{most:,} cards, Anki's CSV import again"] = lambda: told_by(
            kept.ANKI, "csv", f"{folder}/anki", kept.as_csv(most), python=anki
        )
        series = list(in_turn(things, rounds).values())
        rows = [
            Row(
                f"decks from cold, text to studied: {size:,}",
                own,
                base,
                _MOST.get(size, 2.0),
                why=WHY,
                profiled=("opened", kept.decks(size)),
            )
            for size, own, base in zip(sizes, series[0:4:2], series[1:4:2], strict=True)
        ]
        rows.append(Row(f"one note edited in {most:,}", series[4], series[5], 0.25))
    return Theme("Decks", rows, series)


def _cold(folder: str, size: int) -> dict[str, float]:
    shutil.rmtree(f"{folder}/cold", ignore_errors=True)
    return told_by("-m", "bench.child", "opened", f"{folder}/cold", kept.decks(size))


def _imported(folder: str, size: int) -> dict[str, float]:
    shutil.rmtree(f"{folder}/imported", ignore_errors=True)
    return told_by(kept.ANKI, "csv", f"{folder}/imported", kept.as_csv(size), python=kept.python_of("anki"))


def _edited(data: str, decks: str) -> dict[str, float]:
    path = sorted(glob.glob(os.path.join(decks, "*.toml")))[0]
    with open(path, "r+", encoding="utf-8") as file:
        text = file.read().replace('question = "', 'question = "So ', 1)
        file.seek(0)
        file.write(text)
    return told_by("-m", "bench.child", "opened", data, decks)
