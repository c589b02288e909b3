"""The ways in which an accepted text may be typed: without what stands in brackets, with umlauts written out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aide_memoire.core.grading.folding import fold_all_but, spaceless

if TYPE_CHECKING:
    from aide_memoire.core.grading.rules import Rules

_BRACKETS_LAST = re.compile(r"^(?P<text>.*\w.*?)\s+[(\[](?P<inside>[^()\[\]]+)[)\]]\.?$", re.DOTALL)
_BRACKETS_FIRST = re.compile(r"^[(\[](?P<inside>[^()\[\]\d]+)[)\]]\s+(?P<text>\w.*)$", re.DOTALL)
_COUNTS = re.compile(r"[ivxlcdm]+|\d{1,3}[+-]?", re.IGNORECASE)  # iron (II), vitamin B (12)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_ENDING = re.compile(r"(?<=[^\W\d_]{4})\((s|es|ed|en|in|innen|ies|ly|u(?=\)\w))\)")  # colour(s), but not sin(x)
_PICTURE = re.compile("[\U0001f000-\U0001faff]|.\ufe0f")
_LONG = (
    str.maketrans({"ō": "ou", "ū": "uu", "Ō": "Ou", "Ū": "Uu"}),
    str.maketrans({"ō": "oo", "ū": "uu", "Ō": "Oo", "Ū": "Uu"}),
)


def _is_short_for(one: str, other: str) -> bool:
    """Return whether one of two texts is short for the other: WHO, World Health Organization."""
    return _abbreviates(one, other) or _abbreviates(other, one)


def _abbreviates(short: str, long: str) -> bool:
    """Return whether the letters of a word in capitals stand in a text in that order, the first at its start."""
    if "".join(word[:1] for word in re.split(r"[\s-]+", long)).casefold() == short.casefold() and len(short) > 1:
        return True
    if not re.fullmatch(r"[^\W\d_]{2,8}", short) or not short.isupper() or len(long) < 2 * len(short):
        return False
    letters = iter(long.casefold())
    return long[:1].casefold() == short[0].casefold() and all(letter in letters for letter in short.casefold())


@lru_cache(maxsize=4096)
def variants(text: str, language: str) -> tuple[str, ...]:
    """Return a text, and it without brackets or pictures; umlauts in German, long vowels of rōmaji, as two."""
    found = [text]
    brackets = _BRACKETS_LAST.match(text)
    if brackets and not _COUNTS.fullmatch(brackets["inside"]) and len(brackets["text"]) > 1:
        found.append(brackets["text"])
        found += [brackets["inside"]] if _is_short_for(brackets["inside"], brackets["text"]) else []
    brackets = _BRACKETS_FIRST.match(text)
    if brackets:
        found.append(brackets["text"])
    if _ENDING.search(text):
        found += [_ENDING.sub("", text), _ENDING.sub(r"\1", text)]
    found += [bare for each in found if (bare := _PICTURE.sub("", each).strip()) and bare != each]
    if language.startswith("ja"):
        found += [spelled for each in found for long in _LONG if (spelled := each.translate(long)) != each]
    if language.startswith("de"):
        found += [spelled for each in found if (spelled := each.translate(_UMLAUTS)) != each]
    return tuple(found)


def same_words(typed: str, text: str, rules: Rules) -> bool:
    """Return whether a text was typed, but for what makes no difference."""
    said = fold_all_but(typed, rules.free_articles, rules.exact)
    for each in variants(text, rules.language):
        wanted = fold_all_but(each, rules.free_articles, rules.exact)
        if said == wanted or spaceless(said) == spaceless(wanted):
            return True
    return False
