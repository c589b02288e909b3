"""One wording for texts that say the same: WWII, Second World War; Louis XVI, Louis the Sixteenth; 44 BC, 44 BCE."""

from __future__ import annotations

import re
from functools import lru_cache

from aide_memoire.core.grading.eras import AFTER_CHRIST, BEFORE_CHRIST, name_centuries
from aide_memoire.core.grading.folding import spaceless
from aide_memoire.core.grading.numerals import CARDINALS, cardinal, han_number, ordinal, roman
from aide_memoire.core.grading.spelling import american

_WORLD_WAR = re.compile(
    r"\b(?:(?:ww|world war) ?(?P<after>i{1,3}|[123]|one|two|three)"
    r"|(?P<before>1st|2nd|3rd|first|second|third|1|2|3) world war)\b"
)
_WARS = {"i": "1", "ii": "2", "iii": "3", "one": "1", "two": "2", "three": "3", "first": "1", "second": "2"}
_WARS |= {"third": "3", "1st": "1", "2nd": "2", "3rd": "3"}
_VERSUS = re.compile(r"(?<=\w )(?:vs|versus)(?= \w)")
_LONGEST = 160
_YEAR_SIGN = re.compile(r"(?<=\d)年")
_KEYS = re.compile(r"\b([a-g]) ?(sharp|flat)\b")
_GREEK = {
    name: sign
    for name, sign in zip(
        str.split(
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
            "tau upsilon phi chi psi omega"
        ),
        "αβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
    if name not in ("nu", "mu", "xi", "iota")
} | {"µ": "μ", "infinity": "∞", "st": "saint", "mt": "mount"}
_GREEK_WHOLE = {"nu": "ν", "mu": "μ", "xi": "ξ", "iota": "ι"}  # too like other words to be letters within a text
_PARTICLES = ("the", "der", "die", "das", "le", "la", "el", "il")


@lru_cache(maxsize=4096)
def one_wording(folded: str, language: str = "en") -> str:
    """Return a folded text in the wording that all ways of saying the same share. It is for comparing alone."""
    if len(folded) > _LONGEST:
        return folded
    text = _infinitive(folded) if language.startswith("en") else folded
    text = _VERSUS.sub("v", text)
    text = _WORLD_WAR.sub(lambda found: f"world war {_war(found)}", text)
    text = _eras(name_centuries(_KEYS.sub(_key, text)))
    words = _numbers(text.split())
    return spaceless(" ".join(_letter(american(word), len(words)) for word in words))


def _infinitive(text: str) -> str:
    """Return a verb without its "to"."""
    return text.removeprefix("to ") if len(text) > 4 else text


def _war(found: re.Match[str]) -> str:
    number = found["after"] or found["before"]
    return _WARS.get(number, number)


def _key(found: re.Match[str]) -> str:
    return found[1] + ("#" if found[2] == "sharp" else "b")


def _eras(text: str) -> str:
    """Return a text with years before Christ marked at its end, and those after by nothing."""
    if "millennium" not in text and not any(sign.isdigit() for sign in text):
        return text
    text = _YEAR_SIGN.sub("", text)
    before = BEFORE_CHRIST.sub(" ", text)
    return f"{before.strip()} bc" if before != text else AFTER_CHRIST.sub(" ", text).strip()


def _numbers(words: list[str]) -> list[str]:
    """Return the words with number words and numerals as figures: ordinals as 3., but behind a name as 3."""
    found: list[str] = []
    place = 0
    while place < len(words):
        text, used = _number(words, place)
        if text.endswith(".") and place + used == len(words) and found:
            text = text[:-1]  # Louis the Sixteenth
            found = found[:-1] if found[-1] in _PARTICLES else found
        found.append(text)
        place += used
    return found


def _number(words: list[str], place: int) -> tuple[str, int]:
    """Return the word at a place, as a figure where it is a number, and how many words that took."""
    word = words[place]
    pair = "-".join(words[place : place + 2])
    if pair != word and (number := ordinal(pair)) is not None:
        return f"{number}.", 2
    if (number := ordinal(word)) is not None:
        return f"{number}.", 1
    length = next((n for n in range(min(8, len(words) - place), 0, -1) if _counts(words[place : place + n])), 0)
    if length:
        return str(cardinal(words[place : place + length])), length
    if len(words) > 1 and (number := roman(word)) is not None and (place or len(word) > 1):
        return str(number), 1
    number = han_number(word)
    return (word, 1) if number is None else (str(number), 1)


def _counts(words: list[str]) -> bool:
    """Return whether the words are one number, with neither "a" nor "and" at its ends."""
    first = words[0].partition("-")[0]
    return first in CARDINALS and words[-1] != "and" and cardinal(words) is not None


def _letter(word: str, length: int) -> str:
    """Return a Greek letter for its name."""
    if length == 1 and word in _GREEK_WHOLE:
        return _GREEK_WHOLE[word]
    return _GREEK.get(word, word)
