"""Code, graded as it is written: every sign counts; blanks beside signs, and which quotes are used, do not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aide_memoire.core.grading.folding import ALL_EXACT, as_typed, without_accents

_CODE = re.compile(
    r"\\[a-zA-Z0]"  # an escape
    r"|[^\W\d_]\w*\[[^\]]*[:\d\"'][^\]]*\]"  # an index, a slice
    r"|\w(?:==|!=|\+=|-=|\|\||&&|::|=>)|(?:==|!=|&&|\|\||::|=>)\w"
    r"|\w (?:==|!=|\+=|-=|\|\||&&|=>) \w"
    r"|\b[a-zA-Z_]\w*\.[a-zA-Z_]\w*\("  # a method
    r"|^[a-zA-Z_]\w*\([^)]*[,\"'=][^)]*\)$|^[a-zA-Z_]\w*\(\)$"
    r"|^\[.* for .* in .*\]$|^\{.*:.*\}$"
    r"|__\w+__"
    r"|^</?[a-zA-Z]\w*[^<>]*>$"
    r"|^[a-z_]+_[a-z_]+$|^--[a-z][\w-]*$|^\$\w+|^@\w+|^#include|;$"
)
_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„’‘'", '"'), "\u00a0": " ", "≥": ">=", "≤": "<=", "≠": "!=", "→": "->", "⇒": "=>"}
)
_BESIDE_SIGNS = re.compile(r"\s*([^\w\s\"-])\s*|\s*(-)\s*(?=[\d\s(=>])|(?<=[\d)\]])\s*(-)\s*(?=\w)")
_MAX = 600


@lru_cache(maxsize=2048)
def is_code(text: str) -> bool:
    """Return whether a text of a deck is code: in backticks, or by its look."""
    plain = text.strip()
    if in_backticks(plain):
        return True
    if len(plain) > _MAX:
        return False
    return not any(sign.isalnum() for sign in plain) or _CODE.search(plain) is not None


def in_backticks(text: str) -> bool:
    """Return whether a text is marked as code, where capitals count too."""
    plain = text.strip()
    return len(plain) > 2 and plain[0] == plain[-1] == "`"


def same_code(typed: str, wanted: str, exact: frozenset[str]) -> bool:
    """Return whether two pieces of code are the same; case and accents count in backticks, or where `exact` says so."""
    counts = ALL_EXACT if in_backticks(wanted) else exact
    return _written(typed, counts) == _written(wanted, counts)


@lru_cache(maxsize=1024)
def _written(text: str, exact: frozenset[str]) -> str:
    plain = as_typed(text)
    plain = plain[1:-1].strip() if in_backticks(plain) else plain
    plain = unicodedata.normalize("NFKC", plain).translate(_QUOTES)
    plain = plain if "accents" in exact else without_accents(plain)
    plain = plain if "case" in exact else plain.casefold()
    return _BESIDE_SIGNS.sub(lambda found: found[1] or found[2] or found[3], plain).strip()
