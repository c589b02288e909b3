"""Hints for a question: first the hint of the author, then more and more letters of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer

if TYPE_CHECKING:
    from collections.abc import Collection

    from aide_memoire.core.question import Question

MAX_HINTS = 4
"""The maximum number of letter hints for one question."""


def hint(question: Question, number: int, named: Collection[str] = ()) -> str:
    """Return the hint with this number (from 1), or "" if there is none. Members in `named` are left out."""
    if question.hint:
        if number == 1:
            return question.hint
        number -= 1
    if number < 1 or number > MAX_HINTS:
        return ""
    match question.expects:
        case ListAnswer(members):
            return ", ".join(_beginning(member.name, number) for member in members if member.name not in named)
        case OrderAnswer(items):
            return f"first: {'; then: '.join(items[:number])}"
        case DateAnswer(text=text):
            return _beginning(text, number * 2)
        case expects:
            return _beginning(expects.accepted[0], number)


def _beginning(text: str, letters: int) -> str:
    """Return the first letters of each word, with a dot for each of the others."""
    words = []
    for word in text.split(" "):
        shown = word[:letters]
        words.append(shown + "·" * (len(word) - len(shown)))
    return " ".join(words)
