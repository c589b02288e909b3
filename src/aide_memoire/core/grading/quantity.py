"""Numbers, with or without a unit, compared by their value: 1/2, 0.5, ½, 50 %; 380,000, 380 thousand; 2 kg, 2000 g."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.grading.folding import decimal_digits, raise_powers
from aide_memoire.core.grading.numerals import CARDINALS, SCALES, cardinal, han_number
from aide_memoire.core.grading.units import parse_unit, same_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.answer import NumberRule
    from aide_memoire.core.grading.units import Unit

Comparison = Literal["right", "no unit", "other unit", "wrong"]

_LONGEST = 60
_MOST_FIGURES = 15  # more are not compared as numbers
_SAME = 1e-12
_COMMA_LANGUAGES = frozenset(
    str.split("de fr es it pt nl ru uk be bg pl cs sk sl hr sr hu ro fi sv nb no da is el tr lt lv")
)
_HEDGES = re.compile(
    r"^(?:ph\b\s*(?:=|of)?|about|around|approximately|approx\.?|roughly|circa|ca\.?|c\.|nearly|almost|~|≈|etwa|ungefähr|environ|около)\s*",
    re.I,
)
_QUALIFIERS = (
    (re.compile(r"^(?:more than|greater than|over|above|mehr als|über|plus de|más de|более|>(?!=))\s*", re.I), ">"),
    (re.compile(r"^(?:at least|no less than|≥|>=|mindestens)\s*", re.I), "≥"),
    (re.compile(r"^(?:less than|fewer than|under|below|weniger als|менее|<(?!=))\s*", re.I), "<"),
    (re.compile(r"^(?:at most|no more than|up to|≤|<=|höchstens)\s*", re.I), "≤"),
    (re.compile(r"^(?:±|\+/-|\+-)\s*"), "±"),
)
_PLUS_BEHIND = re.compile(r"(?<=\d)\s*\+(?=\s*(?:%|percent|$))| or more$")
_SIGN = re.compile(r"^(?:([-+])\s*|(minus|negative|plus)\s+)", re.I)
_FIGURES = r"\d{1,3}(?:[ '_]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d{2,3})+(?:[.,]\d+)?(?!\d)|\d+[.,]\d+|[.,]\d+|\d+"
_POWER = r"\^?\s*\(?\s*(?P<power>[-+]?\d{1,3})\)?"
_NUMBER = re.compile(
    rf"(?:(?P<whole>\d{{1,9}})\s+)?(?P<top>\d{{1,9}})\s*[/⁄]\s*(?P<bottom>\d{{1,9}})(?![\d/])"
    rf"|10\s*\^\s*\(?(?P<ten>[-+]?\d{{1,3}})\)?"
    rf"|(?P<figures>{_FIGURES})(?:[eE](?P<e>[-+]?\d{{1,3}})(?![\d])|\s*[x×·⋅*]\s*10\s*\^\s*\(?(?P<x>[-+]?\d{{1,3}})\)?)?"
)
_SCALE = re.compile(
    rf"^\s*({'|'.join(sorted(map(re.escape, SCALES), key=len, reverse=True))})\b\.?|^\s*([万亿億萬])", re.I
)
_FRACTIONS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "eighth": 8,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
}
_NOUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")
_NO_NOUNS = re.compile(
    r"\b(?:not|or|and|to|than|less|more|bc|bce|ad|ce|hundredths?|thousandths?|tenths?|millionths?|st|nd|rd|th|x|e)\b"
)
_CURRENCY = re.compile(r"^([-+]?)\s*([$€£¥₽₹])\s*(.+)$")


class Quantity(NamedTuple):
    """A number as it was written, with every value that it can have, the likeliest first."""

    values: tuple[float, ...]
    units: tuple[Unit, ...] = ()
    unit_text: str = ""
    noun: str = ""  # what is counted: "12 moons"
    qualifier: str = ""
    fraction: tuple[int, int] | None = None


@lru_cache(maxsize=2048)
def parse_quantity(text: str, language: str = "en") -> Quantity | None:
    """Return the quantity that a text is as a whole, or None."""
    if len(text) > _LONGEST or not text.strip():
        return None
    qualifier, plain = _qualified(_plain(text))
    currency = _CURRENCY.match(plain)
    plain = f"{currency[1]}{currency[3]} {currency[2]}" if currency else plain
    sign = _SIGN.match(plain)
    number = _number(plain[sign.end() :] if sign else plain, language)
    if number is None:
        return None
    values, rest, fraction = number
    if sign and (sign[1] or sign[2]).casefold() in ("-", "minus", "negative"):
        values, fraction = tuple(-value for value in values), None
    if not values or not all(math.isfinite(value) for value in values):
        return None
    return _with_unit(Quantity(values, qualifier=qualifier, fraction=fraction), rest.strip(), language)


def _plain(text: str) -> str:
    """Return the text with one kind of sign for minus, powers and digits; a fraction stands apart from its whole."""
    text = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", text)
    text = unicodedata.normalize("NFKC", raise_powers(text))
    text = decimal_digits(text).replace("**", "^").replace("−", "-").replace("–", "-").strip()
    return text.rstrip(".?;") if not text.endswith("...") else text


def _qualified(text: str) -> tuple[str, str]:
    """Return "more than", "at most" and the like as a sign, and the text without it."""
    text = _HEDGES.sub("", text)
    for pattern, sign in _QUALIFIERS:
        if found := pattern.match(text):
            return sign, _HEDGES.sub("", text[found.end() :])
    plus = _PLUS_BEHIND.search(text)
    return ("+", text[: plus.start()] + text[plus.end() :]) if plus else ("", text)


def _number(text: str, language: str) -> tuple[tuple[float, ...], str, tuple[int, int] | None] | None:
    """Return what the number at the start of a text can be, the text behind it, and a fraction as written."""
    found = _NUMBER.match(text)
    if found is None:
        return _number_in_words(text)
    rest = text[found.end() :]
    if found["top"]:
        top, bottom = int(found["top"]), int(found["bottom"])
        if not bottom:
            return None
        return (int(found["whole"] or 0) + top / bottom,), rest, None if found["whole"] else (top, bottom)
    if found["ten"]:
        return (10.0 ** int(found["ten"]),), rest, None
    values = _readings(found["figures"], language)
    power = int(found["e"] or found["x"] or 0)
    rest = re.sub(r"^k\b", " thousand", rest)  # 380k, but 380 K are kelvins
    scale = _SCALE.match(rest)
    if scale and not power:
        times = SCALES[(scale[1] or scale[2]).casefold()]
        return tuple(value * times for value in values), rest[scale.end() :], None
    return tuple(_times_ten(value, power) for value in values), rest, None


def _times_ten(value: float, power: int) -> float:
    return float(f"{value!r}e{power}") if power and "e" not in repr(value) else value * 10.0**power


def _readings(figures: str, language: str) -> tuple[float, ...]:
    """Return what figures can mean: a lone sign before three of them is a thousand's or a decimal one."""
    figures = re.sub(r"[ '_]", "", figures)
    signs = [sign for sign in figures if sign in ".,"]
    if sum(sign.isdigit() for sign in figures) > _MOST_FIGURES:
        return ()
    if not signs:
        return (float(figures),)
    whole, _, decimals = figures.rpartition(signs[-1])
    decimal = float(f"{re.sub('[.,]', '', whole) or 0}.{decimals}")
    thousands = float(re.sub("[.,]", "", figures))
    if len(signs) > 1:
        return (thousands,) if len(set(signs)) == 1 else (decimal,)
    if len(decimals) != 3 or len(whole) not in (1, 2, 3) or whole == "0":
        return (decimal,)
    is_point = signs[0] == ("," if language.partition("-")[0] in _COMMA_LANGUAGES else ".")
    return (decimal, thousands) if is_point else (thousands, decimal)


