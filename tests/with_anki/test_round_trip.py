"""From Anki to here and back, with Anki itself at both ends: nothing that was learned is lost or changed."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from with_anki.environment import IS_REQUIRED, Missing, anki_python

HERE = Path(__file__).parent
CARDS, REVIEWS = (int(number) for number in os.environ.get("AIDE_MEMOIRE_ANKI_SIZE", "100 1000").split())
ROUNDED = 1e-4  # stability, in days, as Anki keeps it; in its 32 bits, large ones are coarser
LEARNING, REVIEW, RELEARNING = 1, 2, 3
SUSPENDED, BURIED, OVER_DAYS = -1, -3, 3


@pytest.fixture(scope="module")
def anki():
    """Run Anki in its own environment; return what it prints."""
    try:
        python = anki_python()
    except Missing as missing:
        if IS_REQUIRED:
            raise
        pytest.skip(str(missing))
    return lambda *arguments: run([python, str(HERE / "in_anki.py"), *arguments])


def run(command, **more):
    """Run a program in a zone with summer time; return its stdout."""
    environment = {**os.environ, "TZ": "America/New_York"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=environment, **more)
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(anki, tmp_path_factory):
    """A collection that Anki made: its folder, and what Anki says of each card."""
    folder = tmp_path_factory.mktemp("anki")
    return folder, json.loads(anki("make", str(folder), str(CARDS), str(REVIEWS)))["cards"]


@pytest.fixture(scope="module", params=["legacy", "latest"])
def back(request, anki, source, tmp_path_factory):
    """What a fresh Anki says of each card, after the package of a layout came here and went back."""
    folder, here = source[0], tmp_path_factory.mktemp("here")
    ours = [sys.executable, "-m", "aide_memoire", "--data-dir", str(here / "data"), "--decks", "."]
    run([*ours, "import", str(folder / f"{request.param}.apkg")], cwd=here)
    run([*ours, "export", "--format", "apkg", "-o", "back.apkg"], cwd=here)
    told = json.loads(anki("facts", str(here / "fresh.anki2"), str(here / "back.apkg")))
    assert told["whole"], told["said"]
    return told["cards"]


def test_the_collection_is_worth_the_test(source):
    """There are cards of every state, and reviews of every kind."""
    cards = source[1].values()
    types = Counter(card["columns"][0] for card in cards)
    queues = Counter(card["columns"][1] for card in cards)
    assert len(cards) >= CARDS
    assert sum(len(card["log"]) for card in cards) >= REVIEWS
    assert min(types[each] for each in (LEARNING, REVIEW, RELEARNING)) > 0
    assert min(queues[each] for each in (SUSPENDED, BURIED, OVER_DAYS)) > 0
    assert {row[-1] for card in cards for row in card["log"]} >= {0, 1, 2, 4}


def test_every_card_comes_back(source, back):
    """Under its own guid and ordinal, in its deck, with its tags."""
    theirs, ours = ({key: (card["deck"], card["tags"]) for key, card in cards.items()} for cards in (source[1], back))
    assert ours == theirs


def test_every_review_comes_back(source, back):
    """Its moment, rating, intervals, factor, time and type are equal."""
    for key, card in source[1].items():
        assert (key, back[key]["log"]) == (key, card["log"])


def test_every_card_is_scheduled_as_before(source, back):
    """Its state, interval, ease, counts and steps, and the day or moment at which it is due."""
    for key, card in source[1].items():
        wanted = [card[each] for each in ("columns", "due", "interval", "retention", "last")]
        assert (key, [back[key][each] for each in ("columns", "due", "interval", "retention", "last")]) == (key, wanted)


def test_every_memory_is_as_strong_as_before(source, back):
    """Stability and difficulty, as exactly as Anki keeps them."""
    for key, card in source[1].items():
        wanted = card["memory"] and pytest.approx(card["memory"], abs=ROUNDED, rel=2e-7)
        assert (key, back[key]["memory"]) == (key, wanted)
