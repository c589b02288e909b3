"""The statistics of many reviews, collected and painted, beside what Anki's statistics screen collects."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench import kept, worlds
from bench.measure import Row, Terminal, Theme, fresh_folder, in_turn, told_by

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WHY = """
It grows with the cards, not the reviews. Of 120 ms of processor time with 100,000 cards, 18 sum the chance of recall
of each card by deck, 18 count which questions are new or solid, 10 look for cards that have left their decks, 16 for
decks of which a card is still new, 25 read what the reviews of thirty days were to reach (once within each event), 20
count what is due now and later, 10 find the hardest. Anki's graphs know neither decks nor questions. Half of that would
go if what was to be reached were a column of the daily counts, and if standing and order of all cards were kept in an
index of their own: a new version of the file, and more pages for each answer. The recall is another one every day, so
that no sum of it can be kept."""
WHY_PAINTED = """
Collecting is most of it (see there); the screen, made, styled and laid out by Textual, adds some 40 ms."""


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    notes, reviews = (10_000, 100_000) if quick else (100_000, 1_000_000)
    anki, clock = kept.python_of("anki"), worlds.on_the_morning_of(worlds.LAST_DAY + 1)
    with fresh_folder() as folder:
        shutil.copytree(kept.profile(notes, reviews), f"{folder}/data")
        shutil.copytree(kept.anki_with_reviews(notes, reviews), f"{folder}/anki")
        things: dict[str, Callable[[], float | Mapping[str, float]]] = {
            "`statistics`, all that the screen shows": lambda: told_by(
                "-c", clock + worlds.CHILD, "stats", f"{folder}/data", kept.decks(notes)
            ),
            "the screen, from its key to its picture": lambda: _painted(clock, f"{folder}/data", kept.decks(notes)),
            "Anki's graphs, a year": lambda: told_by(kept.ANKI, "graphs", f"{folder}/anki", "365", python=anki),
            "Anki's graphs, all": lambda: told_by(kept.ANKI, "graphs", f"{folder}/anki", "0", python=anki),
        }
        series = list(in_turn(things, rounds).values())
    data, painted, year, whole = series
    what = f"stats over {reviews:,} reviews"
    profiled = (("stats", kept.decks(notes)), kept.profile(notes, reviews))
    rows = [
        Row(f"{what}: {ours}, against Anki's graphs of {theirs}", own, base, most, 0.0, why, *profiled)
        for ours, own, most, why in (("data", data, 0.10, WHY), ("painted", painted, 0.25, WHY_PAINTED))
        for theirs, base in (("all of them", whole), ("a year", year))
    ]
    return Theme("Statistics", rows, series)


def _painted(clock: str, data: str, decks: str) -> float:
    with Terminal("-c", clock + worlds.COMMAND, "--data-dir", data, "--decks", decks) as app:
        app.until(b"Chapter 0")
        app.quiet(0.5)
        app.keys(b"s")
        return app.until(b"Learned")[0]