def _number_in_words(text: str) -> tuple[tuple[float, ...], str, None] | None:
    """Return the number that a text begins with in words, and the text behind it."""
    words = text.casefold().replace("-", " ").split()
    for length in range(min(8, len(words)), 0, -1):
        value = _in_words(words[:length])
        if value is not None:
            return (value,), " ".join(words[length:]), None
    return None


def _in_words(words: list[str]) -> float | None:
    """Return what words count: "three and a half", "two thirds", "half a million", "sixty"."""
    if words[-3:] == ["and", "a", "half"] and (whole := cardinal(words[:-3])) is not None:
        return whole + 0.5
    if len(words) == 1 and words[0] in ("half", "quarter"):
        return 1 / _FRACTIONS[words[0]]
    if len(words) == 2 and words[1] in _FRACTIONS and (words[0] in ("a", "an") or words[0] in CARDINALS):
        return CARDINALS.get(words[0], 1) / _FRACTIONS[words[1]]
    if words[0] not in CARDINALS and words[0] not in ("a", "hundred", "thousand"):
        return han_number(words[0]) if len(words) == 1 else None
    number = cardinal(words) if words[-1] != "and" else None
    return None if number is None else float(number)


def _with_unit(quantity: Quantity, rest: str, language: str) -> Quantity | None:
    """Return the quantity with the unit behind it, or with what it counts."""
    if not rest:
        return quantity
    if total := _sum_of(quantity, rest, language):
        return total
    if units := parse_unit(rest):
        return quantity._replace(units=units, unit_text=rest)
    noun = rest.casefold()
    return quantity._replace(noun=noun) if _NOUN.fullmatch(noun) and not _NO_NOUNS.search(noun) else None


