"""Anki's packages with a byte, a page or a cell changed: carried as far as that goes, or refused in words."""

import sqlite3
from collections import Counter
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

import pytest

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.event import from_line, to_line
from aide_memoire.core.ids import id_from_words
from aide_memoire.decks.parser import parse_deck as read_deck
from aide_memoire.exchange.anki.collection import read_collection
from aide_memoire.exchange.anki.package import unpacked
from aide_memoire.exchange.anki.read import decks_of
from aide_memoire.exchange.ids import with_ids
from aide_memoire.exchange.toml import deck_of, deck_text
from aide_memoire.paths import find_paths
from aide_memoire.store import inspect
from aide_memoire.transfer.anki_progress import convert_progress, merge_progress
from aide_memoire.workspace import open_workspace
from hard.mutations import VALUES, mutated
from packages import NOW, Collection, pack

RUNS = 700
LAYOUTS = ("older", "newer")


def package(folder, layout):
    """Return a package of three decks' worth of everything that is carried, and its collection alone."""
    anki = Collection(folder, newer=layout == "newer", decks={1: "Default", 5: "History::Qing"})
    first = anki.note(11, 100, "Which <b>port</b>?<br>(1898)", "Port&amp;Arthur", tags=" qing ", guid="port")
    second = anki.note(12, 200, "Li", "Lobanov", cards=(0, 1))
    third = anki.note(13, 300, "{{c1::Li}} met {{c2::Lobanov::name}}", "in [sound:a.mp3]", cards=(0, 1), deck=1)
    learned = {"ivl": 9, "factor": 2500, "reps": 4, "lapses": 1, "data": {"s": 9.5, "d": 5.0}}
    for place, card in enumerate([*first, *second, *third]):
        anki.change(card, type=place % 4, queue=place % 4 - 1, due=200, **learned)
        for days in (9, 6, 1):
            anki.review(card, NOW - 86_400_000 * days + place, ease=1 + days % 4, ivl=days % 6 or -60, kind=days % 2)
    path = anki.packed(f"{layout}.apkg")
    return path.read_bytes(), anki.path.read_bytes()


@pytest.fixture(scope="module", params=LAYOUTS)
def sample(request, tmp_path_factory):
    """A package and its collection, by its layout."""
    return request.param, *package(tmp_path_factory.mktemp("sample"), request.param)


@pytest.fixture
def workspace(tmp_path):
    """A desk without any deck."""
    decks = tmp_path / "decks"
    decks.mkdir()
    now = datetime(2024, 5, 14, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    one = open_workspace(find_paths(str(tmp_path)), "default", lambda: now, count(1).__next__, [str(decks)])
    one.db.execute("PRAGMA synchronous = OFF")
    yield one
    one.close()


def carried(workspace, path):
    """Carry a package in as `import` does. Returns "carried", or "refused" where it was, in words."""
    try:
        with unpacked(str(path), 2**24) as found:
            decks = decks_of(collection := read_collection(found.path))
    except AideMemoireError as error:
        return "refused" if error.message.isprintable() else "refused, badly"
    ready = [each._replace(imported=with_ids(each.imported, id_from_words)) for each in decks]
    for deck in ready:
        reading = read_deck(deck_text(deck_of(deck.imported, "deck", "Deck", "x.apkg")))
        assert reading.deck.notes == deck.imported.notes
        assert [each for each in reading.problems if each.code != "no-notes"] == []
    progress = convert_progress(workspace, collection, [(f"d{place}", deck) for place, deck in enumerate(ready)])
    for event in progress.reviews.events:
        assert from_line(to_line(event)) == event
    merge_progress(workspace, progress)
    return "carried"


def spoiled_cell(data, path, rng):
    """Write a collection with some cells changed for values that no Anki writes."""
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as db:
        db.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for _ in range(rng.randint(1, 4)):
            table = rng.choice(tables)
            column = rng.choice([row[1] for row in db.execute(f"PRAGMA table_info({table})")])
            cells = [cell for (cell,) in db.execute(f"SELECT {column} FROM {table}")]
            cell = rng.choice(cells or [None])
            value = rng.choice([*VALUES, b"\xff\x08\x96\x01", _like(cell, rng), _like(cell, rng)])
            with suppress(sqlite3.Error, OverflowError, UnicodeEncodeError):
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} IS ?", (value, cell))
        db.commit()
    return path.read_bytes()


def _like(cell, rng):
    """Return nearly what stands in a cell."""
    if isinstance(cell, (str, bytes)) and cell:
        data = mutated([cell.encode() if isinstance(cell, str) else cell], rng.random())
        return data if isinstance(cell, bytes) else data.decode(errors="replace")
    return -cell if isinstance(cell, int) else 1


def spoiled_pages(data, rng):
    """Return a collection with some bytes changed, of those that hold anything."""
    spoiled = bytearray(data)
    used = [place for place, byte in enumerate(data) if byte]
    for place in rng.sample(used, rng.randint(1, 12)):
        spoiled[place] = rng.randrange(256)
    return bytes(spoiled)


def members(layout, collection):
    """Return what a package holds, with this collection; the newer layout takes it unpacked too."""
    return {"collection.anki21" if layout == "newer" else "collection.anki2": collection, "media": b"{}"}


def test_the_bytes_of_a_package(tmp_path, workspace, sample):
    """A zip that is cut, flipped or longer."""
    path, found = tmp_path / "x.apkg", Counter()
    for seed in range(RUNS):
        path.write_bytes(mutated([sample[1]], seed))
        found[carried(workspace, path)] += 1
    assert found["carried"] > 9
    assert found["refused"] > 9
    assert found["refused, badly"] == 0
    assert inspect.differing_projections(workspace.db) == []


def test_the_pages_of_a_collection(tmp_path, workspace, sample):
    """SQLite's pages, cells and records, damaged anywhere."""
    layout, _, collection = sample
    found = Counter()
    for seed in range(RUNS):
        path = pack(tmp_path / "x.apkg", members(layout, spoiled_pages(collection, Random(seed))))
        found[carried(workspace, path)] += 1
    assert found["carried"] > 9
    assert found["refused"] > 9
    assert found["refused, badly"] == 0
    assert inspect.differing_projections(workspace.db) == []


def test_the_cells_of_a_collection(tmp_path, workspace, sample):
    """A whole collection with values that Anki never writes."""
    layout, _, collection = sample
    found = Counter()
    for seed in range(RUNS):
        path = pack(tmp_path / "x.apkg", members(layout, spoiled_cell(collection, tmp_path / "c.anki2", Random(seed))))
        found[carried(workspace, path)] += 1
    assert found["carried"] > 9
    assert inspect.differing_projections(workspace.db) == []
