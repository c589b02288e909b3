"""A text without the differences that do not count: case, accents, articles, punctuation, widths of letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from aide_memoire.core.grading.verdict import LONGEST_ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable

ALL_EXACT = frozenset(("case", "accents", "signs"))
NOTHING_EXACT: frozenset[str] = frozenset()

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "ё": "е",
        **{chr(code): chr(code - 0x60) for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)},  # katakana: hiragana
        "ـ": None,  # stretches an Arabic word
    }
)
_SAME_SIGNS = str.maketrans({"♯": "#", "♭": "b", "\N{MODIFIER LETTER PRIME}": "'", **dict.fromkeys("‐‑‒–—―−﹣－", "-")})
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0123456789+-()n")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ]+")
_POWER = re.compile(r"(?<=[\w)])\s*\*\*\s*(?=[\w(+-])")
_RAISED_LETTER = re.compile(r"(?<=[^\W\d_])\^(?=\d)|(?<=\))\^(?=\d)")
_QUOTES = re.compile(r"['’‘`´ʼ\"“”„«»‹›]")
_THOUSANDS = re.compile(r"(?<=\d)[,  ' ](?=\d{3}(?!\d))")
_PERCENT = re.compile(r"(?<=\d)\s*(?:%|per cent\b)")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.S.A.
_NUMBER_SIGN = re.compile(r"(?<![\w])[-−–](?=\d)")
_POINT = re.compile(r"(?<=\d)[.,](?=\d)")
_SIGN = re.compile(r"[^\w ]|_|\d (?=\d{3})|\d *per cent")  # without one, nothing below has anything to do
_BLANK = re.compile(r"(?<!\d) | (?!\d)")
_SIGNS_KEPT = "#+°^"
_STRESS = "\N{COMBINING ACUTE ACCENT}\N{COMBINING GRAVE ACCENT}"
_STRESSED = "аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ"  # the stress that textbooks mark; ѓ and ќ are letters
_FREE_MARKS = ("LATIN", "GREEK", "HEBREW", "ARABIC")
"""Scripts whose marks are accents or vowel points. In others a mark makes another letter: й is not и, が is not か."""


def fold(text: str, articles: tuple[str, ...] = ()) -> str:
    """Return what of a text makes a difference: no case, accents, dashes, quotes, articles or punctuation.

    Signs and points at digits stay: -5 is not 5, and 3.5 is not 35. Where nothing would be left, the text
    stays as it was typed.
    """
    return fold_all_but(text, articles, NOTHING_EXACT)


@lru_cache(maxsize=4096)
def fold_all_but(text: str, articles: tuple[str, ...], exact: frozenset[str]) -> str:
    """Fold a text, but keep the case, accents or signs that `exact` names."""
    plain = raise_powers(text[:LONGEST_ANSWER])
    plain = unicodedata.normalize("NFKC", plain)
    plain = plain if "case" in exact else plain.casefold()
    plain = plain if "accents" in exact or plain.isascii() else without_accents(plain).translate(_LETTERS)
    plain = decimal_digits(plain)
    if "signs" in exact:
        return " ".join(plain.split())
    words = _without_punctuation(plain)
    rest = [word for word in words[:-1] if word.casefold() not in articles] + words[-1:]  # the A of Vitamin A
    return " ".join(rest) or " ".join(text[:LONGEST_ANSWER].split())


def _without_punctuation(plain: str) -> list[str]:
    """Return the words without punctuation; signs and points at digits stay."""
    if not _SIGN.search(plain):
        return plain.split()
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), plain) if "." in plain else plain
    plain = _THOUSANDS.sub("", _QUOTES.sub("", plain.replace("&", " and ")))
    plain = _RAISED_LETTER.sub("", _POWER.sub("^", plain)) if "^" in plain or "**" in plain else plain
    plain = _POINT.sub("\x00", _NUMBER_SIGN.sub("\x01", _PERCENT.sub(" percent", plain)))
    return plain.translate(_KEPT).replace("\x00", ".").replace("\x01", "-").split()


def raise_powers(text: str) -> str:
    """Return the text with raised figures behind a `^`, and music's signs as a keyboard has them: x² is x^2."""
    if text.isascii():
        return text
    return _RAISED.sub(lambda found: "^" + found[0].translate(_SUPERSCRIPTS), text.translate(_SAME_SIGNS))


def decimal_digits(text: str) -> str:
    """Return the text with the digits of any script as 0 to 9."""
    return text if text.isascii() else text.translate(_DIGITS)


class _Characters(dict[int, int | None]):
    """What becomes of each character, for `str.translate`; it is looked up once."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> int | None:
        found = self._becomes(chr(code))
        self[code] = ord(found) if found else None
        return self[code]


def _kept(sign: str) -> str:
    """Return the character where it makes a difference, else a space."""
    makes_a_difference = sign in _SIGNS_KEPT or sign in "\x00\x01" or unicodedata.category(sign)[0] in "LNMS"
    return sign if makes_a_difference else " "


_KEPT = _Characters(_kept)
_DIGITS = _Characters(lambda sign: str(unicodedata.decimal(sign)) if sign.isdecimal() else sign)
_UNMARKED = _Characters(lambda sign: "" if unicodedata.category(sign) == "Mn" else sign)


def without_accents(text: str) -> str:
    """Return the text without Latin and Greek accents, and without Hebrew and Arabic vowel points."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    if len(parts.translate(_UNMARKED)) == len(parts):
        return unicodedata.normalize("NFC", parts)
    kept: list[str] = []
    base = ""
    for sign in parts:
        if unicodedata.category(sign) != "Mn":
            base = unicodedata.name(sign, "")
        elif base.startswith(_FREE_MARKS) or (sign in _STRESS and kept and kept[-1] in _STRESSED):
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


def spaceless(folded: str) -> str:
    """Return the text without blanks, but for those between two figures: good-neighbourliness, vitamin B 12."""
    return _BLANK.sub("", folded)


def as_typed(text: str) -> str:
    """Return the text as it was written, but for blanks and Unicode's ways to compose a letter."""
    text = text[:LONGEST_ANSWER].replace("\ufe0f", "").replace("\ufe0e", "")  # they choose how a picture is drawn
    return " ".join(unicodedata.normalize("NFC", text).split())
