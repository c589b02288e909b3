"""A typed number against the accepted ones: by its value and unit, and what it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.grading.folding import raise_powers
from aide_memoire.core.grading.quantity import compare, parse_quantity
from aide_memoire.core.grading.references import same_figures
from aide_memoire.core.grading.spelled import in_figures, may_be_spelled
from aide_memoire.core.grading.units import parse_unit
from aide_memoire.core.grading.variants import same_words
from aide_memoire.core.grading.verdict import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.grading.quantity import Comparison
    from aide_memoire.core.grading.rules import Rules

MAY_BE_A_NUMBER = re.compile(
    r"[\d¼-¾⅐-⅞〇一二三四五六七八九十百千万亿]"
    r"|^\W*(?:minus|negative|plus|half|quarter|a |an |one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thir|fif|twenty|forty|eighty|ninety|hundred|thousand|million|zero|over|more|less|under|at|about)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"-?\d*[.,](\d{3,9})")
_SOLUTION = re.compile(r"^[a-z]\s*=\s*(?=[-−]?\d)")


def by_value(typed: str, accepted: tuple[str, ...], rules: Rules) -> Match | None:
    """Judge a number by its value; None where the typed text or all accepted ones are none."""
    if not accepted or rules.exact or not (MAY_BE_A_NUMBER.search(typed) or may_be_spelled(typed)):
        return None
    typed = in_figures(typed, rules.language)
    said = parse_quantity(typed, rules.language)
    if said is None or (said.noun and any(_names_what_it_counts(text, rules) for text in accepted)):
        return None
    best: Match | None = None
    for text, comparison in _comparisons(typed, accepted, rules):
        unit_is_free = rules.number is not None and not rules.number.unit_required
        match = _COMPARED["right" if comparison == "no unit" and unit_is_free else comparison](
            text, _unit_of(text, rules)
        )
        if match.word == "right":
            return match
        best = match if best is None or match.word == "partial" else best
    if best is not None and best.word == "wrong":
        best = _rounded(typed, accepted) or _referred(typed, accepted) or best
    words = [text for text in accepted if not parse_quantity(text, rules.language)]
    return (
        None
        if best is None or (best.word == "wrong" and any(same_words(typed, text, rules) for text in words))
        else best
    )


def _referred(typed: str, accepted: tuple[str, ...]) -> Match | None:
    """Return the text that a number stands for otherwise than by its value: 90s, 23.5 N."""
    return next((Match(text, "right") for text in accepted if same_figures(typed, text)), None)


def _rounded(typed: str, accepted: tuple[str, ...]) -> Match | None:
    """Return the fraction without an end that was typed as a decimal, rounded to three places or more."""
    found = _DECIMAL.fullmatch(typed.strip())
    for text in accepted if found else ():
        quantity = parse_quantity(text)
        endless = quantity and quantity.fraction and 10**6 % quantity.fraction[1]
        if (
            found
            and quantity
            and endless
            and round(quantity.values[0], len(found[1])) == float(found[0].replace(",", "."))
        ):
            return Match(text, "close", f"rounded; exactly, it is {text}")
    return None


def counted_noun(rules: Rules) -> str:
    """Return what the deck's numbers count, where that is no unit of measure: soldiers, years of a reign, islands."""
    unit = rules.number.unit if rules.number else ""
    return "" if not unit or parse_unit(raise_powers(unit)) else unit


def counts_something(typed: str, rules: Rules) -> bool:
    quantity = parse_quantity(typed, rules.language)
    return quantity is not None and bool(quantity.noun or quantity.units)


def without_noun(text: str, noun: str) -> tuple[str, bool]:
    """Return a number without the noun behind it, in the singular or the plural, and whether that was there."""
    stem = re.escape(noun.removesuffix("s"))
    found = re.search(rf"(?<=\S)\s*\b{stem}s?\W*$", text, re.IGNORECASE)
    return (text[: found.start()], True) if found else (text, False)


def _names_what_it_counts(text: str, rules: Rules) -> bool:
    """Return whether an accepted number has a unit or a noun behind it: "30 yaers" is to be compared with that."""

    quantity = parse_quantity(text, rules.language)
    return quantity is not None and bool(quantity.units or quantity.noun)


def _comparisons(typed: str, accepted: tuple[str, ...], rules: Rules) -> Iterator[tuple[str, Comparison]]:
    """Yield how a typed number agrees with each accepted one."""

    said = parse_quantity(typed, rules.language)
    first = parse_quantity(accepted[0], rules.language)
    for text in accepted:
        wanted = parse_quantity(_SOLUTION.sub("", text), rules.language)
        if wanted is None or said is None or _leading_zero(text):
            continue
        shared = tuple(value for value in wanted.values if first and value in first.values[:1])
        comparison = compare(said, wanted, rules.number, shared or None)
        if comparison is not None:
            yield text, comparison


def _leading_zero(text: str) -> bool:
    """Return whether a number is rather a name: 007."""
    return re.match(r"0\d", text.strip()) is not None


def _unit_of(text: str, rules: Rules) -> str:
    if rules.number and rules.number.unit:
        return rules.number.unit

    quantity = parse_quantity(text, rules.language)
    return quantity.unit_text if quantity else ""


def _right(text: str, _: str) -> Match:
    return Match(text, "right")


def no_unit(text: str, unit: str) -> Match:
    return Match(text, "partial", f"the unit is missing: {unit}")


def _other_unit(text: str, unit: str) -> Match:
    return Match(text, "wrong", f"the unit is {unit}")


def _wrong(text: str, _: str) -> Match:
    return Match(text, "wrong")


_COMPARED = {"right": _right, "no unit": no_unit, "other unit": _other_unit, "wrong": _wrong}
