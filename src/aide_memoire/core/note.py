"""What an author writes: decks, their sources, and the five kinds of note, as frozen values.

They are named tuples: twenty frozen dataclasses would cost the first question 10 ms.

A note gives one or more cards. A card's id is `deck/note` or `deck/note#part`, and is all that the log knows
of it, so ids never change by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.ids import note_id
from aide_memoire.core.phrases import ENGLISH, Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aide_memoire.core.dates import HistoricalDate


EVENT_PARTS = ("when", "until", "name", "where", "who")


class Source(NamedTuple):
    """A text that facts come from."""

    id: str
    title: str
    author: str = ""
    date: str = ""
    url: str = ""

    @property
    def who(self) -> str:
        """Return whom a claim of this text is laid to: its author, else its title."""
        return self.author or f"“{self.title}”"


class Citation(NamedTuple):
    """A source's id, and the place in it ("¶13")."""

    source: str
    place: str = ""


class Lure(NamedTuple):
    """A wrong answer that people give, and why it is wrong."""

    text: str
    why: str = ""


class Member(NamedTuple):
    """One of a group: each is a card of its own."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Item(NamedTuple):
    """One step of a sequence; its date is shown with the answer."""

    name: str
    date: HistoricalDate | None = None


class Shared(NamedTuple):
    """What every kind of note has."""

    id: str
    citations: tuple[Citation, ...] = ()
    explanation: str = ""
    caution: str = ""
    tags: tuple[str, ...] = ()
    form: str = ""  # "flip" where it is never typed
    claim: str = ""  # whose opinion it is; nothing where it is a fact
    bury_with: tuple[str, ...] = ()
    as_of: HistoricalDate | None = None
    hint: str = ""


class Side(NamedTuple):
    """A question in the author's own words, and what answers it."""

    question: str
    answer: str
    accept: tuple[str, ...] = ()


class CardNote(NamedTuple):
    """A free question and its answer, and maybe the same the other way round."""

    shared: Shared
    front: Side
    reverse: Side | None = None
    lures: tuple[Lure, ...] = ()

    @property
    def kind(self) -> str:
        """Return the name of its table in a deck."""
        return "card"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts that are cards, in order; "" for the note itself."""
        return ("", "reverse") if self.reverse else ("",)


class Gap(NamedTuple):
    """One stretch of a cloze text that is hidden: its number, answer and hint."""

    number: str
    answer: str
    hint: str = ""


class ClozeNote(NamedTuple):
    """A sentence with gaps: `pieces` are plain texts and gaps in turn. A card for each number."""

    shared: Shared
    pieces: tuple[str | Gap, ...]
    accept: Mapping[str, tuple[str, ...]] = {}
    lures: Mapping[str, tuple[Lure, ...]] = {}

    @property
    def kind(self) -> str:
        """Return the name of its table in a deck."""
        return "cloze"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the numbers of the gaps."""
        numbers = {piece.number for piece in self.pieces if isinstance(piece, Gap)}
        return tuple(sorted(numbers, key=int))


class EventNote(NamedTuple):
    """Something that happened; `ask` are the parts that are asked of it."""

    shared: Shared
    name: str
    ask: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    date: HistoricalDate | None = None
    until: HistoricalDate | None = None
    date_text: str = ""
    place: str = ""
    parties: tuple[Member, ...] = ()
    what: str = ""
    verb: str = ""
    questions: Mapping[str, str] = {}
    accept: Mapping[str, tuple[str, ...]] = {}
    lures: Mapping[str, tuple[Lure, ...]] = {}

    @property
    def kind(self) -> str:
        """Return the name of its table in a deck."""
        return "event"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts that are asked."""
        return self.ask


class GroupNote(NamedTuple):
    """A set whose members are named together: a card for each."""

    shared: Shared
    name: str
    members: tuple[Member, ...]
    question: str = ""
    lures: tuple[Lure, ...] = ()

    @property
    def kind(self) -> str:
        """Return the name of its table in a deck."""
        return "group"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the members' ids."""
        return tuple(member.id for member in self.members)


class SequenceNote(NamedTuple):
    """Things in their order."""

    shared: Shared
    name: str
    items: tuple[Item, ...]
    question: str = ""

    @property
    def kind(self) -> str:
        """Return the name of its table in a deck."""
        return "sequence"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return its one part."""
        return ("order",)


Note = CardNote | ClozeNote | EventNote | GroupNote | SequenceNote


class DeckHead(NamedTuple):
    """What a deck's notes share: its names, its words and its sources."""

    id: str
    title: str
    summary: str = ""
    language: str = "en"
    license: str = ""
    phrases: Phrases = ENGLISH
    sources: Mapping[str, Source] = {}


class Deck(NamedTuple):
    """One deck, read."""

    head: DeckHead
    notes: tuple[Note, ...]


class Card(NamedTuple):
    """What is scheduled."""

    id: str
    note: str  # the note's full id, `deck/note`
    part: str
    question: str  # under which it is asked: the note's id for a member of a group, else its own


def cards_of(deck: str, note: Note) -> tuple[Card, ...]:
    """Return the cards that a note gives, in the order of its parts."""
    full = note_id(deck, note.shared.id)
    together = isinstance(note, GroupNote)
    ids = ((f"{full}#{part}" if part else full, part) for part in note.parts)
    return tuple(Card(card, full, part, full if together else card) for card, part in ids)
