"""An order against the right one: by the pairs that stand the wrong way round, and by what has to move."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import combinations
from typing import TYPE_CHECKING

from aide_memoire.core.grading.folding import fold
from aide_memoire.core.grading.pieces import split_lines
from aide_memoire.core.grading.text import find_accepted
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Part, Verdict, no_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN = re.compile(r"\s*(?:;|\n|→|->|=>)\s*")
_WEAK = (re.compile(r"\s*[,，、،]\s*"), re.compile(r"\s*>\s*"))
_MOST = 100
_MOST_MOVES = 2  # that are told one by one
_SMALL_WORDS = frozenset(("of", "the", "and", "for", "in", "de", "der", "des"))


def grade_order(
    given: Sequence[int],
    items: Sequence[str],
    card: str = "",
    shown: Sequence[str] = (),
    *,
    ranks: Sequence[int] = (),
) -> Verdict:
    """Judge an order, given as places in the right one: [0, 2, 1] has the last two swapped.

    `shown` are the items as they are told, with their dates. Items of equal `ranks` may stand in any order. The score
    is 1 − inversions ÷ possible inversions; a pair of which one item is missing counts as inverted.
    """
    length = len(items)
    named = list(dict.fromkeys(item for item in given if 0 <= item < length))
    if not named:
        return no_answer()
    rank = list(ranks) if len(ranks) == length else list(range(length))
    place = {item: position for position, item in enumerate(named)}
    wrong = sum(_inverted(first, second, place, rank) for first, second in combinations(range(length), 2))
    possible = length * (length - 1) // 2
    score = 1 - wrong / possible if possible else 1.0
    word = "right" if wrong == 0 else "wrong" if score == 0 else "partial"
    in_order = _longest_run(named, rank)
    parts = tuple(
        Part(card, items[item], "right" if item in in_order else "wrong", items[item] if item in place else "")
        for item in range(length)
    )
    missing = [(shown or items)[item] for item in range(length) if item not in place]
    reasons = [f"missing: {', '.join(missing)}"] if missing else []
    reasons += _moves(named, in_order, rank, items)
    return Verdict(word, score, tuple(reasons), parts=parts)  # type: ignore[arg-type]


def _inverted(first: int, second: int, place: dict[int, int], rank: Sequence[int]) -> bool:
    """Return whether two items do not stand in their order; of equal ones either may come first."""
    if first not in place or second not in place:
        return True
    return place[first] > place[second] and rank[first] != rank[second]


def _longest_run(named: Sequence[int], rank: Sequence[int]) -> set[int]:
    """Return the items of the longest run that stands in the right order."""
    ends: list[int] = []  # the rank that a run of each length ends with, and where
    places: list[int] = []
    before: list[int] = []
    for position, item in enumerate(named):
        length = bisect_right(ends, rank[item])
        before.append(places[length - 1] if length else -1)
        if length == len(ends):
            ends.append(rank[item])
            places.append(position)
        else:
            ends[length], places[length] = rank[item], position
    run: set[int] = set()
    position = places[-1] if places else -1
    while position >= 0:
        run.add(named[position])
        position = before[position]
    return run


def _moves(named: Sequence[int], in_order: set[int], rank: Sequence[int], items: Sequence[str]) -> list[str]:
    """Say what has to move, or of how many, where that is long, or one of them ends up where it stands now."""
    astray = [item for item in named if item not in in_order]
    order = sorted(named, key=lambda each: (rank[each], each not in in_order, named.index(each)))
    places = [(named.index(item) + 1, order.index(item) + 1) for item in astray]
    if len(astray) > _MOST_MOVES or any(now == then for now, then in places):
        return [f"{len(astray)} of {len(items)} stand in the wrong place"]
    return [f"move {items[item]} from {now} to {then}" for item, (now, then) in zip(astray, places, strict=True)]


def read_order(typed: str, items: Sequence[str], articles: tuple[str, ...] = ()) -> list[int]:
    """Return the items that a typed order names, by `;`, new lines or numbers, each by its name or a clear beginning.

    Where nothing else parts them, it is by commas or blanks. What names no item, or could name several, is left out.
    """
    lines = [piece for line in split_lines(typed[:LONGEST_ANSWER]) for piece in _BETWEEN.split(line)]
    pieces = [piece for piece in lines if piece.strip()]
    if len(pieces) == 1 and _item(pieces[0], items, articles) is None:
        pieces = next((parts for sign in _WEAK if len(parts := sign.split(pieces[0])) > 1), pieces)
    words = pieces[0].split()[:_MOST] if len(pieces) == 1 else []
    if len(words) > 1 and all(_item(word, items, articles) is not None for word in words):
        pieces = words
    most = min(_MOST, 2 * len(items) + 4)
    found = (_item(re.sub(r"^\s*\d{1,2}[.)]\s+", "", piece), items, articles) for piece in pieces[:most])
    return [item for item in found if item is not None]


def _item(piece: str, items: Sequence[str], articles: tuple[str, ...]) -> int | None:
    said = fold(piece, articles)
    names = [fold(item, articles) for item in items]
    if said in names:
        return names.index(said)
    clear = [place for place, name in enumerate(names) if name.startswith(said)]
    clear = clear or [place for place, item in enumerate(items) if said and said in _initials(item)]
    if len(clear) != 1:
        clear = [place for place, item in enumerate(items) if _is_named(piece, item, articles)]
    return clear[0] if len(clear) == 1 else None


def _is_named(piece: str, item: str, articles: tuple[str, ...]) -> bool:
    return find_accepted(piece, [item], articles) is not None


def _initials(item: str) -> tuple[str, ...]:
    """Return the short forms that a name's first letters make: PRC for People's Republic of China."""
    words = [word for word in re.split(r"[\s-]+", item) if word[:1].isalpha()]
    main = [word for word in words if word.casefold() not in _SMALL_WORDS]
    return tuple("".join(word[0] for word in each).casefold() for each in (main, words) if len(each) > 1)
