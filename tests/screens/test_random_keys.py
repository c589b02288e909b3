"""Keys pressed at random harm nothing. `tests/hard/test_random_keys.py` goes on for longer."""

import shutil

from screens.random_keys import RandomKeys, press_at_random
from screens.stage import DECKS


async def test_random_keys_and_pastes_harm_nothing(desks, tmp_path, clock, monkeypatch):
    """No deck changes, nothing is rated unseen, nothing breaks, and Esc leads home."""
    decks = tmp_path / "decks"
    shutil.copytree(DECKS, decks)
    keys = RandomKeys(1, monkeypatch)
    await press_at_random(keys, desks(tmp_path / "data", decks), clock, decks, 500)
    assert keys.rated
