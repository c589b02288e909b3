"""One typed text against the accepted ones: the same, nearly the same, a part of it, or another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from aide_memoire.core.grading.articles import split_article
from aide_memoire.core.grading.code import is_code, same_code
from aide_memoire.core.grading.date_text import read_dates
from aide_memoire.core.grading.folding import NOTHING_EXACT, as_typed, fold, fold_all_but, raise_powers, spaceless
from aide_memoire.core.grading.formula import is_formula, same_formula
from aide_memoire.core.grading.names import (
    has_more_names,
    in_full,
    looks_like_a_person,
    same_person,
    surnames,
    with_initials,
)
from aide_memoire.core.grading.quantity import compare, parse_quantity
from aide_memoire.core.grading.references import same_figures, same_reference
from aide_memoire.core.grading.spelled import in_figures, may_be_spelled
from aide_memoire.core.grading.units import parse_unit, same_unit
from aide_memoire.core.grading.variants import variants
from aide_memoire.core.grading.verdict import LONGEST_ANSWER
from aide_memoire.core.grading.wording import one_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aide_memoire.core.grading.quantity import Comparison
    from aide_memoire.core.grading.rules import Rules

_MAY_BE_A_NUMBER = re.compile(
    r"[\d¼-¾⅐-⅞〇一二三四五六七八九十百千万亿]"
    r"|^\W*(?:minus|negative|plus|half|quarter|a |an |one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thir|fif|twenty|forty|eighty|ninety|hundred|thousand|million|zero|over|more|less|under|at|about)",
    re.IGNORECASE,
)


_DECIMAL = re.compile(r"-?\d*[.,](\d{3,9})")
_SOLUTION = re.compile(r"^[a-z]\s*=\s*(?=[-−]?\d)")
_NEGATIVE = re.compile(r"[-−–](?:[a-zα-ω]\b|\s*(?:sin|cos|tan|log|ln|exp|√|[πθλ∞]))")
_LONGEST_DATE = 40
_A_FLAT = re.compile(r"\s*a[ -](?:flat|sharp)\b", re.IGNORECASE)  # a key of music, no article
_HAS_YEAR = re.compile(r"\d{3}")


class Match(NamedTuple):
    """The accepted text that was meant, how well it was written, and what is wrong with it."""

    text: str
    word: Literal["right", "close", "partial", "wrong"]
    reason: str = ""


def match_answer(
    typed: str,
    accepted: tuple[str, ...],
    rules: Rules,
    *,
    lures: tuple[str, ...] = (),
    taken: Callable[[str], bool] = lambda _: False,
) -> Match | None:
    """Return which accepted text was typed, and how well; "wrong" only where there is something to say about it.

    A lure is never right, nor a typo; what is `taken`, as it answers another card, is no typo.
    """
    counted = _counted_noun(rules)
    if counted:
        return _match_count(typed, accepted, counted, rules, lures)
    typed = typed[:LONGEST_ANSWER]
    written = as_typed(typed)
    same = next((text for text in accepted if as_typed(text) == written), None)
    if same is not None and not (rules.number and rules.number.unit_required):
        return Match(same, "right")
    if written in {as_typed(lure) for lure in lures}:
        return None
    judged = _by_value(typed, accepted, rules)
    if judged is not None:
        return judged
    negative = _NEGATIVE.match(written) is not None
    words = [text for text in accepted if not has_signs(text, rules) and not (negative and text[0] not in "-−–")]
    same = next((text for text in accepted if text not in words and _same_signs(typed, text, rules)), None)
    same = same or next((text for text in words if _same_words(typed, text, rules)), None)
    if same is not None:
        return Match(same, "right")
    said = fold(typed, rules.free_articles)
    is_lure = said in {fold(lure, rules.free_articles) for lure in lures}
    return None if is_lure else _loosely(typed, said, words, rules, taken)


def has_signs(text: str, rules: Rules) -> bool:
    """Return whether every sign of a text counts: code, formulas, and where the deck says so."""

    return "signs" in rules.exact or is_code(text) or is_formula(text) or _is_unit(text)


def is_plain_text(text: str, rules: Rules) -> bool:
    """Return whether a text is compared by its letters alone: no number, sign, bracket or article that counts."""

    if has_signs(text, rules) or len(variants(text, rules.language)) > 1:
        return False
    if split_article(text, rules.language, rules.free_articles).article:
        return False
    return not _MAY_BE_A_NUMBER.search(text) or parse_quantity(text, rules.language) is None


def _is_unit(text: str) -> bool:
    """Return whether a text is a compound unit: m/s²."""
    if len(text) > 20 or not re.search(r"[/·⋅*^²³⁻]| s", text):
        return False

    return bool(parse_unit(_plain_powers(text)))


def _plain_powers(text: str) -> str:

    return raise_powers(text)


def _same_signs(typed: str, text: str, rules: Rules) -> bool:
    """Return whether code, a formula or a unit is the same in every sign."""

    if "signs" in rules.exact or is_code(text):
        return same_code(typed, text, rules.exact)
    if _is_unit(text) and same_unit(_plain_powers(typed), _plain_powers(text)):
        return True
    if "case" in rules.exact and fold_all_but(typed, (), rules.exact) != fold_all_but(text, (), rules.exact):
        return False
    return is_formula(text) and same_formula(typed, text)


def _same_words(typed: str, text: str, rules: Rules) -> bool:
    """Return whether a text was typed, but for what makes no difference."""
    said = fold_all_but(typed, rules.free_articles, rules.exact)
    for each in variants(text, rules.language):
        wanted = fold_all_but(each, rules.free_articles, rules.exact)
        if said == wanted or spaceless(said) == spaceless(wanted):
            return True
    return False


def _by_value(typed: str, accepted: tuple[str, ...], rules: Rules) -> Match | None:
    """Judge a number by its value; None where the typed text or all accepted ones are none."""
    if not accepted or rules.exact or not (_MAY_BE_A_NUMBER.search(typed) or may_be_spelled(typed)):
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
        if best is None or (best.word == "wrong" and any(_same_words(typed, text, rules) for text in words))
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


def _match_count(
    typed: str, accepted: tuple[str, ...], noun: str, rules: Rules, lures: tuple[str, ...]
) -> Match | None:
    """Return which accepted number was typed, where the deck says what it counts; the noun alone is never a typo."""
    number, is_named = _without_noun(typed[:LONGEST_ANSWER], noun)
    if not is_named and _counts_something(number, rules):
        return next((Match(text, "right") for text in accepted if _same_words(typed, text, rules)), None)
    free = rules._replace(number=rules.number._replace(unit="", unit_required=False) if rules.number else None)
    match = match_answer(number, tuple(_without_noun(text, noun)[0] for text in accepted), free, lures=lures)
    is_missing = rules.number is not None and rules.number.unit_required and not is_named
    return _no_unit(match.text, noun) if match and match.word == "right" and is_missing else match


def _counted_noun(rules: Rules) -> str:
    """Return what the deck's numbers count, where that is no unit of measure: soldiers, years of a reign, islands."""
    unit = rules.number.unit if rules.number else ""
    return "" if not unit or parse_unit(raise_powers(unit)) else unit


