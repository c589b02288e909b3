"""Suggest the known word that is most similar to an unknown one."""

from __future__ import annotations

from typing import Any


def did_you_mean(word: str, known: Any) -> str:
    """Return a hint with the known word most similar to `word`, or "" if none is similar."""
    import difflib  # noqa: PLC0415  only a mistake needs it

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else ""
