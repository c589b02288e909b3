"""References and names in short: § 823 and section 823, Art. 5 and Article 5, John 3:16 and 3.16, E. coli, 1914–18."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from aide_memoire.core.grading.folding import fold, spaceless
from aide_memoire.core.grading.numerals import ordinal, roman

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 80
_SECTION = re.compile(r"\b(?:sections?|sect?\.?|paragraph|para?\.?)\s*(?=\d)|§+\s*", re.IGNORECASE)
_PART_OF_SECTION = re.compile(r"(?<=\d)\s*(?:(?:abs\.?|absatz)\s*(?P<figure>\d+)|\b(?P<roman>[IVX]+)\b)", re.IGNORECASE)
_DECADE = re.compile(
    r"(?:the )?(?:19)?(?:(?P<ten>[2-9])0s|(?P<name>twenties|thirties|forties|fifties"
    r"|sixties|seventies|eighties|nineties))"
)
_TENS = str.split("- - twenties thirties forties fifties sixties seventies eighties nineties")
_COORDINATE = re.compile(
    r"(?P<figures>\d{1,3}(?:[.,]\d+)?)\s*(?:°|deg(?:rees?)?)?\s*(?P<side>n|s|e|w|north|south|east|west)", re.IGNORECASE
)
_LONG_FORMS = (
    ("article", r"art(?:\.|icle|ikel|ículo|icolo|igo)?"),
    ("opus", r"op(?:\.|us)?"),
    ("number", r"(?:n(?:o|r|um)\.?|number|nummer|numero|número|№|n°|#)"),
    ("chapter", r"ch(?:ap)?(?:\.|ter)?"),
    ("volume", r"vol(?:\.|ume)?"),
    ("figure", r"fig(?:\.|ure)?"),
    ("section", r"sect?(?:\.|ion)?"),
    ("abs", r"abs(?:\.|atz)?"),
    ("part", r"pt\.?"),
)
_FORM = r"(?<!\w)(?:{})\s*(?=\d|[IVX]+\b)"
_FORMS = tuple((long, re.compile(_FORM.format(short), re.IGNORECASE)) for long, short in _LONG_FORMS)
_ANY_FORM = re.compile(_FORM.format("|".join(short for _, short in _LONG_FORMS)), re.IGNORECASE)
_BOOK = re.compile(
    r"^(?P<number>[123]|I{1,3}|(?:1st|2nd|3rd|first|second|third))\.?\s+(?=[^\W\d_]+\s+\d)", re.IGNORECASE
)
_NUMBER_LAST = re.compile(r"(?P<name>[^\d]+?) number (?P<number>\d{1,3})")
_NUMBER_FIRST = re.compile(r"(?:the )?(?P<number>[\w-]+) (?P<name>[^\d]+)")
_SPAN = re.compile(r"(?:from )?(\d{3,4}) ?(?:-|to|until|till|bis) ?(\d{2,4})")
_SPECIES = re.compile(r"(?P<genus>[A-Z][a-z]+) (?P<rest>[a-z]{3,}(?: [a-z]{3,})?)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_OF = re.compile(
    r"(?:the )?(treaty|peace|battle|siege|congress|edict|convention|pact|declaration|massacre|conference|synod)"
    r" of (?:the )?(\w+(?: \w+)?)"
)


def same_reference(typed: str, text: str) -> bool:
    """Return whether a short or a long way of referring to something was typed for the other."""
    if len(typed) > _LONGEST or len(text) > _LONGEST:
        return False
    said, wanted = _plain(typed), _plain(text)
    if _reading(wanted):
        return same_figures(typed, text)
    return _in_long_form(said) == _in_long_form(wanted) or _is_species(typed, text)


def same_figures(typed: str, text: str) -> bool:
    """Return whether figures that are no plain number say the same: spans, decades, ratios, places, paragraphs."""
    said, wanted = _plain(typed[:_LONGEST]), _plain(text)
    reading = _reading(wanted)
    return reading is not None and reading(said) == reading(wanted)


def _reading(wanted: str) -> Callable[[str], object] | None:
    """Return how to read figures of that kind."""
    return next((reading for kind, reading in _READINGS if kind.search(wanted)), None)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())


def _in_long_form(text: str) -> str:
    """Return a reference in its long form, a number that is its name's last word in front."""
    for long, pattern in _FORMS if _ANY_FORM.search(text) else ():
        text = pattern.sub(f"{long} ", text)
    folded = fold(_BOOK.sub(lambda found: f"{_book(found['number'])} ", text), ("the",))
    return spaceless(_numbered(_OF.sub(r"\2 \1", folded)))


