"""Random keys and pastes over all screens: fifty thousand with RANDOM_KEYS=10 in the environment, else ten thousand."""

import os
import random
import shutil

import pytest

from screens import quiet
from screens.random_keys import RandomKeys, press_at_random
from screens.stage import DECKS, Clock, open_for


@pytest.mark.parametrize("seed", range(int(os.environ.get("RANDOM_KEYS", "2"))))
def test_random_keys_and_pastes_harm_nothing(tmp_path, monkeypatch, seed):
    """No deck changes, nothing is rated unseen, nothing breaks, and Esc leads home."""
    decks, clock = tmp_path / "decks", Clock()
    shutil.copytree(DECKS, decks)
    quiet.listen(monkeypatch)
    keys = RandomKeys(random.Random(seed).randrange(1 << 30), monkeypatch)
    workspace = open_for(tmp_path / "data", decks, clock)
    quiet.run(press_at_random(keys, workspace, clock, decks, 5_000))
    assert keys.rated > 5
