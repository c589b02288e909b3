"""Find the amounts in a sentence: numbers with a unit, or with what they count."""

from __future__ import annotations

import re
from typing import NamedTuple

from aide_memoire.core.grading.numerals import CARDINALS, SCALES
from aide_memoire.core.grading.quantity import parse_quantity

_NEAR = 40  # characters around a number that say what it is
_WORDS = "|".join(sorted((word for word, value in CARDINALS.items() if value > 2), key=len, reverse=True))
_SCALE = "|".join(sorted((word for word in SCALES if len(word) > 3), key=len, reverse=True))
_FIGURES = r"\d{1,3}(?:[,.’'\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,/$€£¥-])(?P<money>[$€£¥]\s?)?(?P<number>(?:{_FIGURES})(?:\s?[×x]\s?10\^?[-−⁻]?[\d⁰¹²³⁴-⁹]+)?"
    rf"(?:\s(?:{_SCALE})\b)?"
    rf"|(?:(?:half\s)?an?\s)?(?:{_SCALE})\b|(?:{_WORDS})(?:-(?:{_WORDS}|one|two))?(?:\s(?:{_SCALE}))*(?!\w))"
    r"(?![\d/]|st\b|nd\b|rd\b|th\b|s\b)",
    re.I,
)
_UNIT = re.compile(r"\s?(%|‰|°[CF]?|[^\W\d_]{1,12}[²³]?(?:/[^\W\d_]{1,6}[²³]?|\sper\s[a-z]+)?(?:\s[a-z]{3,6})?)")
_LETTERS = frozenset("mgVWNJLlK")
"""Units of one letter; any other may be a word."""

_NO_UNITS = frozenset(
    str.split("in as at a an to am an and was des del per day days month months year years on so us no")
)
_DURATION = re.compile(
    r"\s?(times\s(?:an?|per)\s[a-z]+|years?|months?|weeks?|days?|hours?|minutes?|seconds?|centuries"
    r"|Jahren?|Tagen?|Stunden?)\b"
)
_COUNTED = re.compile(
    r"\s(?P<what>(?:(?!of\b|and\b|or\b|to\b|in\b|with\b|from\b)[\w’-]+\s){0,2}?[a-zà-ÿ’-]{2,}(?<!s)s)\b(?!-)"
)
_RELATIVE = re.compile(r"\b(?:next|last|past|previous|coming|nächsten|letzten|vergangenen)\s$", re.I)
"""Before “30 years”: they are counted from a day that the text does not say."""

_SCALED = re.compile(rf"(?:{_SCALE})$", re.I)
_GROUPED = re.compile(r"\d{1,3}(?:[,.’' \u00a0\u202f]\d{3})+")
_POPULATION = re.compile(r"\bpopulation (?:of|was|is)(?: about| some| around)?\s$")
_GERMAN = re.compile(r"\b(?:der|die|das|und|hat|hatte|wurde)\b")
_GERMAN_PLURAL = re.compile(r"\s[A-ZÄÖÜ][\w-]+(?:e|en|er|n|s)\b")
_STRONG = re.compile(r"-(?:strong|man|member|person|year-old)\b")
_NO_COUNT = frozenset(str.split("times was has is its this his thus ways cases others does years’ less plus as us yes"))
_NUMBERED = re.compile(
    r"(?:\b(?:no|nos|nr|page|p|pp|chapter|article|section|part|volume|vol|act|verse|line|number|figure|fig|table|step|"
    r"artikel|kapitel|seite|teil|§|¶|№|#)\.?\s?|\w-)$",
    re.I,
)


class FoundNumber(NamedTuple):
    """A number, the unit or the noun behind it, and the place of the number in the sentence."""

    start: int
    end: int
    number: str
    unit: str = ""


def find_numbers(sentence: str) -> tuple[FoundNumber, ...]:
    """Return the amounts of a sentence. A number that stands for itself, such as that of a chapter, is none."""
    found = []
    for number in _NUMBER.finditer(sentence):
        before = sentence[max(number.start() - _NEAR, 0) : number.start()]
        if number["number"][0].isdigit() and _NUMBERED.search(before) and not number["money"]:
            continue
        amount = _amount(sentence, number, before)
        if amount:
            found.append(amount)
    return tuple(found)


def _amount(sentence: str, number: re.Match[str], before: str) -> FoundNumber | None:
    """Return the number with what stands behind it, or None where that is nothing to be counted or measured."""
    text, rest = number["number"], sentence[number.end() : number.end() + 2 * _NEAR]
    if parse_quantity(text) is None or _RELATIVE.search(before):
        return None
    start = number.start("number")
    if number["money"]:
        return FoundNumber(start, number.end(), text, number["money"].strip())
    unit = _DURATION.match(rest) or _unit(rest)
    if unit or _is_amount(sentence, text, before, rest):
        return FoundNumber(start, number.end(), text, unit[1] if unit else "")
    return None


def _is_amount(sentence: str, text: str, before: str, rest: str) -> bool:
    """Return whether a number without a unit counts something, by the words around it."""
    counted = _COUNTED.match(rest)
    return bool(
        (counted and counted["what"].split()[-1] not in _NO_COUNT)
        or _STRONG.match(rest)
        or _SCALED.search(text)
        or (_GROUPED.fullmatch(text) and re.match(r"\s[^\W\d_]", rest))
        or _POPULATION.search(before)
        or (text.isdecimal() and _GERMAN_PLURAL.match(rest) and _GERMAN.search(sentence))
    )


def _unit(rest: str) -> re.Match[str] | None:
    """Return the unit at the beginning of what follows a number: the longest that reads as one."""
    found = _UNIT.match(rest)
    while found:
        unit = found[1]
        is_word = unit in _LETTERS or not unit[0].isalpha() or (len(unit) > 1 and unit.casefold() not in _NO_UNITS)
        if is_word and not re.match(r"\w", rest[found.end() :]):
            quantity = parse_quantity(f"1 {unit}")
            if quantity and quantity.units:
                return found
        shorter = unit.rpartition(" ")[0].removesuffix(" per") or (unit.partition("/")[0] if "/" in unit else "")
        found = re.match(rf"\s?({re.escape(shorter)})", rest) if shorter and shorter != unit else None
    return None
