"""Text as it is searched: neither case, accents nor the width of letters make a difference."""

from __future__ import annotations

import unicodedata


def searchable(text: str) -> str:
    """Return the text in small letters, without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
