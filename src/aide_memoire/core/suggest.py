"""Suggest the known word that is most similar to an unknown one."""

from __future__ import annotations

from typing import Any

_NEAR = 0.65  # of 1: `party` is near `parties`, `dates` is not near `draft`


def nearest(word: str, known: Any) -> str:
    """Return the known word most similar to `word`, capitals and hyphens aside, or "" if none is similar."""
    import difflib  # noqa: PLC0415  only a mistake needs it

    by_letters = {_letters(each): each for each in known}
    found = difflib.get_close_matches(_letters(word), list(by_letters), n=1, cutoff=_NEAR)
    return by_letters[found[0]] if found else ""


def did_you_mean(word: str, known: Any) -> str:
    """Return a hint with the known word most similar to `word`, or "" if none is similar."""
    found = nearest(word, known)
    return f"did you mean `{found}`?" if found else ""


def _letters(word: str) -> str:
    return word.casefold().replace("-", "_")
