"""The known word that a mistyped one was likely meant to be."""

from __future__ import annotations

from typing import Any


def did_you_mean(word: str, known: Any) -> str:
    """Return the hint that names the known word nearest to `word`, or "" where none is near."""
    import difflib  # noqa: PLC0415  only a mistake needs it

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else ""
