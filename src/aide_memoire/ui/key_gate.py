"""Keys that come too early for what is on the screen."""

from __future__ import annotations


class KeyGate:
    """It stops keys that were meant for the page before, and those that a key held down repeats.

    A new verdict takes no key until `dead_time` seconds have passed, and each key that comes too early begins that
    time anew. A new question refuses only the very key that led to it. Times are in seconds, of any one clock.
    """

    def __init__(self, dead_time: float) -> None:
        self._dead_time = dead_time
        self._since = float("-inf")
        self._last_key = ""

    def turn_page(self, now: float) -> None:
        """Begin the dead time of another page."""
        self._since = now

    def stops(self, key: str, now: float, *, to_be_read: bool) -> bool:
        """Return whether a key comes too early. `to_be_read` is true of a verdict, an answer or a lesson."""
        is_early = now - self._since < self._dead_time and (to_be_read or key == self._last_key)
        if is_early:
            self._since = now
        self._last_key = key
        return is_early
