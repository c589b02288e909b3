"""What is right, in the shape in which it is asked for: words, a date, a list or an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aide_memoire.core.dates import HistoricalDate
    from aide_memoire.core.note import Lure


class NumberRule(NamedTuple):
    """How near a typed number must be to the deck's, and in which unit.

    `tolerance` is a share of the number (0.01 for 1 %) where `relative`, else it is absolute.
    """

    tolerance: float = 0.0
    relative: bool = False
    unit: str = ""
    unit_required: bool = False


class TextAnswer(NamedTuple):
    """Accepted texts. The first is the answer of the deck.

    `exact` names the differences that count: "case", "accents", "signs". `language` is that of the answer.
    """

    accepted: tuple[str, ...]
    lures: tuple[Lure, ...] = ()
    exact: frozenset[str] = frozenset()
    language: str = "en"
    person: bool = False  # the surname alone is right
    number: NumberRule | None = None


class DateAnswer(NamedTuple):
    """A date, and how people say it."""

    date: HistoricalDate
    text: str
    accepted: tuple[str, ...] = ()  # other texts that are accepted and are not dates
    lures: tuple[Lure, ...] = ()
    caution_dates: tuple[HistoricalDate, ...] = ()  # the same day by another calendar, as the caution has it
    named_dates: tuple[HistoricalDate, ...] = ()  # other dates of the caution


class ListMember(NamedTuple):
    """One of a list: the card that remembers it, its name, and all names that are accepted."""

    card: str
    name: str
    names: tuple[str, ...]


class ListAnswer(NamedTuple):
    """The members of a list, to be named in any order. Where `any_of` is not 0, that many of the members suffice."""

    members: tuple[ListMember, ...]
    lures: tuple[Lure, ...] = ()
    not_asked: tuple[ListMember, ...] = ()  # members that are right, but suspended
    any_of: int = 0
    exact: frozenset[str] = frozenset()
    language: str = "en"


class OrderAnswer(NamedTuple):
    """The names of items in their right order. Items of equal `ranks` may stand in any order."""

    items: tuple[str, ...]
    ranks: tuple[int, ...] = ()
    recite: bool = False  # named from memory, once it is learned


Answer = TextAnswer | DateAnswer | ListAnswer | OrderAnswer
