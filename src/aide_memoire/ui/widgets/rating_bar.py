"""The four ratings, with the interval that each leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from aide_memoire.core.event import Rating
from aide_memoire.ui.wording import interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from aide_memoire.study import Choice


class RatingCell(Widget):
    """One rating: its key, its word, and below them when the question would come back."""

    def __init__(self, rating: Rating) -> None:
        super().__init__()
        self.rating = rating
        self._when = ""

    def show(self, when: str, *, suggested: bool) -> None:
        """Show when the question would come back."""
        self._when = when
        self.set_class(suggested, "-suggested")
        self.refresh()

    def render(self) -> Content:
        """Return the two lines."""
        marker = "▸" if self.has_class("-suggested") else " "
        word = (self.rating.word, "bold" if self.has_class("-suggested") else "")
        return Content.assemble((f"{marker}{int(self.rating)} ", "$accent"), word, (f"\n   {self._when}", "$text-muted"))

    def on_click(self) -> None:
        """Rate by mouse."""
        self.post_message(RatingBar.Rated(self.rating))


class RatingBar(Horizontal):
    """Four cells; a click on one posts `Rated`."""

    class Rated(Message):
        """The learner chose a rating."""

        def __init__(self, rating: Rating) -> None:
            super().__init__()
            self.rating = rating

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._cells = [RatingCell(rating) for rating in Rating]

    def compose(self) -> ComposeResult:
        """Yield the cells."""
        yield from self._cells

    def show(self, choices: Mapping[Rating, Choice], suggested: Rating) -> None:
        """Show where each rating leads."""
        for cell in self._cells:
            choice = choices[cell.rating]
            cell.show(interval(choice.seconds, choice.days), suggested=cell.rating == suggested)
