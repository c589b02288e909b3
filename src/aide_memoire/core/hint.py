"""Hints for a question: first the hint of the author, then letters of the answer, which leave at least half of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, OrderAnswer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from aide_memoire.core.question import Question

MAX_HINTS = 2
"""The maximum number of hints for one question beside the author's."""

_HIDDEN = "·"


def hints(question: Question, named: Collection[str] = ()) -> tuple[str, ...]:
    """Return all hints for a question, in order. Members in `named` are left out."""
    author = (question.hint,) if question.hint else ()
    match question.expects:
        case ListAnswer(members):
            shown = _letters([member.name for member in members if member.name not in named], ", ", 1)
        case OrderAnswer(items):
            shown = (f"first: {'; then: '.join(items[:number])}" for number in range(1, len(items) // 2 + 1))
        case DateAnswer(text=text):
            shown = _letters([text], "", 2)
        case expects:
            shown = _letters([expects.accepted[0]], "", 1)
    return (*author, *(each for each, _ in zip(shown, range(MAX_HINTS), strict=False)))


def hint(question: Question, number: int, named: Collection[str] = ()) -> str:
    """Return the hint with this number (from 1), or "" if there is none."""
    found = hints(question, named)
    return found[number - 1] if 0 < number <= len(found) else ""


def _letters(texts: list[str], between: str, step: int) -> Iterator[str]:
    """Yield the texts with `step` letters of each word, then more, while half of the letters stay hidden."""
    size = sum(len(text.replace(" ", "")) for text in texts)
    number = step
    while size:
        beginnings = [_beginning(text, number) for text in texts]
        hidden = sum(text.count(_HIDDEN) for text in beginnings)
        if 2 * hidden < size:
            return
        yield between.join(beginnings)
        number += step


def _beginning(text: str, letters: int) -> str:
    """Return the first letters of each word, with a dot for each of the others."""
    return " ".join(word[:letters] + _HIDDEN * max(len(word) - letters, 0) for word in text.split(" "))
