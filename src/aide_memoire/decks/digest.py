"""The mistakes of decks as text for people: all of them, unless one kind of them stands in a deck again and again."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from aide_memoire.core.sanitize import sanitize_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.decks.diagnostics import Diagnostic

_ALL = 20
"""How many of one kind in one deck are told in full. Of more, the first `_FIRST` are, and then where others stand."""
_FIRST = 3
_PLACES = 10
_MOST = 200
"""How many of one kind are told in full, of all decks together."""


def told(found: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield the text of each diagnostic. Of a kind that a deck has too often, yield some, and one line for the others.

    A kind is what has the same code and severity.
    """
    in_deck = Counter(map(_kind, found))
    in_full: Counter[tuple[str, ...]] = Counter()
    before: Counter[tuple[str, ...]] = Counter()
    others: defaultdict[tuple[str, ...], list[Diagnostic]] = defaultdict(list)
    for each in found:
        kind = _kind(each)
        code = kind[1:]
        before[kind] += 1
        if in_full[code] < _MOST and (in_deck[kind] <= _ALL or before[kind] <= _FIRST):
            in_full[code] += 1
            yield each.text()
        else:
            others[kind].append(each)
    for kind, rest in others.items():
        path, severity, name = kind
        yield f"{sanitize_line(path)}: {severity}[{name}]: {_rest(rest, in_deck[kind])}"


def _kind(diagnostic: Diagnostic) -> tuple[str, ...]:
    return diagnostic.path, diagnostic.severity, diagnostic.code


def _rest(others: Sequence[Diagnostic], number: int) -> str:
    """Return how many are not told in full, and in which lines the first of them stand."""
    lines = list(dict.fromkeys(each.line for each in others))
    places = ", ".join(map(str, lines[:_PLACES]))
    more = "…" if len(lines) > _PLACES else ""
    counts = f"{len(others):,} more like these, {number:,} in all" if len(others) < number else f"{number:,}"
    return f"{counts}: line{'s' if len(lines) > 1 else ''} {places}{', ' if more else ''}{more}"
