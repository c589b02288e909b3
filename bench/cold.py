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
Anki takes two fields of a line into a note, in Rust. Here each note is TOML that is parsed (3.5 µs), cleaned (5),
built with each key checked (15), made into questions (7) and into what is recognised as an answer elsewhere (7),
kept as JSON (6) and put into SQLite (9, of which 6 without any index): no one line stands out in the profile. A third
of the decks has two lures a note, which are graded, as one that is right is a mistake: 150 µs for each that is not told
apart by a number or by its first letters, 45 a note. A tenth to a fifth was saved by looking for no garbage meanwhile,
a quarter by grading fewer lures, folding at once what has no signs, and reading only what is there. Twice Anki's time
would take a second reader beside the one that checks, which knows plain cards alone, and lures that are graded later,
when someone looks at the list of decks. Reading in
several processes was tried: at 10,000 notes it is slower (starting them takes longer than the reading), at 100,000
on two cores that others use too it saved a tenth to a fifth; handing over and SQLite alone take about as long as
Anki's whole import. It would also need a start that is safe beside the app's threads, and a care for Ctrl+C in
each. A reader in a compiled language would do it, at the price of a build for each platform. It happens once:
afterwards only changed files are read (see one note edited)."""


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
                1.0,
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
