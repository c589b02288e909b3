"""How far a question is learned: new, learning or solid. Every count that uses one of these words goes by this rule.

`store/question_counts.py` has the same rule in SQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.scheduler import MATURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aide_memoire.core.scheduler import Memory

Standing = Literal["new", "learning", "solid"]

PROVEN_REPS = 4
"""Reviews of a card from which a mature interval says enough, where the days of its reviews are not known."""


class QuestionCounts(NamedTuple):
    """How many questions are new, learning and solid. Each question is counted once."""

    new: int = 0
    learning: int = 0
    solid: int = 0

    @property
    def total(self) -> int:
        """Return the number of all questions."""
        return sum(self)

    @property
    def learned(self) -> float:
        """Return the solid share from 0 to 1."""
        return self.solid / self.total if self.total else 0.0


def sum_counts(counts: Iterable[QuestionCounts]) -> QuestionCounts:
    """Return the sums over several decks."""
    return QuestionCounts(*map(sum, zip(*counts, strict=True)))


def is_solid(memory: Memory) -> bool:
    """Return whether a card was recalled on a later study day than its first, and is in no learning step now.

    A memory brought in from elsewhere may have lost its days: there a mature interval after some reviews counts.
    """
    proven = memory.reps >= PROVEN_REPS and memory.due_day - memory.last_day >= MATURE
    return memory.state == "review" and (memory.last_day > memory.introduced or proven)


def standing(memories: Sequence[Memory | None]) -> Standing:
    """Return how far a question is learned, from the memories of all its cards; None is a card without one."""
    if not any(memories):
        return "new"
    return "solid" if all(memory and is_solid(memory) for memory in memories) else "learning"
