"""Years before and after Christ, and centuries, as people write them."""

from __future__ import annotations

import re

from aide_memoire.core.grading.numerals import ordinal, roman

_CENTURY_WORDS = r"(?:century|centuries|cent|c|jahrhunderts?|jh|jhd|siecle|siglo|secolo|seculo|век|века|в)"
_CENTURY = re.compile(rf"\b(?P<number>[^\W_]+(?:[ -][^\W_]+)?) {_CENTURY_WORDS}\b")
_HUNDREDS = re.compile(r"\b(\d{1,2})00s\b")
_CENTURY_LAST = re.compile(r"\b(?:siecle|siglo|secolo|seculo|c) (?P<number>[^\W_]+)\b")
BEFORE_CHRIST = re.compile(
    r"\b(?:bce|b c e|bc|b c|before (?:christ|the common era)|v chr|v u z|vor christus|vor christi geburt"
    r"|av j c|av jc|avant jesus christ|avant j c|a c|a de c|antes de cristo|ante christum"
    r"|до н э|до нашеи эры|до нашей эры|до р х)(?: |$)|(?:公元前|紀元前|前)(?=\d)"
)
AFTER_CHRIST = re.compile(
    r"(?:^| )(?:ad|a d|ce|c e|anno domini|n chr|nach christus|n u z|ap j c|d c|d de c|н э|нашей эры)(?= |$)|公元(?=\d)"
)


def name_centuries(text: str, *, hundreds: bool = True) -> str:
    """Return the text with centuries as "17. century"; `hundreds` has the 1600s mean one too."""
    text = _HUNDREDS.sub(lambda found: f"{int(found[1]) + 1}. century", text) if hundreds else text
    return _CENTURY_LAST.sub(_century, _CENTURY.sub(_century, text))


def _century(found: re.Match[str]) -> str:
    """Return a century by its number; the word before it stays where it is no part of that."""
    words = found["number"].replace("-", " ").split()
    for start in range(len(words)):
        word = "-".join(words[start:])
        number = ordinal(word) or roman(word) or (int(word) if word.isdecimal() and len(word) < 4 else None)
        if number:
            return " ".join((*words[:start], f"{number}. century"))
    return found[0]
