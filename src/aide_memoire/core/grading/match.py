"""One typed text against the accepted ones: the same, nearly the same, a part of it, or another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.grading.articles import split_article
from aide_memoire.core.grading.code import is_code, same_code
from aide_memoire.core.grading.date_text import read_dates
from aide_memoire.core.grading.folding import NOTHING_EXACT, as_typed, fold, fold_all_but, raise_powers
from aide_memoire.core.grading.formula import is_formula, same_formula
from aide_memoire.core.grading.match_number import (
    MAY_BE_A_NUMBER,
    by_value,
    counted_noun,
    counts_something,
    no_unit,
    without_noun,
)
from aide_memoire.core.grading.names import (
    has_more_names,
    in_full,
    looks_like_a_person,
    same_person,
    surnames,
    with_initials,
)
from aide_memoire.core.grading.quantity import parse_quantity
from aide_memoire.core.grading.references import same_reference
from aide_memoire.core.grading.units import parse_unit, same_unit
from aide_memoire.core.grading.variants import same_words, variants
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Match
from aide_memoire.core.grading.wording import one_wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.core.grading.rules import Rules

_NEGATIVE = re.compile(r"[-−–](?:[a-zα-ω]\b|\s*(?:sin|cos|tan|log|ln|exp|√|[πθλ∞]))")
_LONGEST_DATE = 40
_A_FLAT = re.compile(r"\s*a[ -](?:flat|sharp)\b", re.IGNORECASE)  # a key of music, no article
_HAS_YEAR = re.compile(r"\d{3}")


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
    counted = counted_noun(rules)
    if counted:
        return _match_count(typed, accepted, counted, rules, lures)
    typed = typed[:LONGEST_ANSWER]
    written = as_typed(typed)
    same = next((text for text in accepted if as_typed(text) == written), None)
    if same is not None and not (rules.number and rules.number.unit_required):
        return Match(same, "right")
    if written in {as_typed(lure) for lure in lures}:
        return None
    judged = by_value(typed, accepted, rules)
    if judged is not None:
        return judged
    negative = _NEGATIVE.match(written) is not None
    words = [text for text in accepted if not has_signs(text, rules) and not (negative and text[0] not in "-−–")]
    same = next((text for text in accepted if text not in words and _same_signs(typed, text, rules)), None)
    same = same or next((text for text in words if same_words(typed, text, rules)), None)
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
    return not MAY_BE_A_NUMBER.search(text) or parse_quantity(text, rules.language) is None


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


def _match_count(
    typed: str, accepted: tuple[str, ...], noun: str, rules: Rules, lures: tuple[str, ...]
) -> Match | None:
    """Return which accepted number was typed, where the deck says what it counts; the noun alone is never a typo."""
    number, is_named = without_noun(typed[:LONGEST_ANSWER], noun)
    if not is_named and counts_something(number, rules):
        return next((Match(text, "right") for text in accepted if same_words(typed, text, rules)), None)
    free = rules._replace(number=rules.number._replace(unit="", unit_required=False) if rules.number else None)
    match = match_answer(number, tuple(without_noun(text, noun)[0] for text in accepted), free, lures=lures)
    is_missing = rules.number is not None and rules.number.unit_required and not is_named
    return no_unit(match.text, noun) if match and match.word == "right" and is_missing else match


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
