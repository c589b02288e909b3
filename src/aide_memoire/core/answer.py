"""What is right, in the shape in which it is asked for: words, a date, a list or an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.core.note import Lure


class TextAnswer(NamedTuple):
    """Words: the deck's own first, then all others that are accepted."""

    accepted: tuple[str, ...]
    lures: tuple[Lure, ...] = ()


class DateAnswer(NamedTuple):
    """A date, and how people say it."""

    date: HistoricalDate
    text: str
    accepted: tuple[str, ...] = ()  # other ways of saying it, that are no dates
    lures: tuple[Lure, ...] = ()


class ListMember(NamedTuple):
    """One of a list: the card that remembers it, its name, and all names that are accepted."""

    card: str
    name: str
    names: tuple[str, ...]


class ListAnswer(NamedTuple):
    """Names in any order."""

    members: tuple[ListMember, ...]
    lures: tuple[Lure, ...] = ()


class OrderAnswer(NamedTuple):
    """Things in their order, by name."""

    items: tuple[str, ...]


Answer = TextAnswer | DateAnswer | ListAnswer | OrderAnswer
