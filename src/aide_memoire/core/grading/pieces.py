"""A typed list in its pieces: by lines, semicolons, commas, "and"; by slashes or blanks where all are then members."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.grading.members import MemberIndex

_STRONG = re.compile(r"[\n;]+")
_COMMA = re.compile(r"\s*[,，、،]\s*")
_SLASH = re.compile(r"\s*[/|]\s*")
_MOST_PIECES = 200
_MOST_WORDS = 400
_NUMBERED = re.compile(r"(?:^|\s+)\d{1,2}[.)]\s+(?=\S)")
_AND_SO_ON = re.compile(r"[\s,;]*(?:\b(?:etc|usw)\b\.?|…|\.{3})\s*$", re.IGNORECASE)
_AND = {"de": "und", "fr": "et", "es": "y e", "it": "e ed", "pt": "e", "nl": "en", "ru": "и", "ca": "i", "pl": "i oraz"}
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+")


def split_pieces(typed: str, index: MemberIndex, conjunctions: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of a list. A name may hold a comma or an "and": it is only cut where it is no name whole."""
    words = "|".join(re.escape(word) for word in (*conjunctions, *_AND.get(index.language, "").split()))
    signs = r"\s*&\s*|\s+\+\s+"
    joined = re.compile(rf"\s+(?:{words})\s+|{signs}|^(?:{words})\s+" if words else signs, re.IGNORECASE)
    count = 0
    for line in split_lines(typed):
        for piece in _cut(_BULLET.sub("", line), index, [_COMMA, joined]):
            count += 1
            if count > _MOST_PIECES:
                return
            yield piece


def split_lines(typed: str) -> list[str]:
    """Return a list by its lines, semicolons or numbers (1. one 2. two), without its "etc."."""
    numbers = _NUMBERED.findall(typed)
    counted = len(numbers) > 1 and [int(re.sub(r"\D", "", number)) for number in numbers] == [
        *range(1, len(numbers) + 1)
    ]
    return _STRONG.split(_AND_SO_ON.sub("", _NUMBERED.sub(";", typed) if counted else typed))


def _cut(text: str, index: MemberIndex, signs: list[re.Pattern[str]]) -> Iterator[str]:
    if not index.fold(text).strip():
        return
    if text in index or index.has_wording(text):
        yield text
    elif not signs:
        yield from _members_in(text, index) or [text]
    else:
        for piece in signs[0].split(text):
            yield from _cut(piece, index, signs[1:])


def _members_in(text: str, index: MemberIndex) -> list[str]:
    """Return the members that slashes or blanks part, or nothing where a piece is none."""
    slashed = [piece for piece in _SLASH.split(text) if piece.strip()]
    if len(slashed) > 1 and any(piece in index for piece in slashed):
        return slashed
    words = text.split()
    return _run(words, index) if 1 < len(words) <= _MOST_WORDS else []


def _run(words: list[str], index: MemberIndex) -> list[str]:
    """Return the words as names one behind the other; the longest name goes first."""
    names: list[str] = []
    place = 0
    while place < len(words):
        longest = min(index.longest + 1, len(words) - place)
        length = next((n for n in range(longest, 0, -1) if " ".join(words[place : place + n]) in index), 0)
        if not length:
            return []
        names.append(" ".join(words[place : place + length]))
        place += length
    return names
