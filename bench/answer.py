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
Of an answer's work without the disk, a quarter of a millisecond on a quiet machine, the commit takes a quarter: 13
pages (the event and its card's index, the outbox, the memory and three indexes at five places, the day's counts at
two, and what pages that were full share with others), of 3–4 µs each, and some 5 µs more of the wait for the disk.
The other SQL takes a quarter, Python the rest. This disk keeps 4 KB in 0.1 ms, so that any work at all is a multiple of
that; where `fdatasync` takes a quarter of a millisecond or more, the same answer is within the promise."""
WHY_ANKI = """
Where each rating leads is worked out before, with the verdict that shows it, as Anki does with the card. What is left
is the transaction: 13 pages to Anki's 10, and fourteen statements of 1–17 µs, with Python's part. Less would take a
table of what was answered today for the index of last days (two pages), the one projection that would go by the clock;
or a checkpoint after each 150 pages, so that SQLite's log is written over instead of growing: a tenth less for the
middle answer, and a longer wait for each twelfth, which this program leaves to its end (`store/connection.py`)."""
WHY_UNDO = """
An undo works out the card's memory anew from its whole log (ten reviews here: half of what it takes besides putting the
question again), which leaves the very bytes that were there before the answer. Keeping the memory before each answer
would spare that, and be a second truth beside the log. The package takes 10 µs for a review of which its formulas are a
third: with those in `core/scheduler.py`, held to the package's very bits by a test, a replay would take half."""
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
    page, _, saved, slow, _, answered, undone, anki_saved, anki_slow, _, _ = series
    profiled = (("answer", kept.decks(NOTES), _ANSWERS), kept.profile(NOTES, REVIEWS))
    rows = [
        Row(what, own, base, most, 0.0, why, *profiled)
        for what, own, base, most, why in (
            ("an answer, durable, p50 against `fdatasync` of 4 KB", saved, page, 4.0, WHY),
            ("an answer, durable, p50 against Anki's", saved, anki_saved, 2.0, WHY_ANKI),
            ("an answer, durable, p99 against Anki's", slow, anki_slow, 1.0, WHY_ANKI),
            ("undo against our own answer", undone, answered, 1.0, WHY_UNDO),
        )
    ]
    return Theme(f"Answers, on a profile with {REVIEWS:,} reviews", rows, series)
