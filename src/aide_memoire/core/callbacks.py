"""The types of functions that are passed in from outside: the clock, chance, and who watches long work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Gives the present time, with its zone."""

Entropy = Callable[[], int]
"""Gives 74 random bits."""

OnProgress = Callable[[int, int], None]
"""Is told how much is done, and of how much; 0 where that is not known."""
