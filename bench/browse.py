"""The card browser with ten times as many cards: from a key until the picture stands."""

from __future__ import annotations

import shutil

from bench import kept
from bench.measure import Row, Terminal, Theme, fresh_folder, in_turn

_QUIET = 0.3  # seconds without output: the screen is done; a cursor blinks every 0.5
_OPEN, _PAGE_DOWN, _TO_SEARCH, _SEARCH, _LETTER = b"b", b"\x1b[6~", b"/", b"thing 77", b"7"

WHY = """
Words are looked for anywhere within the text of every card, as an index of whole words would not find part of one: that
grows with the cards, beside what stays the same: the 60 ms for which hands rest, and the picture."""


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    sizes = (1000, 10_000) if quick else (10_000, 100_000)
    with fresh_folder() as folder:
        for size in sizes:
            shutil.copytree(kept.profile(size, 10 * size), f"{folder}/{size}")
        things = {f"{size:,} cards": lambda size=size: _browsed(f"{folder}/{size}", kept.decks(size)) for size in sizes}
        found = in_turn(things, rounds)
    few, many = (f"{size:,} cards" for size in sizes)
    rows = [
        Row(f"browser: {what} at {many} against {few}", found[f"{many}, {what}"], found[f"{few}, {what}"], 2.0, why=WHY)
        for what in ("opens", "scrolls a page", "finds with one letter more")
    ]
    return Theme("Browser", rows, list(found.values()))


def _browsed(data: str, decks: str) -> dict[str, float]:
    with Terminal("-m", "aide_memoire", "--data-dir", data, "--decks", decks) as app:
        app.until(b"Chapter 0")
        app.quiet(0.6)
        app.keys(_OPEN)
        opens = app.settled(_QUIET)
        app.keys(_PAGE_DOWN)
        scrolls = app.settled(_QUIET)
        app.keys(_TO_SEARCH)
        app.settled(_QUIET)
        app.keys(_SEARCH)
        app.settled(_QUIET)
        app.keys(_LETTER)
        return {", opens": opens, ", scrolls a page": scrolls, ", finds with one letter more": app.settled(_QUIET)}
