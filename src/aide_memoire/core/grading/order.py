"""An order against the right one, by the pairs that stand the wrong way round."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from aide_memoire.core.grading.text import find_accepted, fold
from aide_memoire.core.grading.verdict import LONGEST_ANSWER, Part, Verdict, no_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN = re.compile(r"\s*(?:;|\n|→|->|=>)\s*")
_MOST = 100


def grade_order(given: Sequence[int], items: Sequence[str], card: str = "", shown: Sequence[str] = ()) -> Verdict:
    """Judge an order, given as places in the right one: [0, 2, 1] has the last two swapped.

    `shown` are the items as they are told, with their dates. The score is 1 − inversions ÷ possible inversions; a
    pair of which one item is missing counts as inverted.
    """
    length = len(items)
    place = {item: position for position, item in enumerate(dict.fromkeys(given)) if 0 <= item < length}
    if not place:
        return no_answer()
    possible = length * (length - 1) // 2
    wrong = sum(
        first not in place or second not in place or place[first] > place[second]
        for first, second in combinations(range(length), 2)
    )
    score = 1 - wrong / possible if possible else 1.0
    word = "right" if wrong == 0 else "wrong" if score == 0 else "partial"
    parts = tuple(
        Part(card, items[item], "right" if place.get(item) == item else "wrong", items[item] if item in place else "")
        for item in range(length)
    )
    return Verdict(word, score, tuple(_reasons(place, shown or items)), parts=parts)  # type: ignore[arg-type]


def read_order(typed: str, items: Sequence[str], articles: tuple[str, ...] = ()) -> list[int]:
    """Return the items that a typed order names, by `;` or new lines, each by its name or a clear beginning.

    What names no item, or could name several, is left out.
    """
    pieces = [piece for piece in _BETWEEN.split(typed[:LONGEST_ANSWER]) if piece.strip()][:_MOST]
    found = (_item(re.sub(r"^\s*\d{1,2}[.)]\s+", "", piece), items, articles) for piece in pieces)
    return [item for item in found if item is not None]


def _item(piece: str, items: Sequence[str], articles: tuple[str, ...]) -> int | None:
    said = fold(piece, articles)
    names = [fold(item, articles) for item in items]
    if said in names:
        return names.index(said)
    beginning = [place for place, name in enumerate(names) if name.startswith(said)]
    if len(beginning) == 1:
        return beginning[0]
    near = [place for place, item in enumerate(items) if find_accepted(piece, [item], articles)]
    return near[0] if len(near) == 1 else None


def _reasons(place: dict[int, int], items: Sequence[str]) -> list[str]:
    missing = [items[item] for item in range(len(items)) if item not in place]
    reasons = [f"missing: {', '.join(missing)}"] if missing else []
    swapped = [
        (first, second)
        for first, second in combinations(range(len(items)), 2)
        if first in place and second in place and place[first] > place[second]
    ]
    if len(swapped) == 1:
        first, second = swapped[0]
        reasons.append(f"{items[first]} comes before {items[second]}")
    elif swapped:
        reasons.append(f"{len(swapped)} pairs stand the wrong way round")
    return reasons