def _paragraph(found: re.Match[str]) -> str:
    return f" {found['figure'] or roman(found['roman'].casefold()) or found['roman']}"


def _book(written: str) -> int:
    small = written.casefold()
    return int(small) if small.isdecimal() else roman(small) or ordinal(small) or 0


def _numbered(folded: str) -> str:
    """Return "symphony number 5" and "fifth symphony" alike."""
    if last := _NUMBER_LAST.fullmatch(folded):
        return f"{last['number']}. {last['name']}"
    first = _NUMBER_FIRST.fullmatch(folded)
    number = ordinal(first["number"]) if first else None
    return f"{number}. {first['name']}" if first and number else folded


def _section(text: str) -> tuple[bool, str]:
    """Return a paragraph of a law, § 823 Abs. 1 or § 823 I, and whether it is called one."""
    text = _PART_OF_SECTION.sub(_paragraph, _SECTION.sub("§", text))
    return text.startswith("§"), _in_long_form(text)


def _verse(text: str) -> tuple[list[str], str]:
    """Return the figures of a verse, and its book."""
    text = re.sub(r"(?<=\d)\s*[.,:]\s*(?=\d)", ":", text)
    text = _BOOK.sub(lambda found: f"{_book(found['number'])} ", text)
    return re.findall(r"\d+(?=:)|(?<=:)\d+", text), fold(re.sub(r"\d+:\d+", "", text))


def _ratio(text: str) -> str:
    return re.sub(r"\s*(?:\bto\b|\bzu\b|:)\s*", ":", text)


def _clock(text: str) -> str:
    return re.sub(r"[.h]", ":", text)


def _span(text: str) -> tuple[int, int] | str:
    """Return the first and the last year of a span: 1914-18."""
    found = _SPAN.fullmatch(text.casefold())
    if not found:
        return text
    first, last = found.groups()
    return int(first), int(first[: max(len(first) - len(last), 0)] + last)


def _coordinate(text: str) -> tuple[str, str] | str:
    """Return the degrees of a latitude or a longitude and the first letter of its side."""
    found = _COORDINATE.fullmatch(text)
    return (found["figures"].replace(",", "."), found["side"][0].casefold()) if found else text


def _decade(text: str) -> int | str:
    """Return the ten that a decade of the last century is named by: 90s, the nineties."""
    found = _DECADE.fullmatch(text.casefold().replace("'", "").replace("’", ""))
    if not found:
        return text
    return int(found["ten"]) if found["ten"] else _TENS.index(found["name"])


_READINGS: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (re.compile(r"^[12]\d:[0-5]\d$"), _clock),
    (re.compile(r"^\d+\s*:\s*\d+$"), _ratio),
    (re.compile(rf"^{_COORDINATE.pattern}$", re.IGNORECASE), _coordinate),
    (re.compile(r"^(?:the )?19[2-9]0s$"), _decade),
    (re.compile(rf"^{_SPAN.pattern}$"), _span),
    (re.compile(r"§|\d\s*abs\.?\s*\d", re.IGNORECASE), _section),
    (re.compile(r"[^\W\d_]{2,}\s+\d{1,3}:\d"), _verse),
)


def _is_species(typed: str, text: str) -> bool:
    """Return whether a genus was typed by its first letter: E. coli."""
    wanted = _SPECIES.fullmatch(text.strip())
    return wanted is not None and fold(typed) == f"{wanted['genus'][0]} {wanted['rest']}".casefold()
