"""What the statistics cost with 100,000 cards and 1,000,000 reviews: each query, all of them, and the first picture.

The profile is filled through the derived tables, as its log would have left them; the statistics read no others.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.opening import open_desk
from aide_memoire.paths import find_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.opening import Desk

DECKS, CARDS, DAYS, REVIEWS = 100, 1000, 1000, 1_000_000
_CLASSES = ("new", "learning", "young", "mature")
_MEMORY = "INSERT INTO memory VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CARD = "INSERT INTO lib.card VALUES (NULL, ?, ?, ?, ?, ?, 0, '', 'card', ?, 'x', '', '')"


def make(folder: str, decks: int, days: int) -> Desk:
    """Return a desk with so many decks of 1,000 cards, studied for so many days."""
    place = Path(folder) / "decks"
    place.mkdir()
    for deck in range(decks):
        (place / f"d{deck:03}.toml").write_text(f'[deck]\nid = "d{deck:03}"\ntitle = "Deck {deck}"\n')
    desk = open_desk(find_paths(f"{folder}/data"), "default", local_now, random_bits, [str(place)])
    chance, today = random.Random(7), desk.today()
    desk.db.execute("BEGIN")
    for file, deck in desk.db.execute("SELECT id, deck FROM lib.file").fetchall():
        cards = [(file, f"{deck}/{n}", f"{deck}/{n}", f"{deck}/{n}", n, f"Question {n}?") for n in range(CARDS)]
        desk.db.executemany(_CARD, cards)
        desk.db.executemany(_MEMORY, _memories(deck, today, days, chance))
    desk.db.execute("UPDATE lib.file SET cards = ?, notes = ?", (CARDS, CARDS))
    desk.db.executemany("INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _tally(decks, today, days, chance))
    desk.db.execute(
        "INSERT INTO tally SELECT '', day, was, sum(questions), sum(again), sum(hard), sum(good), sum(easy), sum(took)"
        " FROM tally GROUP BY day, was"
    )
    desk.db.executemany("INSERT INTO hold VALUES (?, 1, 0)", ((f"d000/{n}",) for n in range(10)))
    desk.db.execute("COMMIT")
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return desk


def _memories(deck: str, today: int, days: int, chance: random.Random) -> Iterator[tuple[object, ...]]:
    for number in range(CARDS - CARDS // 10):  # one in ten is new
        stability = chance.lognormvariate(3.5, 1.2)
        last = today - chance.randint(0, min(round(stability), days))
        state = "learning" if chance.random() < 0.01 else "review"
        due = last + max(round(stability), 1)
        name = f"{deck}/{number}"
        lapses = min(int(chance.expovariate(0.8)), 12)
        step = (0, today, 0) if state == "learning" else (None, due, None)
        yield (
            name, name, deck, state, step[0], stability, chance.uniform(1, 10), last, step[1], step[2],
            today - days, 10, lapses,
        )  # fmt: skip


def _tally(decks: int, today: int, days: int, chance: random.Random) -> Iterator[tuple[object, ...]]:
    """Yield the daily counts of the decks: ten reviews a day each, over four rows."""
    each = max(round(REVIEWS / (decks * days * len(_CLASSES))), 1)
    for deck in range(decks):
        for day in range(today - days + 1, today + 1):
            for was in _CLASSES:
                reviews = chance.randint(1, 2 * each - 1)
                again = sum(chance.random() < 0.1 for _ in range(reviews))
                yield f"d{deck:03}", day, was, reviews, again, 0, reviews - again, 0, reviews * 8000
