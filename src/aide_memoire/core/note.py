"""Decks, their sources, and the six kinds of note, as immutable values.

They are named tuples: twenty frozen dataclasses would delay the first question by 10 ms.

A note has one or more cards. The id of a card is `deck/note` or `deck/note#part`. The log refers to a card by its id
only, so an id never changes unless the author changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aide_memoire.core.ids import note_id
from aide_memoire.core.phrases import ENGLISH, Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aide_memoire.core.answer import NumberRule
    from aide_memoire.core.dates import HistoricalDate


EVENT_PARTS = ("when", "until", "name", "where", "who")

NoteKind = Literal["card", "cloze", "event", "group", "sequence", "table"]


class Source(NamedTuple):
    """A text that facts come from."""

    id: str
    title: str
    author: str = ""
    date: str = ""
    url: str = ""
    waived: Mapping[str, str] = {}  # paragraphs that need no card, with the reason

    @property
    def who(self) -> str:
        """Return the name after “According to”: the author, else the title in quotes."""
        return self.author or f"“{self.title}”"


class Citation(NamedTuple):
    """The id of a source and the place in it ("¶13")."""

    source: str
    place: str = ""


class Lure(NamedTuple):
    """A plausible wrong answer, and why it is wrong."""

    text: str
    why: str = ""


class Member(NamedTuple):
    """One member of a group. Each member has its own card."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Item(NamedTuple):
    """One step of a sequence; its date is shown with the answer."""

    name: str
    date: HistoricalDate | None = None


class Shared(NamedTuple):
    """The values that every kind of note has."""

    id: str
    citations: tuple[Citation, ...] = ()
    explanation: str = ""
    caution: str = ""
    tags: tuple[str, ...] = ()
    form: str = ""  # "flip" if the answer is never typed, else ""
    claim: str = ""  # whose opinion it is; "" for a fact
    bury_with: tuple[str, ...] = ()
    as_of: HistoricalDate | None = None
    hint: str = ""
    exact: frozenset[str] = frozenset()  # the differences that count: "case", "accents", "signs"
    answer_language: str = ""  # of the answers, where it is not the deck's
    person: bool = False  # the answer is a person: the surname alone is right
    draft: bool = False  # not studied yet
    formerly: tuple[str, ...] = ()  # ids that the note had before
    media: tuple[str, ...] = ()  # names of files beside the deck


class Side(NamedTuple):
    """A question and its answers, as the author wrote them."""

    question: str
    answer: str
    accept: tuple[str, ...] = ()


class CardNote(NamedTuple):
    """A free question and its answer, and optionally a reverse question."""

    shared: Shared
    front: Side
    reverse: Side | None = None
    lures: tuple[Lure, ...] = ()
    number: NumberRule | None = None

    @property
    def kind(self) -> NoteKind:
        """Return the name of its table in a deck."""
        return "card"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts that have a card, in order; "" for the front."""
        return ("", "reverse") if self.reverse else ("",)


class Gap(NamedTuple):
    """One hidden part of a cloze text: its number, answer and hint."""

    number: str
    answer: str
    hint: str = ""


class ClozeNote(NamedTuple):
    """A text with gaps, which has one card for each gap number. `pieces` are plain texts and gaps in order."""

    shared: Shared
    pieces: tuple[str | Gap, ...]
    accept: Mapping[str, tuple[str, ...]] = {}
    lures: Mapping[str, tuple[Lure, ...]] = {}

    @property
    def kind(self) -> NoteKind:
        """Return the name of its table in a deck."""
        return "cloze"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the numbers of the gaps in ascending order."""
        numbers = {piece.number for piece in self.pieces if isinstance(piece, Gap)}
        return tuple(sorted(numbers, key=int))


class EventNote(NamedTuple):
    """A historical event; `ask` are the parts that are asked."""

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
    def kind(self) -> NoteKind:
        """Return the name of its table in a deck."""
        return "event"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts that are asked."""
        return self.ask


class GroupNote(NamedTuple):
    """A set whose members are asked in one question. Each member has its own card.

    Where `any_of` is not 0, that many members suffice, and the group is one card.
    """

    shared: Shared
    name: str
    members: tuple[Member, ...]
    question: str = ""
    lures: tuple[Lure, ...] = ()
    any_of: int = 0

    @property
    def kind(self) -> NoteKind:
        """Return the name of its table in a deck."""
        return "group"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the ids of the members, or the only part where some of them suffice."""
        return ("",) if self.any_of else tuple(member.id for member in self.members)


class SequenceNote(NamedTuple):
    """Items in a certain order, asked as one card."""

    shared: Shared
    name: str
    items: tuple[Item, ...]
    question: str = ""
    recite: bool = False  # the items are named from memory, not sorted

    @property
    def kind(self) -> NoteKind:
        """Return the name of its table in a deck."""
        return "sequence"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the only part."""
        return ("order",)


class RowNote(NamedTuple):
    """One row of a table: a card for each column that is asked."""

    shared: Shared
    cells: Mapping[str, tuple[str, ...]]  # by column; the first text is shown, the others are accepted too
    ask: Mapping[str, str]  # by column: the question, with the other columns in braces

    @property
    def kind(self) -> NoteKind:
        """Return the name of its table in a deck."""
        return "table"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the columns that are asked."""
        return tuple(self.ask)


Note = CardNote | ClozeNote | EventNote | GroupNote | SequenceNote | RowNote


class DeckHead(NamedTuple):
    """What the notes of a deck share: its names, phrases and sources."""

    id: str
    title: str
    summary: str = ""
    language: str = "en"
    license: str = ""
    answer_language: str = ""  # of the answers, where it is not that of the questions
    defaults: Mapping[str, Any] = {}  # values of keys that notes share
    phrases: Phrases = ENGLISH
    sources: Mapping[str, Source] = {}


class Deck(NamedTuple):
    """A deck with its notes."""

    head: DeckHead
    notes: tuple[Note, ...]


class Card(NamedTuple):
    """The unit that is scheduled."""

    id: str
    note: str  # the note's full id, `deck/note`
    part: str
    question: str  # the id of its question: the id of the note for a member of a group, else the id of the card


def cards_of(deck: str, note: Note) -> tuple[Card, ...]:
    """Return the cards of a note, in the order of its parts; a draft has none."""
    if note.shared.draft:
        return ()
    full = note_id(deck, note.shared.id)
    is_group = isinstance(note, GroupNote)
    ids = [(f"{full}#{part}" if part else full, part) for part in note.parts]
    return tuple([Card(card, full, part, full if is_group else card) for card, part in ids])