def _counts_something(typed: str, rules: Rules) -> bool:
    quantity = parse_quantity(typed, rules.language)
    return quantity is not None and bool(quantity.noun or quantity.units)


def _without_noun(text: str, noun: str) -> tuple[str, bool]:
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


def _no_unit(text: str, unit: str) -> Match:
    return Match(text, "partial", f"the unit is missing: {unit}")


def _other_unit(text: str, unit: str) -> Match:
    return Match(text, "wrong", f"the unit is {unit}")


def _wrong(text: str, _: str) -> Match:
    return Match(text, "wrong")


_COMPARED = {"right": _right, "no unit": _no_unit, "other unit": _other_unit, "wrong": _wrong}


def _loosely(typed: str, said: str, words: list[str], rules: Rules, taken: Callable[[str], bool]) -> Match | None:
    """Return a text that was typed in other words or spelling, in part, or with a typo."""
    if "case" in rules.exact or "accents" in rules.exact:
        counted = next((text for text in words if fold(text, rules.free_articles) == said), None)
        if counted is not None:
            return Match(counted, "wrong", f"{_differs(typed, counted, rules)} count here: it is written {counted}")
    same = next((text for text in words if _in_other_words(typed, text, rules)), None)
    if same is not None:
        return Match(same, "right")
    if taken(said):
        return None
    for text in words:
        partly = _without_article(typed, text, rules) or _by_surname(typed, text, rules)
        if partly is not None:
            return partly
    return _nearest(typed, said, words, rules)


