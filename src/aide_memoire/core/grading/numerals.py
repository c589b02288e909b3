"""Numbers in words, ordinals and Roman numerals."""

from __future__ import annotations

import re

_UNITS = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
CARDINALS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_SCALES = (
    (12, "dozen"),
    (10**2, "hundred hundert"),
    (10**3, "thousand thousands tausend mille mil тыс"),
    (10**4, "万 萬"),
    (10**5, "lakh"),
    (10**6, "million millions mn mio millionen millones millón млн"),
    (10**7, "crore"),
    (10**8, "亿 億"),
    (10**9, "billion billions bn mrd milliarde milliarden milliard milliards млрд"),
    (10**12, "trillion trillions tn"),
)
SCALES = {word: number for number, words in _SCALES for word in words.split()}
_IRREGULAR = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
ORDINALS = (
    {f"{word}th": number for word, number in CARDINALS.items() if number < 20}
    | {f"{word[:-1]}ieth": number for word, number in CARDINALS.items() if number >= 20}
    | {"hundredth": 100, "thousandth": 1000}
    | _IRREGULAR
)
for _wrong in ("oneth", "twoth", "threeth", "fiveth", "eightth", "nineth", "twelveth", "zeroth"):
    ORDINALS.pop(_wrong, None)
NUMBER_WORDS = frozenset(CARDINALS) | frozenset(ORDINALS) | frozenset(("hundred", "thousand", "million"))
NUMBER_WORDS |= frozenset(("billion", "trillion"))
"""None of them is a typo of another."""

_ORDINAL_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th|er|re|e|ème|eme|º|ª|o|a)")
_ROMAN = re.compile(r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_HAN = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}


def roman(word: str) -> int | None:
    """Return the value of a Roman numeral in small letters."""
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[sign] for sign in word]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def ordinal(word: str) -> int | None:
    """Return the number of an ordinal: "third", "3rd", "twenty-first"."""
    if word in ORDINALS:
        return ORDINALS[word]
    figures = _ORDINAL_FIGURES.fullmatch(word)
    if figures and len(figures[1]) < 7:
        return int(figures[1])
    tens, _, unit = word.partition("-")
    if tens in _TENS and ORDINALS.get(unit, 10) < 10:
        return CARDINALS[tens] + ORDINALS[unit]
    return None


def cardinal(words: list[str]) -> int | None:
    """Return the number that English words name together: "two hundred and five", "twenty-one", "a million"."""
    total = current = 0
    parts = [part for word in words for part in word.split("-") if part != "and"]
    if not parts or (parts[0] in SCALES and parts[0] not in ("hundred", "thousand", "million", "billion")):
        return None
    for place, part in enumerate(parts):
        if part in ("a", "an") and place == 0 and len(parts) > 1:
            current = 1
        elif part in CARDINALS:
            if current % 10 or (current % 100 >= 10 and CARDINALS[part] >= 10):
                return None
            current += CARDINALS[part]
        elif part == "hundred":
            current = (current or 1) * 100
        elif part in SCALES:
            total, current = total + (current or 1) * SCALES[part], 0
        else:
            return None
    return total + current


def han_number(text: str) -> int | None:
    """Return the number that Chinese signs name: 十二, 一百零五, 一九四五."""
    if not text or any(sign not in _HAN and sign not in _HAN_SCALES for sign in text):
        return None
    if all(sign in _HAN for sign in text):
        return int("".join(str(_HAN[sign]) for sign in text[:18]))
    total = section = digit = 0
    for sign in text:
        if sign in _HAN:
            digit = _HAN[sign]
        elif _HAN_SCALES[sign] < 10**4:
            section, digit = section + (digit or 1) * _HAN_SCALES[sign], 0
        else:
            total, section, digit = total + (section + digit or 1) * _HAN_SCALES[sign], 0, 0
    return total + section + digit
