"""The four ratings, each with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from aide_memoire.core.event import Rating
from aide_memoire.formatting import interval
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events

    from aide_memoire.study.proposal import RatingOutcome


class RatingBar(Widget):
    """Four cells of two lines: the key and the rating, and below them the interval.

    A click on a cell posts `Rated`. It is one widget, not four, as it is drawn before the first question.
    """

    DEFAULT_CSS = """
    RatingBar { width: 100%; height: 3; padding: 0 4; visibility: hidden; }
    RatingBar.-shown { visibility: visible; }
    """

    class Rated(Message):
        """The learner chose a rating."""

        def __init__(self, rating: Rating) -> None:
            super().__init__()
            self.rating = rating

    def __init__(self) -> None:
        super().__init__()
        self._intervals: dict[Rating, str] = {}
        self._suggested: Rating | None = None

    def show(self, proposal: Mapping[Rating, RatingOutcome], suggested: Rating | None) -> None:
        """Show the interval of each rating, and mark the suggested one, if there is one for all cards."""
        self._intervals = {rating: interval(outcome.seconds, outcome.days) for rating, outcome in proposal.items()}
        self._suggested = suggested
        self.add_class("-shown")
        self.refresh()

    def hide(self) -> None:
        """Hide the bar. Its space stays, so that nothing moves when the answer is shown."""
        self.remove_class("-shown")

    def render(self) -> Content:
        """Return the two lines of the bar."""
        words, intervals = [], []
        for rating, when in self._intervals.items():
            chosen = rating == self._suggested
            mark = "▸" if chosen else " "
            word = Content.assemble((f"{mark}{int(rating)} ", "$accent"), (rating.word, "bold" if chosen else ""))
            words.append(word.pad_right(max(self._cell - word.cell_length, 0)))
            intervals.append(Content.assemble((f"   {when}".ljust(self._cell), MUTED)))
        return Content("").join(words) + Content("\n") + Content("").join(intervals)

    def on_click(self, event: events.Click) -> None:
        """Post the rating of the clicked cell."""
        event.stop()
        place = event.get_content_offset(self)
        if place is not None and self.has_class("-shown"):
            self.post_message(self.Rated(list(Rating)[min(place.x // self._cell, 3)]))

    @property
    def _cell(self) -> int:
        return max(self.size.width // 4, 1)
