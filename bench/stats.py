"""What the statistics cost with 100,000 cards and 1,000,000 reviews: each query, all of them, and the first picture.

The profile is filled through the derived tables, as its log would have left them; the statistics read no others.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

from aide_memoire.cli.main import local_now, random_bits
from aide_memoire.opening import open_desk
from aide_memoire.overview import overview
from aide_memoire.paths import find_paths
from aide_memoire.statistics import COMING, LATELY, YEAR, statistics
from aide_memoire.store import counts
from aide_memoire.ui.app import AideMemoireApp
from bench.measure import fresh_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    """Yield the daily counts of the decks: a million reviews in all, ten a day each over four rows."""
    most = max(round(2 * REVIEWS / (decks * days * len(_CLASSES))) - 1, 1)
    for deck in range(decks):
        for day in range(today - days + 1, today + 1):
            for was in _CLASSES:
                reviews = chance.randint(1, most)
                again = sum(chance.random() < 0.1 for _ in range(reviews))
                yield f"d{deck:03}", day, was, reviews, again, 0, reviews - again, 0, reviews * 8000


def main() -> None:
    """Print the CPU time of each query, of all together, and of the screen's first picture."""
    parser = argparse.ArgumentParser(description="what the statistics cost")
    parser.add_argument("--decks", type=int, default=DECKS, metavar="N", help="of 1,000 cards each")
    parser.add_argument("--days", type=int, default=DAYS, metavar="N", help="of study")
    options = parser.parse_args()
    with fresh_folder() as folder:
        desk = make(folder, options.decks, options.days)
        sizes = [desk.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("memory", "tally")]
        reviews = desk.db.execute("SELECT sum(again + hard + good + easy) FROM tally WHERE deck = ''").fetchone()[0]
        print(
            f"{options.decks * CARDS:,} cards, {sizes[0]:,} with a memory; {reviews:,} reviews, {sizes[1]:,} counts\n"
        )
        print("| | CPU ms, best of 7 | first |\n|---|--:|--:|")
        for name, query in _queries(desk).items():
            print(f"| {name} | {' | '.join(f'{figure:.1f}' for figure in _cpu(query))} |")
        print(f"| the screen, from the key to its first picture | {asyncio.run(_painted(desk)):.0f} | |")
        desk.close()


def _queries(desk: Desk) -> dict[str, Callable[[], object]]:
    db, day = desk.db, desk.today()
    scope = counts.studied(db)
    return {
        "`statistics`, all that the screen shows": lambda: statistics(desk),
        "`statistics` of one deck": lambda: statistics(desk, "d001"),
        "cards that have left their decks": lambda: counts.studied(db),
        "states and the chance of recall, by deck": lambda: counts.standing(db, day, scope),
        "days": lambda: counts.days(db),
        "reviews of a year": lambda: counts.reviews(db, day - YEAR),
        "the last days, by deck": lambda: counts.by_deck(db, day - LATELY),
        "coming": lambda: counts.coming(db, day, COMING, scope),
        "leeches": lambda: counts.leeches(db, 8, scope),
        "hardest": lambda: counts.hardest(db, 10, scope),
        "`overview`, all that Home shows": lambda: overview(desk),
    }


def _cpu(query: Callable[[], object]) -> tuple[float, float]:
    """Return the CPU milliseconds of the quickest of seven calls, and of the first."""
    times = []
    for _ in range(7):
        began = time.process_time()
        query()
        times.append((time.process_time() - began) * 1000)
    return min(times), times[0]


async def _painted(desk: Desk) -> float:
    """Return the milliseconds from the key on Home until the statistics stand on the screen."""
    app = AideMemoireApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        began = time.perf_counter()
        app.show_stats()
        while "Retention" not in "".join(strip.text for strip in app.screen._compositor.render_strips()):
            await asyncio.sleep(0)
        return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
