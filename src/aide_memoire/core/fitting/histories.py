"""The events of a log as histories of answers, one for each card and each time that it was learned anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.event import RATINGS
from aide_memoire.core.fitting.loss import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aide_memoire.core.event import Event


def answer_histories(events: Iterable[Event]) -> list[list[Answer]]:
    """Return the histories in these events: those that count, in order, each with the card that it now counts for.

    A reset begins a new history. A card that was known elsewhere before its first review here has none: of a `memory`
    without reviews, or of reviews that begin in the middle, nobody knows the beginning.
    """
    histories: list[list[Answer]] = []
    open_histories: dict[str, _OpenHistory] = {}
    place = 0
    for event in events:
        if event.kind == "reset":
            open_histories.pop(event.card, None)
        elif event.kind == "memory" and event.card not in open_histories:
            open_histories[event.card] = _OpenHistory([], event.day)
        elif event.kind == "review":
            place += 1
            found = open_histories.get(event.card)
            if found is None:
                found = open_histories[event.card] = _OpenHistory([], event.day)
                if event.data.get("was", "new") == "new":
                    histories.append(found.answers)
            found.add(event, place)
    return histories


class _OpenHistory:
    """A history that goes on. `last_day` is the day of its newest answer; a clock that goes back does not move it."""

    def __init__(self, answers: list[Answer], last_day: int) -> None:
        self.answers, self._last_day = answers, last_day

    def add(self, event: Event, place: int) -> None:
        """Add a review, which is the `place`th of all."""
        day = max(event.day, self._last_day)
        self.answers.append(Answer(int(RATINGS[event.data["rating"]]), day - self._last_day, place))
        self._last_day = day
