"""Whole numbers below a million as words in German, French and Spanish."""

from __future__ import annotations

import re
from functools import lru_cache

from aide_memoire.core.grading.folding import fold

_GERMAN = str.split("null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf")
_GERMAN_STEMS = ("drei", "vier", "funf", "sech", "sieb", "acht", "neun")
_GERMAN_TENS = ("zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_FRENCH = str.split(
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf"
)
_FRENCH_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")
_SPANISH = str.split(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve"
)
_SPANISH_TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_SPANISH_HUNDREDS = str.split(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
_THOUSAND = {"de": "tausend", "fr": "mille", "es": "mil"}

_MAY_BE_SPELLED = re.compile(
    r"\s*(?:null|z[wéeè]|ein|dr[ei]|vie|f[uü]|sech|sieb|acht|neun|elf|hundert|tausend|un|deux|trois|quat|cin|six|sept|huit"
    r"|neuf|dix|onz|dou|trei|quin|sei|vingt|trent|quaran|soix|cent|mil|non|cero|un|dos|tres|cua|siete|och|nuev|diez|onc|doc"
    r"|trec|cato|die|vein|ses|set|noven|cien)",
    re.IGNORECASE,
)


def may_be_spelled(typed: str) -> bool:
    """Return whether a text begins like a number in one of the languages; most do not, and need no table."""
    return _MAY_BE_SPELLED.match(typed) is not None


def in_figures(typed: str, language: str) -> str:
    """Return a number in figures that is written in words of the language, any other text as it is."""
    number = _spelled_number(fold(typed), language) if may_be_spelled(typed) else None
    return typed if number is None else str(number)


def _spelled_number(folded: str, language: str) -> int | None:
    """Return the number that folded words of a language name: vierundzwanzig, quatre-vingt-dix, treinta y uno."""
    primary = language.partition("-")[0]
    if primary not in _THOUSAND:
        return None
    words = re.sub(r"[\s-]+", "", folded)
    below = _below_thousand(primary)
    thousands, thousand, rest = words.partition(_THOUSAND[primary])
    if not thousand or words in below:
        return below.get(words)
    times, more = below.get(thousands or "1"), below.get(rest.removeprefix("und")) if rest else 0
    return None if not times or more is None else 1000 * times + more


@lru_cache(maxsize=3)
def _below_thousand(language: str) -> dict[str, int]:
    """Return the numbers below a thousand by their words without blanks; "1" is the one left out before a thousand."""
    below = {"de": _german, "fr": _french, "es": _spanish}[language]()
    return {re.sub(r"[\s-]+", "", word): number for word, number in below.items()} | {"1": 1}


def _german() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_GERMAN)} | {"eins": 1, "einhundert": 100}
    words |= {f"{stem}zehn": number for number, stem in enumerate(_GERMAN_STEMS, 13)}
    for ten, word in enumerate(_GERMAN_TENS, 2):
        words |= {word: 10 * ten} | {f"{_GERMAN[unit]}und{word}": 10 * ten + unit for unit in range(1, 10)}
    small = {**words, "": 0}
    for times, hundred in enumerate(("hundert", *(f"{word}hundert" for word in _GERMAN[2:10])), 1):
        words |= {
            f"{hundred}{und}{word}": 100 * times + n for word, n in small.items() if n < 100 for und in ("", "und")
        }
    return words | {f"ein{word}": number for word, number in words.items() if word.startswith("hundert")}


def _french() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_FRENCH)} | {"septante": 70, "huitante": 80, "nonante": 90}
    for ten, word in enumerate(_FRENCH_TENS, 2):
        last = 20 if ten == 6 else 10
        words |= {word: 10 * ten} | {f"{word}{_FRENCH[unit]}": 10 * ten + unit for unit in range(1, last)}
        words |= {f"{word}et{_FRENCH[unit]}": 10 * ten + unit for unit in (1, 11) if unit < last}
    words |= {"quatrevingts": 80} | {f"quatrevingt{_FRENCH[unit]}": 80 + unit for unit in range(1, 20)}
    small = {**words, "": 0}
    for times, word in enumerate(("", *_FRENCH[2:10]), 1):
        words |= {f"{word}cent{rest}": 100 * times + number for rest, number in small.items()}
        words |= {f"{word}cents": 100 * times}
    return words


def _spanish() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_SPANISH)}
    for ten, word in enumerate(_SPANISH_TENS, 3):
        words |= {word: 10 * ten} | {f"{word}y{_SPANISH[unit]}": 10 * ten + unit for unit in range(1, 10)}
    small = {**words, "": 0}
    for times, hundred in enumerate(_SPANISH_HUNDREDS, 1):
        words |= {f"{hundred}{word}": 100 * times + number for word, number in small.items()}
    return words | {"cien": 100}
