"""How far a server was read and what it was sent: the texts that the engine keeps for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping


class Cursor(NamedTuple):
    """The number up to which a writer's events were read; `whole` is the last before the first line that is no event.

    A later version of the program reads again from there.
    """

    seq: int = 0
    whole: int = 0
    version: str = __version__

    @classmethod
    def from_text(cls, text: str) -> Cursor:
        """Return the cursor of `text`, which is "" for the beginning; one that cannot be read is the beginning too."""
        try:
            seq, whole, version = json.loads(text) if text else (0, 0, __version__)
            return cls(int(seq), int(whole), str(version))
        except (ValueError, TypeError):
            return cls()

    @property
    def text(self) -> str:
        """Return the cursor as a text."""
        return json.dumps(self, separators=(",", ":"))

    @property
    def start(self) -> int:
        """Return the number after which to read on."""
        return self.seq if self.version == __version__ else self.whole


class Sent(NamedTuple):
    """The number and the id of the last event that was sent, and the checksum of the results of each month."""

    seq: int = 0
    id: str = ""
    results: Mapping[str, int] = {}

    @classmethod
    def from_text(cls, text: str) -> Sent:
        """Return what `text` says, which is "" where nothing was sent yet."""
        try:
            seq, event_id, results = json.loads(text) if text else (0, "", {})
            return cls(int(seq), str(event_id), {str(month): int(crc) for month, crc in results.items()})
        except (ValueError, TypeError, AttributeError):
            return cls()

    @property
    def text(self) -> str:
        """Return it as a text."""
        return json.dumps(self, separators=(",", ":"))
