"""The program's judgement of an answer, and the rating that it suggests."""

from __future__ import annotations

from typing import Literal, NamedTuple

from aide_memoire.core.event import Rating

VerdictWord = Literal["right", "close", "partial", "wrong"]
LONGEST_ANSWER = 2_000
"""Characters: nobody types a longer answer, and none is looked at any further."""


class OtherAnswer(NamedTuple):
    """A card that another answer than this one's belongs to: what a learner may have mixed up with it."""

    card: str
    text: str  # the other card's answer
    asks: str  # the other card's question


class Part(NamedTuple):
    """One member of a list or one item of a sequence, and how it was answered."""

    card: str
    text: str
    verdict: VerdictWord
    typed: str = ""


class Match(NamedTuple):
    """The accepted text that was meant, how well it was written, and what is wrong with it."""

    text: str
    word: VerdictWord
    reason: str = ""


class Verdict(NamedTuple):
    """How right an answer was, from 0 to 1, and why."""

    word: VerdictWord
    score: float
    reasons: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()  # what does not belong on a list, and why
    parts: tuple[Part, ...] = ()
    confused_with: OtherAnswer | None = None
    unreadable: bool = False  # what was typed is no date at all: it may be asked for again


def suggest_rating(verdict: Verdict, *, hinted: bool = False) -> Rating:
    """Return the rating that a verdict suggests; Easy is the learner's alone."""
    if verdict.word == "wrong" or (verdict.word == "partial" and verdict.score < 0.5):
        return Rating.AGAIN
    return Rating.HARD if hinted or verdict.word == "partial" else Rating.GOOD


def no_answer() -> Verdict:
    """Return the verdict of an empty answer, which says "I don't know"."""
    return Verdict("wrong", 0.0)
