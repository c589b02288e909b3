"""A question that was answered in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.event import Rating

if TYPE_CHECKING:
    from aide_memoire.core.question import Question
    from aide_memoire.study.prompts import GradedAnswer

Mark = Literal["right", "partial", "wrong"]
"""How a question went: of the verdicts, close counts as right."""


class AnsweredQuestion(NamedTuple):
    """A question that was answered in this session. If its cards got different ratings, `rating` is the lowest one."""

    action: str
    question: Question
    rating: Rating
    was_new: bool
    seconds: int | None
    days: int
    graded: GradedAnswer | None = None
    split: bool = False
    lapses: int = 0  # of a card that lapsed with this answer and is a leech; else 0
    put_off: bool = False  # missed so often that it is buried until tomorrow
    became_solid: bool = False  # with this answer; see `core/standing.py`

    @property
    def mark(self) -> Mark:
        """Return how it went by the learner's own rating: "partial" for hard, or for a list known in part."""
        if self.rating == Rating.AGAIN:
            return "partial" if self.split else "wrong"
        return "partial" if self.rating == Rating.HARD or self.split else "right"

    @property
    def remarks(self) -> list[str]:
        """Return what the learner should know about this answer beyond its rating."""
        remarks = []
        if self.put_off:
            remarks.append("Missed three times: put off until tomorrow")
        if self.lapses:
            remarks.append(f"A leech: missed {self.lapses} times once learned. Better reword it, or suspend it")
        return remarks
