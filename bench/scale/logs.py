"""Logs of any length, as fast as a disk takes them: a block of events, again and again with other ids and decks."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from bench import worlds

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 100_000  # events
CARDS = BLOCK // 10
_ID = re.compile(r'("id":"|"action":")(.{32})....')
_MONTH = re.compile(r'"at":"(\d{4}-\d\d)')
_LAST_BLOCK = 0xFFF


class Block(NamedTuple):
    """The lines of a history, each with its end; writers share the cards of a block, and each has its own events."""

    text: str

    def of(self, writer: int, number: int) -> str:
        """Return the block with the ids of a writer (1 to 15), over the decks of a number (below 4095)."""
        text = _ID.sub(rf"\g<1>\g<2>{writer:01x}{number:03x}", self.text)
        return text.replace('"card":"deck0', f'"card":"deck{number:02}')

    def day(self, writer: int, events: int) -> str:
        """Return so many events more of a writer, of the last days."""
        return Block("".join(self.text.splitlines(keepends=True)[-events:])).of(writer, _LAST_BLOCK)


def block(events: int) -> Block:
    """Return a block of so many events, ten to a card."""
    return Block("".join(f"{line}\n" for line in worlds.history(max(events // 10, 1), events)))


def log(events: int, writer: int) -> Iterator[str]:
    """Yield the blocks of a writer's log of so many events."""
    first = block(min(events, BLOCK))
    yield from (first.of(writer, number) for number in range(max(events // BLOCK, 1)))


def by_month(text: str) -> dict[str, str]:
    """Return the lines of each month."""
    months: defaultdict[str, list[str]] = defaultdict(list)
    for line in text.splitlines(keepends=True):
        found = _MONTH.search(line)
        assert found
        months[found[1]].append(line)
    return {month: "".join(lines) for month, lines in months.items()}
