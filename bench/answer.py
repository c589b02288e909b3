"""An answer made durable and an undo, beside the least that the disk takes to keep 4 KB, and Anki's answer."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench import kept
from bench.measure import Row, Theme, fresh_folder, in_turn, told_by

if TYPE_CHECKING:
    from collections.abc import Callable

NOTES, REVIEWS = 10_000, 100_000
_ANSWERS = "200"
WHY = """
Half of it is the transaction: an answer changes about 10 pages (the log and its indexes, the memory and its
indexes, the day's counts), each written with a checksum before the wait for the disk; the rest is Python: what each
rating would lead to by FSRS, spread over the lightest days. This disk keeps 4 KB in 0.1 ms, so that any work at all
is several times that; where `fdatasync` takes half a millisecond or more, the same answer is within the promise."""
WHY_ANKI = """
Anki's answer is one call into Rust, with a queue in memory, and what the ratings lead to was worked out along with
the card before; of ours a third is that, by FSRS in Python for all four ratings. Two indexes fewer on `memory`
(version 4 of the file) saved an eighth. What is left is the transaction with its pages and sixteen statements, of some
20 µs each with Python's part. Less would take what the ratings lead to out of the answer, where the app has it: it
shows it with the verdict, and saves what it showed."""
WHY_UNDO = """
An undo works out the card's memory anew from its whole log (ten reviews here), which leaves the very bytes that
were there before the answer. Keeping the memory before each answer would spare that, and be a second truth beside
the log."""
_FSRS = """
import json, time
from datetime import UTC, datetime, timedelta
from fsrs import Card, Rating, Scheduler
scheduler, card, now = Scheduler(enable_fuzzing=False), Card(), datetime(2026, 1, 1, tzinfo=UTC)
began = time.perf_counter()
for day in range(1000):
    card, _ = scheduler.review_card(card, Rating.Good if day % 10 else Rating.Again, now + timedelta(days=day))
print(json.dumps({"": (time.perf_counter() - began) / 1000}))
"""


def theme(rounds: int, *, quick: bool) -> Theme:
    """Measure it."""
    with fresh_folder() as folder:

        def ours() -> dict[str, float]:
            shutil.rmtree(f"{folder}/data", ignore_errors=True)
            shutil.copytree(kept.profile(NOTES, REVIEWS), f"{folder}/data")
            return told_by("-m", "bench.child", "answer", f"{folder}/data", kept.decks(NOTES), _ANSWERS)

        def anki() -> dict[str, float]:
            shutil.rmtree(f"{folder}/anki", ignore_errors=True)
            shutil.copytree(kept.anki_with_reviews(NOTES, REVIEWS), f"{folder}/anki")
            return told_by(kept.ANKI, "answer", f"{folder}/anki", _ANSWERS, python=kept.python_of("anki"))

        things: dict[str, Callable[[], dict[str, float]]] = {
            "4 KB appended, fdatasync": lambda: told_by("-m", "bench.child", "fdatasync", folder, _ANSWERS),
            "": ours,
            "Anki's `answer_card`": anki,
            "`fsrs` alone: one review, nothing saved": lambda: told_by("-c", _FSRS, python=kept.python_of("fsrs")),
        }
        series = list(in_turn(things, rounds).values())
    page, _, saved, slow, answered, undone, anki_saved, anki_slow, _, _ = series
    rows = (
        Row("an answer, durable, p50 against `fdatasync` of 4 KB", saved, page, 4.0, why=WHY),
        Row("an answer, durable, p50 against Anki's", saved, anki_saved, 1.0, why=WHY_ANKI),
        Row("an answer, durable, p99 against Anki's", slow, anki_slow, 1.5),
        Row("undo against our own answer", undone, answered, 1.0, why=WHY_UNDO),
    )
    return Theme(f"Answers, on a profile with {REVIEWS:,} reviews", rows, series)
