"""Types of functions that are passed in: the clock, the source of randomness, and the progress callback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Returns the current time with its time zone."""

Entropy = Callable[[], int]
"""Returns 74 random bits."""

OnProgress = Callable[[int, int], None]
"""Receives how much is done and the total, which is 0 if it is not known."""
