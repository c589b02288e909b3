"""The four ratings, each with its interval, and before them “as judged” where a list has several."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.message import Message

from aide_memoire.core.event import Rating
from aide_memoire.formatting import due_again
from aide_memoire.ui.themes import MUTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.geometry import Offset, Size

    from aide_memoire.study.proposal import RatingOutcome

_BOXED = 56  # cells of width, and lines of the screen, from which on each rating has a box
_BOXED_LINES = 24
_WIDEST = 16  # cells of one rating with the gap behind it
_NARROWEST = 9  # cells of one rating; the time below it needs two more
_FILLED = "bold $background on $accent"


class _Cell(NamedTuple):
    rating: Rating | None  # None: each card as it was judged
    word: str
    when: str
    is_suggested: bool

    @property
    def mark(self) -> str:
        return "▸" if self.is_suggested else " "


class RatingBar:
    """A cell for each rating: its key and word, and below them when the question comes again.

    A click on a cell is a `Rated`. `suggested` is what Space takes, or all of `judged`, the ratings of the cards, where
    they differ.
    """

    field_line = None

    class Rated(Message):
        """The learner chose a rating, or None: each card as it was judged."""

        def __init__(self, rating: Rating | None) -> None:
            super().__init__()
            self.rating = rating

    def __init__(self, proposal: Mapping[Rating, RatingOutcome], suggested: Rating, judged: Sequence[Rating]) -> None:
        is_split = len(set(judged)) > 1
        self._width = 1
        self._cells = [_Cell(None, "as judged", _count(judged), is_suggested=True)] if is_split else []
        self._cells += [
            _Cell(
                rating,
                f"{int(rating)} {rating.word}",
                due_again(outcome.seconds, outcome.days),
                is_suggested=not is_split and rating == suggested,
            )
            for rating, outcome in proposal.items()
        ]

    def draw(self, width: int, screen: Size) -> list[Content]:
        """Return the lines of the boxes, or of the flat row where there is no room for boxes."""
        self._width = width
        boxed, pitch = _is_boxed(width, screen), self._pitch(width)
        cells = [_box(cell, pitch - 1) if boxed else _flat(cell, pitch) for cell in self._shown(width)]
        between = Content(" " if boxed else "")
        lines = [between.join(line) for line in zip(*cells, strict=True)]
        return lines if boxed or pitch > _NARROWEST + 1 else lines[:1]

    def click(self, place: Offset) -> Rated | None:
        """Return the rating of the clicked cell."""
        cells, number = self._shown(self._width), place.x // self._pitch(self._width)
        return self.Rated(cells[number].rating) if number < len(cells) else None

    def _shown(self, width: int) -> list[_Cell]:
        """Return the cells for a width: without “as judged” where only the ratings fit."""
        is_narrow = width // max(len(self._cells), 1) < _NARROWEST
        return [cell for cell in self._cells if cell.rating or not is_narrow]

    def _pitch(self, width: int) -> int:
        """Return the cells from one rating to the next."""
        return min(max((width + 1) // max(len(self._shown(width)), 1), 2), _WIDEST)


def _is_boxed(width: int, screen: Size) -> bool:
    return width >= _BOXED and screen.height >= _BOXED_LINES


@lru_cache(64)
def _box(cell: _Cell, width: int) -> list[Content]:
    """Return a box of four lines; the suggested one is filled."""
    inner = width - 2
    style, second = (_FILLED, _FILLED) if cell.is_suggested else ("", MUTED)
    edge = "$accent" if cell.is_suggested else "$foreground 30%"
    lines = [
        Content.assemble(("│", edge), (_padded(text, inner), style), ("│", edge))
        for text, style in ((f"{cell.mark}{cell.word}", style), (f" {cell.when}", second))
    ]
    return [Content.assemble((f"╭{'─' * inner}╮", edge)), *lines, Content.assemble((f"╰{'─' * inner}╯", edge))]


def _flat(cell: _Cell, width: int) -> list[Content]:
    word = Content.assemble(
        (cell.mark, "$accent"), (_padded(cell.word, width - 1), "bold" if cell.is_suggested else "")
    )
    return [word, Content.assemble((_padded(f" {cell.when}", width), MUTED))]


def _padded(text: str, width: int) -> str:
    return text[:width].ljust(width)


def _count(judged: Sequence[Rating]) -> str:
    """Return how many cards pass and how many are asked again: "✓1 ✗29"."""
    again = judged.count(Rating.AGAIN)
    return f"✓{len(judged) - again} ✗{again}"
