"""Waiting until an app has nothing left to do.

Textual's own tests sleep for twentieths of a second, twice for each key, and look whether the process worked
meanwhile. The event loop knows better: it is quiet when it is about to wait, and nothing is due soon.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING

import textual.app
import textual.pilot
import textual.screen

if TYPE_CHECKING:
    from collections.abc import Coroutine

    import pytest

SOON = 0.05  # seconds
PAINTING = 0.001  # seconds from one picture to the next; a sixtieth for people


class _Selector(selectors.DefaultSelector):
    """Tells whoever waits for it that the loop is about to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[asyncio.Future[None]] = []

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self.waiting and (timeout is None or timeout > SOON):
            for each in self.waiting:
                if not each.done():
                    each.set_result(None)
            self.waiting.clear()
            timeout = 0
        return super().select(timeout)


class _Loop(asyncio.SelectorEventLoop):
    """A loop that can be asked to tell when it is quiet."""

    def __init__(self) -> None:
        self._told = _Selector()
        super().__init__(self._told)

    def when_quiet(self) -> asyncio.Future[None]:
        waiter = self.create_future()
        self._told.waiting.append(waiter)
        return waiter


async def _wait_until_quiet(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until nothing is to be done, at most so long. It stands in for Textual's `wait_for_idle`."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, _Loop)
    await asyncio.sleep(min_sleep)
    await asyncio.wait([loop.when_quiet()], timeout=max_sleep)


def run(work: Coroutine[object, object, None]) -> None:
    """Run a coroutine in a loop of its own, in which a pilot goes on as soon as all is quiet."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        runner.run(work)


def listen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pilot wait in this way."""
    monkeypatch.setattr(textual.app, "wait_for_idle", _wait_until_quiet)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", _wait_until_quiet)
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", PAINTING)
