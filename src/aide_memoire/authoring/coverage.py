"""Which paragraphs of a source the cards of all decks cite, which are waived with a reason, and which are left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.grading.text import fold
from aide_memoire.core.note import cards_of
from aide_memoire.decks.files import find_deck_files, read_deck_file
from aide_memoire.decks.precedence import choose_deck

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aide_memoire.core.note import Source
    from aide_memoire.decks.parser import ParsedDeck

_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")
_PLACES = re.compile(rf"¶+\s*({_RANGE.pattern}(?:,\s*{_RANGE.pattern})*)")
_MOST = 10_000  # paragraphs in one range


class Coverage(NamedTuple):
    """One source over all decks: which of its paragraphs are cited, and which are waived and why."""

    id: str
    title: str
    decks: tuple[str, ...]
    cited: frozenset[int]
    waived: Mapping[int, str]

    @property
    def last(self) -> int:
        """Return the highest paragraph that a deck names."""
        return max((*self.cited, *self.waived), default=0)

    def uncited(self, last: int) -> tuple[int, ...]:
        """Return the paragraphs up to the last one that are neither cited nor waived."""
        return tuple(number for number in range(1, last + 1) if number not in self.cited and number not in self.waived)


def read_coverage(places: Sequence[str]) -> tuple[Coverage, ...]:
    """Return the coverage of each source of the decks in these folders. A source is one by its id and its title."""
    found: dict[tuple[str, str], Coverage] = {}
    for reading in _studied(places):
        for source in reading.head.sources.values():
            key = source.id, fold(source.title)
            known = found.get(key, Coverage(source.id, source.title, (), frozenset(), {}))
            found[key] = _with_deck(known, reading, source)
    return tuple(found.values())


def _studied(places: Sequence[str]) -> Iterator[ParsedDeck]:
    """Yield the decks that are studied, in their order: of several with one id, the one that goes before the others."""
    readings = {file.path: read_deck_file(file.path)[0] for file in find_deck_files(places)}
    paths_by_id: dict[str, list[str]] = {}
    for path, reading in readings.items():
        paths_by_id.setdefault(reading.head.id, []).append(path)
    for deck, paths in paths_by_id.items():
        yield readings[choose_deck(deck, paths, places).studied]


def _with_deck(known: Coverage, reading: ParsedDeck, source: Source) -> Coverage:
    return known._replace(
        decks=(*known.decks, reading.head.id),
        cited=known.cited | set(_cited(reading, source.id)),
        waived={**known.waived, **waived_paragraphs(source)},
    )


def waived_paragraphs(source: Source) -> dict[int, str]:
    """Return the reason of each paragraph of a source that needs no card."""
    return {number: why for place, why in source.waived.items() for number in _numbers(place.lstrip("¶ "))}


def _cited(reading: ParsedDeck, source: str) -> Iterator[int]:
    """Yield the paragraphs of a source that the cards of a deck cite; a draft has no cards."""
    for parsed in reading.notes:
        if cards_of(reading.head.id, parsed.note):
            for citation in parsed.note.shared.citations:
                if citation.source == source:
                    yield from cited_paragraphs(citation.place)


def cited_paragraphs(place: str) -> tuple[int, ...]:
    """Return the paragraphs that a citation names: "¶13", "¶16–18", "¶4, 7". Other places, such as pages, are none."""
    return tuple(number for found in _PLACES.finditer(place) for number in _numbers(found[1]))


def _numbers(text: str) -> Iterator[int]:
    for found in _RANGE.finditer(text):
        first = int(found[1])
        yield from range(first, min(int(found[2] or first), first + _MOST) + 1)


def find_source(sources: Iterable[Coverage], title: str) -> Coverage | None:
    """Return the source that has this title, however its quotes and capitals are written."""
    return next((source for source in sources if title and fold(source.title) == fold(title)), None)
