"""Suggest the known word that is most similar to an unknown one."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Any

_MOST = 3000  # words that one is compared with
_LONGEST = 100  # letters that are compared
_NEAR = 65  # of 100: `party` is near `parties`, `dates` is not near `draft`


def nearest(word: str, known: Any) -> str:
    """Return the known word most similar to `word`, capitals and hyphens aside, or "" if none is similar."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only a mistake needs it

    by_letters = _by_letters(tuple(islice(known, _MOST)))
    found = process.extractOne(_letters(word[:_LONGEST]), by_letters.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return by_letters[found[0]] if found else ""


@lru_cache(maxsize=8)
def _by_letters(known: tuple[str, ...]) -> dict[str, str]:
    """Return the words by what is compared of them. One list of words is asked for often, where slips are many."""
    return {_letters(each[:_LONGEST]): each for each in known}


def did_you_mean(word: str, known: Any) -> str:
    """Return a hint with the known word most similar to `word`, or "" if none is similar."""
    found = nearest(word, known)
    return f"did you mean `{found}`?" if found else ""


def _letters(word: str) -> str:
    return word.casefold().replace("-", "_")
