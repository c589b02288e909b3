"""Normalize text for search: case, accents and the width of letters make no difference."""

from __future__ import annotations

import re
import unicodedata

# The Unicode blocks of combining marks.
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")


def searchable(text: str) -> str:
    """Return the text in lower case, without accents and width variants."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