def _differs(typed: str, text: str, rules: Rules) -> str:
    """Return the name of what differs, of those that count."""
    accents = fold_all_but(typed, rules.free_articles, frozenset(("accents",)))
    wanted = fold_all_but(text, rules.free_articles, frozenset(("accents",)))
    return "accents" if "accents" in rules.exact and accents != wanted else "capitals"


def _in_other_words(typed: str, text: str, rules: Rules) -> bool:
    """Return whether a text says the same in another wording: WWII, Second World War; sulphate, sulfate."""
    if rules.exact:
        return False

    said = fold(typed, () if _A_FLAT.match(typed) else rules.free_articles)
    if _is_numeral(text):
        return False
    return (
        _is_same_date(typed, text)
        or same_reference(typed, text)
        or any(
            one_wording(said, rules.language) == one_wording(fold(each, rules.free_articles), rules.language)
            for each in variants(text, rules.language)
        )
    )


def _is_same_date(typed: str, text: str) -> bool:
    """Return whether both are one month or day, in whatever way they are written: 23.5.1949, 23 May 1949."""
    if len(text) > _LONGEST_DATE or not _HAS_YEAR.search(text) or not _HAS_YEAR.search(typed):
        return False

    wanted = [each for each in read_dates(text) if each.precision in ("month", "day")]
    return bool(wanted) and any(each[:3] == wanted[0][:3] for each in read_dates(typed))


def _is_numeral(text: str) -> bool:
    """Return whether the answer is a Roman numeral itself."""
    return re.fullmatch(r"[IVXLCDM]+", text.strip()) is not None


def _without_article(typed: str, text: str, rules: Rules) -> Match | None:
    """Return a partial match where nothing but the article is missing or wrong."""
    wanted = split_article(text, rules.language, rules.free_articles)
    said = split_article(typed, rules.language, rules.free_articles)
    if wanted.article == said.article:
        return None
    rest = match_answer(said.rest, (wanted.rest,), rules._replace(language=rules.language))
    if rest is None or rest.word not in ("right", "close"):
        return None
    if not wanted.article:
        return Match(text, rest.word, rest.reason)
    told = f"the article is {wanted.article}" if said.article else f"the article is missing: {wanted.article}"
    return Match(text, "partial", told)


def _by_surname(typed: str, text: str, rules: Rules) -> Match | None:
    """Return a match where a person was named by the surname, or with initials."""
    said = fold(typed)
    if not rules.person and not looks_like_a_person(text):
        return None
    if rules.person and (with_initials(typed, text) or in_full(typed, text) or same_person(typed, text)):
        return Match(text, "right")
    if rules.person and has_more_names(typed, text):
        return Match(text, "partial", f"{text} it is; the first name the deck does not know")
    if len(said.split()) >= len(fold(text).split()):
        return None
    known = surnames(text)
    if said in {fold(name) for name in known}:
        return Match(text, "right") if rules.person else Match(text, "partial", "partly: in full?")
    near = rules.person and any(_typos(typed, said, fold(name), rules) is not None for name in known)
    return Match(text, "close", f"it is written {text}") if near else None


def _nearest(typed: str, said: str, words: list[str], rules: Rules) -> Match | None:
    """Return the text with the fewest typos."""
    near = []
    for text in words:
        for each in variants(text, rules.language):
            exact = rules.exact or NOTHING_EXACT
            given = fold_all_but(typed, rules.free_articles, exact) if exact else said
            distance = _typos(typed, given, fold_all_but(each, rules.free_articles, exact), rules)
            if distance is not None:
                near.append((distance, text))
    return Match(min(near)[1], "close") if near else None


def _typos(typed: str, said: str, wanted: str, rules: Rules) -> int | None:
    from aide_memoire.core.grading.typos import count_typos  # noqa: PLC0415  the first question does without it

    return count_typos(said, wanted, rules.language, typed, names=rules.person)
