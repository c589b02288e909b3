"""How a value is written rightly: the texts that hints offer to an author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aide_memoire.core.dates import parse_date
from aide_memoire.core.grading.date_text import read_dates
from aide_memoire.core.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aide_memoire.core.grading.date_text import TypedDate

_PARTED = re.compile(r"[ \t]*(?:,(?!\d)|;|\n)[ \t]*")
_ABOUT = re.compile(
    r"(?:c\.|ca?\.?|circa|about|around|approx\.?|~)[ \t]*(\d.*)|(\d.*?)[ \t]*(?:\?|~|\(\?\))", re.IGNORECASE
)
_DECADE = re.compile(r"(?:the )?(\d{3})0['’]?s", re.IGNORECASE)
_SPAN = re.compile(r"(.*\d{2}.*?)(?:[ \t]*[–—][ \t]*|[ \t]+(?:-|to|until|bis)[ \t]+|(?<=\d{4})-(?=\d{4}$))(.+)")
_SHOWN = 60

LIST_KEYS = (
    "accept",
    "aliases",
    "lures",
    "tags",
    "members",
    "parties",
    "items",
    "ask",
    "bury_with",
    "formerly",
    "media",
)
"""Keys whose value is a list of names."""

OTHER_WORDS = {
    "when": "date year day",
    "where": "place location city",
    "who": "parties participants",
    "question": "front q prompt ask query frage",
    "answer": "back a response solution definition meaning translation antwort right correct",
    "accept": "alias aliases alternatives alternative also accepted answers synonyms variants",
    "aliases": "alternatives also_known_as aka synonyms names other_names",
    "lures": "lies options choices distractors wrong wrong_answers false alternatives",
    "explanation": "comment note notes remark remarks extra why reason explain details",
    "caution": "warning caveat",
    "source": "reference references sources citation cite ref",
    "tags": "labels label category categories topic topics keywords",
    "name": "title label event what",
    "title": "name",
    "date": "year day when start begin on",
    "until": "end to end_date stop",
    "place": "location where city country",
    "parties": "who participants people members signatories",
    "what": "description summary about",
    "members": "items elements entries list values",
    "items": "steps members elements entries list order events",
    "text": "sentence cloze question content",
    "language": "lang locale",
    "why": "reason because explanation",
    "url": "link href website",
    "summary": "description about",
    "rows": "data entries values cells",
    "columns": "header headers fields",
}
"""Words that authors write for a key, from other programs or other kinds of notes."""


def quoted(text: str) -> str:
    """Return a text as TOML has it, in the quotes that need no backslash where there are any."""
    if "\\" not in text and '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quoted_list(texts: Iterable[str]) -> str:
    """Return texts as a list of TOML."""
    return f"[{', '.join(quoted(text) for text in texts)}]"


def split_texts(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts that an author has put into one, with commas or semicolons between them."""
    parts = (part.strip(" \t\r\n\"'") for text in texts for part in _PARTED.split(text))
    return tuple(part for part in parts if part)


def write(value: str) -> str:
    """Return the hint that shows a value as it is written; one too long is not repeated."""
    return f"write {value}" if 0 < len(value) <= _SHOWN and "\n" not in value else ""


def as_text(key: str, value: Any) -> str:
    """Return the hint for a text that was written as something else."""
    if isinstance(value, bool):
        return write(quoted("true" if value else "false"))
    if isinstance(value, int | float):
        return write(quoted(str(value)))
    texts = [each for each in value if isinstance(each, str)] if isinstance(value, list) else [value]
    if key == "answer" and len(texts) > 1:
        return write(f"answer = {quoted(texts[0])} and accept = {quoted_list(texts[1:])}")
    if key == "place" and len(texts) > 1:
        return write(f"place = {quoted(texts[0])} and accept.where = {quoted_list(texts[1:])}")
    if key in ("author", "title", "what") and len(texts) > 1:
        return write(quoted(", ".join(texts)))
    return write(quoted(texts[0])) if len(texts) == 1 and isinstance(texts[0], str) else ""


def as_list(value: Any) -> str:
    """Return the hint for a list that was written as something else."""
    if isinstance(value, str):
        return write(quoted_list(split_texts([value]) or [value]))
    if isinstance(value, dict):
        return "put brackets around it: [{ … }]" if "name" in value else write(quoted_list(value))
    if isinstance(value, list):
        return write(quoted_list(value)) if all(isinstance(each, str) for each in value) else ""
    return write(quoted_list([str(value)])) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def as_flag(key: str, value: Any) -> str:
    """Return the hint for true or false that was written as something else."""
    word = value.strip().casefold() if isinstance(value, str) else value
    if word in ("true", "yes", "on", 1):
        return f"write {key} = true"
    return "delete the line" if word in ("false", "no", "off", 0) else f"write {key} = true, or delete the line"


def meant_key(key: str, known: Iterable[str]) -> str:
    """Return the known key that an author meant by an unknown one, or "" if that is not clear."""
    known = list(known)
    near = nearest(key, known)
    others = (each for each, words in OTHER_WORDS.items() if each in known and key.casefold() in words.split())
    return near if near.casefold() == key.casefold() else next(others, near)


def is_date_key(key: str) -> bool:
    """Return whether a key of a note has a date as its value."""
    return key in ("date", "until", "as_of")


def edtf(written: str) -> str:
    """Return a date as decks have it, or what was written where that is no date or could be two."""
    plain = written.strip()
    about, decade, span = _ABOUT.fullmatch(plain), _DECADE.fullmatch(plain), _SPAN.fullmatch(plain)
    if _is_date(plain):
        return plain
    if about:
        right = edtf(about[1] or about[2])
        return f"{right}~" if _is_date(f"{right}~") else written
    if decade:
        return f"{decade[1]}0/{decade[1]}9"
    if span:
        right = f"{edtf(span[1])}/{edtf(span[2])}"
        return right if _is_date(right) else written
    found = {_point(each) for each in read_dates(plain) if each.precision != "range" and not each.typo}
    right = found.pop() if len(found) == 1 else ""
    return right if _is_date(right) else written


def _point(date: TypedDate) -> str:
    year = f"{date.first.year:04}" if date.first.year >= 0 else f"-{-date.first.year:04}"
    month, day = f"-{date.first.month:02}", f"-{date.first.day:02}"
    return year + (month if date.precision != "year" else "") + (day if date.precision == "day" else "")


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True
