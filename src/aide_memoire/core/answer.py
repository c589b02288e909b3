"""The expected answer of a question, by its shape: text, date, list or order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.core.note import Lure


class TextAnswer(NamedTuple):
    """Accepted texts. The first is the answer of the deck."""

    accepted: tuple[str, ...]
    lures: tuple[Lure, ...] = ()


class DateAnswer(NamedTuple):
    """A date and its text in the language of the deck."""

    date: HistoricalDate
    text: str
    accepted: tuple[str, ...] = ()  # other texts that are accepted and are not dates
    lures: tuple[Lure, ...] = ()


class ListMember(NamedTuple):
    """One member of a list: the id of its card, its name, and all accepted names."""

    card: str
    name: str
    names: tuple[str, ...]


class ListAnswer(NamedTuple):
    """The members of a list, to be named in any order."""

    members: tuple[ListMember, ...]
    lures: tuple[Lure, ...] = ()
    not_asked: tuple[ListMember, ...] = ()  # members that are right, but suspended


class OrderAnswer(NamedTuple):
    """The names of items in their right order."""

    items: tuple[str, ...]


Answer = TextAnswer | DateAnswer | ListAnswer | OrderAnswer
