"""What the values of a deck are read as, where nothing is wrong with them."""

from __future__ import annotations

from typing import Any

from aide_memoire.core.note import Citation


def text_of(value: Any) -> str:
    """Return the stripped text, or "" if the value is no text, or has nothing in it."""
    return value.strip() if isinstance(value, str) else ""


def citation_of(text: str) -> Citation:
    """Return what a text such as "book ¶13" cites. The text is not empty."""
    source, *place = text.split(maxsplit=1)
    return Citation(source, place[0].strip() if place else "")
