"""Options to choose from: the right one among wrong ones that could be taken for it."""

from __future__ import annotations

import unicodedata
from itertools import chain, islice
from typing import TYPE_CHECKING

from aide_memoire.core.grading.text import fold
from aide_memoire.core.grading.verdict import Verdict, no_answer

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator, Sequence

OPTIONS = 4
FEWEST = 3
"""With fewer options than this a question is not asked by choice."""


def options(
    answer: str,
    never: Iterable[str],
    lures: Sequence[str],
    nearby: Sequence[str],
    rng: random.Random,
    articles: tuple[str, ...] = (),
    is_right: Callable[[str], bool] = lambda _: False,
) -> tuple[str, ...] | None:
    """Return up to four options in a new order, or None where there are lures enough for no choice at all.

    The note's own `lures` come first; `nearby` are answers of like notes, the nearest first, of which only those that
    look like the answer are taken. None of them is one of the texts in `never`, nor one that `is_right`, which takes
    long to tell. Where the answer is the longest of all, a longer lure is preferred, so that length tells nothing.
    """
    right = {fold(text, articles) for text in (answer, *never)}
    own = list(_unlike(lures, right, articles))
    rng.shuffle(own)
    alike = (text for text in nearby if is_alike(text, answer) and not is_right(text))
    others = _unlike(alike, right | {fold(text, articles) for text in own}, articles)
    left = chain(own, others)
    wrong = list(islice(left, OPTIONS - 1))
    if len(wrong) < FEWEST - 1:
        return None
    wrong = _with_a_longer_one(answer, wrong, left, rng)
    shown = [answer, *wrong]
    rng.shuffle(shown)
    return tuple(shown)


def is_alike(text: str, answer: str) -> bool:
    """Return whether two texts are of one kind to the eye: both with figures, or both in the same script without.

    An option of another kind than the right one tells nothing: it can be left out without any knowledge.
    """
    return _looks(text) == _looks(answer)


def _looks(text: str) -> tuple[object, ...]:
    """Return whether a text has pictures such as flags, whether it has figures, and the scripts of one without."""
    has_pictures = any(unicodedata.category(sign) == "So" for sign in text)
    if any(map(str.isdecimal, text)):
        return has_pictures, True
    scripts = {unicodedata.name(sign, "?").split()[0].split("-")[0] for sign in text if sign.isalpha()}
    return has_pictures, False, frozenset(scripts)


def grade_choice(
    chosen: int | None, shown: Sequence[str], answer: str, reasons: Sequence[tuple[str, str]] = ()
) -> Verdict:
    """Judge a choice by its place among the options shown."""
    if chosen is None or not 0 <= chosen < len(shown):
        return no_answer()
    if shown[chosen] == answer:
        return Verdict("right", 1.0)
    why = dict(reasons).get(shown[chosen], "")
    return Verdict("wrong", 0.0, (f"{shown[chosen]}: {why}",) if why else ())


def _unlike(texts: Iterable[str], right: set[str], articles: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts that are neither right nor alike."""
    seen = set(right)
    for text in texts:
        folded = fold(text, articles)
        if folded not in seen:
            seen.add(folded)
            yield text


def _with_a_longer_one(answer: str, wrong: list[str], spare: Iterable[str], rng: random.Random) -> list[str]:
    """Swap in a lure as long as the answer where all are shorter, three times in four."""
    if any(len(text) >= len(answer) for text in wrong) or rng.random() < 1 / OPTIONS:
        return wrong
    longer = next((text for text in spare if len(text) >= len(answer)), None)
    return wrong if longer is None else [*wrong[:-1], longer]
