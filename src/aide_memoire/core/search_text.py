"""Text as it is searched: neither case, accents nor the width of letters make a difference."""

from __future__ import annotations

import re
import unicodedata

# The blocks that Unicode keeps for accents.
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")


def searchable(text: str) -> str:
    """Return the text in small letters, without accents."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
