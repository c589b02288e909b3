"""The ways in which an accepted text may be typed: without what stands in brackets, with umlauts written out."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKETS_LAST = re.compile(r"^(?P<text>.*\w.*?)\s+[(\[](?P<inside>[^()\[\]]+)[)\]]\.?$", re.DOTALL)
_BRACKETS_FIRST = re.compile(r"^[(\[](?P<inside>[^()\[\]\d]+)[)\]]\s+(?P<text>\w.*)$", re.DOTALL)
_COUNTS = re.compile(r"[ivxlcdm]+|\d{1,3}[+-]?", re.IGNORECASE)  # iron (II), vitamin B (12)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@lru_cache(maxsize=4096)
def variants(text: str, language: str) -> tuple[str, ...]:
    """Return a text, and it without brackets at either end; in German with umlauts written out as well."""
    found = [text]
    brackets = _BRACKETS_LAST.match(text)
    if brackets and not _COUNTS.fullmatch(brackets["inside"]) and len(brackets["text"]) > 1:
        found.append(brackets["text"])
    brackets = _BRACKETS_FIRST.match(text)
    if brackets:
        found.append(brackets["text"])
    if language.startswith("de"):
        found += [spelled for each in found if (spelled := each.translate(_UMLAUTS)) != each]
    return tuple(found)
