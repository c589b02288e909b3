"""What is measured of Anki, in Anki's own environment: `python anki_side.py WHAT …` prints seconds by name as JSON."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
import time
from typing import TYPE_CHECKING

import anki.collection  # noqa: F401  anki.cards cannot be imported first
from anki.cards import Card
from anki.collection import Collection, ImportCsvRequest
from anki.scheduler.v3 import CardAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DAY_MS = 86_400_000
_FILE = "collection.anki2"


def csv(folder: str, path: str) -> dict[str, float]:
    """Take a CSV file into a new collection, or again into one that has it."""
    os.makedirs(folder, exist_ok=True)
    collection = Collection(os.path.join(folder, _FILE))
    began = time.perf_counter()
    metadata = collection.get_csv_metadata(path=path, delimiter=None)
    collection.import_csv(ImportCsvRequest(path=path, metadata=metadata))
    took = time.perf_counter() - began
    collection.close()
    return {"": took}


def first_card(folder: str) -> dict[str, float]:
    """Open a collection and ask for the card to be shown first."""
    began = time.perf_counter()
    collection = Collection(os.path.join(folder, _FILE))
    assert collection.sched.get_queued_cards(fetch_limit=1).cards
    return {"": time.perf_counter() - began}


def answer(folder: str, number: str) -> dict[str, float]:
    """Answer so many cards. Returns the seconds of the middle one, what one in a hundred exceeds, and with the next.

    What an answer would lead to is worked out with the card before, not within the answer.
    """
    collection = Collection(os.path.join(folder, _FILE))
    saved, whole = [], []
    queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
    for place in range(int(number)):
        card = Card(collection)
        card._load_from_backend_card(queued.card)
        card.start_timer()
        rating = CardAnswer.AGAIN if place % 10 == 0 else CardAnswer.GOOD
        given = collection.sched.build_answer(card=card, states=queued.states, rating=rating)
        began = time.perf_counter()
        collection.sched.answer_card(given)
        saved.append(time.perf_counter() - began)
        queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        whole.append(time.perf_counter() - began)
    collection.close()
    return {
        ", p50": sorted(saved)[len(saved) // 2],
        ", p99": sorted(saved)[len(saved) * 99 // 100],
        " and its next card, p50": sorted(whole)[len(whole) // 2],
    }


def graphs(folder: str, days: str) -> dict[str, float]:
    """Collect what Anki's statistics screen shows of so many days (0: of all)."""
    collection = Collection(os.path.join(folder, _FILE))
    began = time.perf_counter()
    collection._backend.graphs(search="deck:*", days=int(days))
    took = time.perf_counter() - began
    collection.close()
    return {"": took}


def fill(folder: str, cards: str, reviews: str) -> dict[str, float]:
    """Make a collection with so many cards in review, and so many reviews over 1,300 days."""
    os.makedirs(folder)
    path = os.path.join(folder, _FILE)
    collection = Collection(path)
    collection.set_config("fsrs", True)
    kind = collection.models.by_name("Basic")
    assert kind
    decks = [collection.decks.id(f"All::deck{number:03}") for number in range(100)]
    collection.decks.set_current(collection.decks.id("All"))
    options = collection.decks.config_dict_for_deck_id(decks[0])
    options["rev"]["perDay"] = 9999
    collection.decks.save(options)
    collection.close()
    db = sqlite3.connect(path)
    db.create_collation("unicase", lambda one, other: (one.lower() > other.lower()) - (one.lower() < other.lower()))
    now, chance = int(time.time() * 1000), random.Random(1)
    notes = [(now - 1300 * _DAY_MS + number, kind["id"], now // 1000, number) for number in range(int(cards))]
    db.executemany(
        "INSERT INTO notes SELECT ?1, 'g' || ?4, ?2, ?3, -1, '',"
        " 'Question ' || ?4 || '?' || char(31) || 'Answer ' || ?4, 'Question ' || ?4 || '?', 0, 0, ''",
        notes,
    )
    each = int(reviews) // int(cards)
    db.executemany(f"INSERT INTO cards VALUES ({', '.join('?' * 18)})", _cards(notes, decks, each, chance))
    db.executemany(f"INSERT INTO revlog VALUES ({', '.join('?' * 9)})", _reviews(notes, now, int(reviews), chance))
    db.commit()
    db.close()
    return {}


def _cards(
    notes: list[tuple[int, int, int, int]], decks: list[int], reviews: int, chance: random.Random
) -> Iterator[tuple[object, ...]]:
    for note, _, changed, number in notes:
        stability, difficulty = chance.uniform(1, 400), chance.uniform(1, 10)
        memory = json.dumps({"s": round(stability, 4), "d": round(difficulty, 3), "dr": 0.9})
        due, lapses, interval = chance.randrange(-20, 400), chance.randrange(10), max(1, int(stability))
        yield (
            *(note, note, decks[number % len(decks)], 0, changed, -1, 2, 2),
            *(due, interval, 2500, reviews, lapses, 0, 0, 0, 0, memory),
        )


def _reviews(
    notes: list[tuple[int, int, int, int]], now: int, reviews: int, chance: random.Random
) -> Iterator[tuple[object, ...]]:
    first = now - 1300 * _DAY_MS
    for number, moment in enumerate(sorted(chance.sample(range(first, now), reviews))):
        ease, kind = chance.choice((1, 3, 3, 3, 3, 3, 2, 4)), chance.choice((0, 1, 1, 1, 2))
        intervals, took = (chance.randrange(1, 100), chance.randrange(1, 60)), chance.randrange(1500, 20_000)
        yield (moment, first + number % len(notes), -1, ease, *intervals, 2500, took, kind)


if __name__ == "__main__":
    commands: dict[str, Callable[..., dict[str, float]]] = {
        "csv": csv,
        "first-card": first_card,
        "answer": answer,
        "graphs": graphs,
        "fill": fill,
    }
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
