"""The words that dates are written with, in the deck's language and in those that many learners know."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from aide_memoire.core.grading.distance import typo_distance
from aide_memoire.core.phrases import ENGLISH

if TYPE_CHECKING:
    from aide_memoire.core.phrases import Phrases

HEDGES = frozenset(
    (
        *("about", "around", "circa", "ca", "c", "approximately", "approx", "roughly", "около", "примерно"),
        *("~", "≈", "etwa", "ungefahr", "um", "vers", "hacia"),
    )
)
NOISE = HEDGES | frozenset(  # words that a date can be written with or without
    (
        *("in", "on", "at", "of", "the", "year", "years", "day", "month", "date", "dated", "ad", "ce", "anno"),
        *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("g", "г", "год", "года", "году", "гг", "в"),
        *("im", "am", "jahr", "jahre", "den", "der", "le", "en", "de", "del", "el", "ano", "año", "nel", "il"),
    )
)
MUST_NOT_STAND_AROUND = frozenset(
    (
        *("not", "no", "never", "before", "after", "since", "until", "till", "or", "than", "earlier", "later", "nor"),
        *("either", "early", "mid", "late", "bc", "ad", "ago", "century", "nicht", "oder", "vor", "nach", "до", "или"),
    )
)
LONG_WAYS = (
    ("end of the", "late"),
    ("beginning of the", "early"),
    ("start of the", "early"),
    ("middle of the", "mid"),
)
_RUSSIAN = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_RUSSIAN_ENDINGS = re.compile(r"(?:ь|я|а|й|е|ю|у)$")
_OTHER_MONTHS = (
    "januar janner janvier enero gennaio janeiro januari",
    "februar fevrier febrero febbraio fevereiro februari",
    "marz mars marzo marco maart",
    "avril abril aprile",
    "mai mayo maggio maio mei",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "aout agosto",
    "septembre septiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "novembre noviembre novembro",
    "dezember decembre diciembre dicembre dezembro",
)


@lru_cache(maxsize=4096)
def find_month(word: str, phrases: Phrases) -> tuple[int, bool] | None:
    """Return the month that a word names, whole or cut short, and whether that took a typo of one letter."""
    month = _months().get(_bare(word)) or _beginning(word, phrases) or _russian(word)
    if month:
        return month, False
    if len(word) >= 5:
        for place, names in enumerate(_names(phrases), 1):
            if any(typo_distance(word, name) == 1 for name in names):
                return place, True
    return None


@lru_cache(maxsize=4)
def _names(phrases: Phrases) -> tuple[tuple[str, str], ...]:
    """Return each month's names in the deck's language and in English."""
    pairs = zip(phrases.months, ENGLISH.months, strict=True)
    return tuple((own.casefold(), english.casefold()) for own, english in pairs)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Return the months of other languages, and what is no beginning of a name."""
    months = {name: place for place, names in enumerate(_OTHER_MONTHS, 1) for name in names.split()}
    return months | {"sept": 9}


def _bare(word: str) -> str:
    """Return a word without accents, as these tables have it."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn")


def _beginning(word: str, phrases: Phrases) -> int | None:
    for place, names in enumerate(_names(phrases), 1):
        if any(name == word or (len(word) >= 3 and name.startswith(word)) for name in names):
            return place
    return None


def _russian(word: str) -> int | None:
    stem = _RUSSIAN_ENDINGS.sub("", word)
    for place, name in enumerate(_RUSSIAN, 1):
        if stem == name or (len(word) >= 3 and len(name) > 2 and name.startswith(word)):
            return place
    return None
