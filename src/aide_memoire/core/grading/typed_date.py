"""What a learner types as a date: a date, a stretch of time, or one of them within other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aide_memoire.core.grading.date_range import read_range
from aide_memoire.core.grading.date_text import TypedDate, plain_date, read_point
from aide_memoire.core.grading.date_words import HEDGES, MUST_NOT_STAND_AROUND
from aide_memoire.core.phrases import ENGLISH

if TYPE_CHECKING:
    from aide_memoire.core.phrases import Phrases

_LONGEST_AROUND = 12, 120  # words and letters in which a date is looked for


def parse_typed_date(text: str, phrases: Phrases = ENGLISH) -> tuple[TypedDate, ...]:
    """Return everything that a typed date can mean; nothing where it is none. Words around a date do no harm."""
    plain = plain_date(text)
    found = _read(plain, phrases) or _read_within(plain, phrases)
    hedged = plain.startswith(("~", "≈")) or any(word in HEDGES for word in plain.split())
    return tuple(each._replace(about=True) for each in found) if hedged else found


def _read(plain: str, phrases: Phrases) -> tuple[TypedDate, ...]:
    return tuple(dict.fromkeys(read_point(plain, phrases))) or tuple(dict.fromkeys(read_range(plain, phrases)))


def _read_within(plain: str, phrases: Phrases) -> tuple[TypedDate, ...]:
    """Read the longest date within other words: "June 1896 in Moscow"."""
    words = plain.split()
    if not 1 < len(words) <= _LONGEST_AROUND[0] or len(plain) > _LONGEST_AROUND[1]:
        return ()
    if any(word in MUST_NOT_STAND_AROUND for word in words):
        return ()
    spans = sorted(
        ((start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1)),
        key=lambda span: span[0] - span[1],
    )
    for start, end in spans:
        around = " ".join((*words[:start], *words[end:]))
        if any(sign.isdigit() for sign in around) or not any(sign.isdigit() for sign in "".join(words[start:end])):
            continue
        if found := _read(" ".join(words[start:end]), phrases):
            return found
    return ()
