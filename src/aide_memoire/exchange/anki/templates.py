"""Parse and render the card templates of Anki."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARK = re.compile(r"\{\{([^{}]*)\}\}")
_ANSWER = re.compile(r"""<hr[^<>]*\bid\s*=\s*["']?answer\b[^<>]*>""", re.IGNORECASE)
_TAGS = re.compile(r"<(?!img\b)[^<>]*>", re.IGNORECASE)
_WORDS = re.compile(r"(?:^|(?<=>))[^<>]*(?:[^\W\d_]|:\s*$)[^<>]*(?=<|$)|(?<=>)[\s:·|–-]+(?=<|$)")
_SPECIAL = frozenset(("FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"))
_LONGEST = 1_000_000
"""The maximum number of characters of one side of a card. A longer one repeats a field maliciously."""


class Mark(NamedTuple):
    """A {{mark}} of a template: `sign` is #, ^ or / for a condition, else ""."""

    sign: str
    field: str
    filters: tuple[str, ...]


Part = str | Mark


@lru_cache(maxsize=512)
def parts_of(template: str) -> tuple[Part, ...]:
    """Return the texts and marks of a template in order."""
    parts: list[Part] = []
    for place, part in enumerate(_MARK.split(template)):
        if place % 2 == 0:
            parts += [part] if part else []
        else:
            mark = part.strip()
            sign = mark[:1] if mark[:1] in ("#", "^", "/") else ""
            *filters, field = mark.removeprefix(sign).split(":")
            parts.append(Mark(sign, field.strip(), tuple(each.strip() for each in filters)))
    return tuple(parts)


@lru_cache(maxsize=512)
def shown_fields(template: str, *, is_answer: bool = False) -> frozenset[str]:
    """Return the names of the fields that a template of a question or an answer shows."""
    marks = (part for part in parts_of(template) if isinstance(part, Mark) and not part.sign)
    return frozenset(mark.field for mark in marks if not _unseen(mark, is_answer=is_answer))


@lru_cache(maxsize=512)
def cloze_fields(template: str) -> frozenset[str]:
    """Return the names of the fields that a template shows as cloze texts."""
    return frozenset(part.field for part in parts_of(template) if isinstance(part, Mark) and "cloze" in part.filters)


def rendered(template: str, fields: Mapping[str, str], *, is_answer: bool = False) -> str:
    """Return the HTML of a template for the fields of a note; fields that are not in `fields` are empty.

    Conditions work as in Anki. {{FrontSide}}, speech, and typed fields on the question side show nothing. Raises
    ValueError if the result would be too long.
    """
    shown: list[str] = []
    conditions: list[bool] = []  # the open conditions: whether each hides its content
    length = hiding = 0
    for part in parts_of(template):
        if isinstance(part, Mark) and part.sign:
            if part.sign != "/":
                conditions.append(bool(fields.get(part.field, "").strip()) == (part.sign == "^"))
                hiding += conditions[-1]
            elif conditions:
                hiding -= conditions.pop()
        elif not hiding:
            text = part if isinstance(part, str) else _shown(part, fields, is_answer=is_answer)
            length += len(text)
            if length > _LONGEST:
                raise ValueError(f"a side of more than {_LONGEST:,} characters")
            shown.append(text)
    return "".join(shown)


def answered(template: str, fields: Mapping[str, str]) -> str:
    """Return the HTML of an answer: the fields that its template shows, without the template's own words.

    Where it shows no field, its words are the answer. Raises ValueError if the result would be too long.
    """
    wordless = rendered(_wordless(template), fields, is_answer=True)
    return wordless if _TAGS.sub("", wordless).strip() else rendered(template, fields, is_answer=True)


@lru_cache(maxsize=512)
def _wordless(template: str) -> str:
    """Return a template without the words, and the colons, between its marks and tags."""
    parts = _MARK.split(template)
    parts[::2] = [_WORDS.sub(" ", part) for part in parts[::2]]
    return "".join(part if place % 2 == 0 else f"{{{{{part}}}}}" for place, part in enumerate(parts))


def below_the_line(answer: str) -> str:
    """Return the template of an answer without the part above its line, which repeats the question."""
    *_, below = _ANSWER.split(answer)
    return below if below.strip() else answer


def _shown(mark: Mark, fields: Mapping[str, str], *, is_answer: bool) -> str:
    return "" if _unseen(mark, is_answer=is_answer) else fields.get(mark.field, "")


def _unseen(mark: Mark, *, is_answer: bool) -> bool:
    is_spoken = any(each.split(" ")[0] == "tts" for each in mark.filters)
    return mark.field in _SPECIAL or is_spoken or ("type" in mark.filters and not is_answer)