def _sum_of(quantity: Quantity, rest: str, language: str) -> Quantity | None:
    """Return the sum of a quantity and another behind it, of the same kind: 1 h 30 min."""
    more = re.match(r"([^\d]+?)\s*(\d.*)$", rest)
    units = parse_unit(more[1].strip()) if more else ()
    other = parse_quantity(more[2], language) if more and units else None
    return _sum(quantity, units, other) if other else None


def _sum(quantity: Quantity, units: tuple[Unit, ...], more: Quantity) -> Quantity | None:
    """Return the sum of two quantities, the second in a smaller unit of the same kind."""
    for unit in units:
        other = next((each for each in more.units if each.dimensions == unit.dimensions and not each.offset), None)
        if other and other.factor < unit.factor:
            values = tuple(value + more.values[0] * other.factor / unit.factor for value in quantity.values)
            return quantity._replace(values=values, units=(unit,), fraction=None)
    return None


def compare(
    typed: Quantity, wanted: Quantity, rule: NumberRule | None = None, values: tuple[float, ...] | None = None
) -> Comparison | None:
    """Return how a typed quantity agrees with the wanted one, or None where the two cannot be compared.

    `values` are those that the wanted number has; when left out, only its likeliest.
    """
    if wanted.noun or (typed.noun and wanted.units):
        return None
    if wanted.fraction and math.gcd(*wanted.fraction) > 1:  # 120/80 is not a number
        return "no unit" if wanted.units and not typed.units and typed.fraction == wanted.fraction else None
    if not _same_qualifier(typed.qualifier, wanted.qualifier):
        return "wrong"
    pairs = [(one, other) for one in typed.values for other in values or wanted.values[:1]]
    units = wanted.units or (parse_unit(_plain(rule.unit)) if rule and rule.unit else ())
    return max((_compare_values(typed, one, other, units, rule) for one, other in pairs), key=_ORDER.index)


_ORDER: tuple[Comparison, ...] = ("wrong", "other unit", "no unit", "right")


def _same_qualifier(typed: str, wanted: str) -> bool:
    return typed == wanted or (typed == "+" and wanted in (">", "≥"))


def _compare_values(
    typed: Quantity, one: float, other: float, units: tuple[Unit, ...], rule: NumberRule | None
) -> Comparison:
    """Compare one reading of each."""
    plain = _near(one, other, rule)
    if not units:
        shares = [unit.factor for unit in typed.units if not unit.dimensions]
        return (
            "right" if any(_near(one * share, other, rule) for share in shares) or (plain and not shares) else "wrong"
        )
    if not typed.units:
        shares = [unit.factor for unit in units if not unit.dimensions]
        if any(_near(one, other * share, rule) for share in shares):
            return "right"
        return "no unit" if plain else "wrong"
    for unit, mine in _same_kind(units, typed.units):
        converted = one if unit == mine else (one * mine.factor + mine.offset - unit.offset) / unit.factor
        if _near(converted, other, rule):
            return "right"
    return "other unit" if plain else "wrong"


def _same_kind(wanted: tuple[Unit, ...], typed: tuple[Unit, ...]) -> Iterator[tuple[Unit, Unit]]:
    yield from ((one, other) for one in wanted for other in typed if one.dimensions == other.dimensions)


def _near(one: float, other: float, rule: NumberRule | None) -> bool:
    if rule and rule.tolerance:
        allowed = rule.tolerance * (abs(other) if rule.relative else 1)
        return abs(one - other) <= allowed * (1 + 1e-9)
    return math.isclose(one, other, rel_tol=_SAME, abs_tol=1e-300)


__all__ = ["Comparison", "Quantity", "compare", "parse_quantity", "same_unit"]
