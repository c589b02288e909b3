"""What a collection of Anki's becomes here: its decks with their notes, and the card that each of Anki's cards is.

A note with one card, or with a second that is the first the other way round, becomes a card note; a note with
gaps a cloze; any other gives one card note for each of its cards, with what its template shows.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.exchange.anki.guid import id_of
from aide_memoire.exchange.anki.html import plain_text
from aide_memoire.exchange.anki.templates import below_the_line, cloze_fields, rendered, shown_fields
from aide_memoire.exchange.csv import MEANS
from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aide_memoire.exchange.anki.collection import Card, Collection, Note, Notetype

_OCCLUSION = "image-occlusion:"
_LATEX = re.compile(r"\[latex\]|\[\$\$?\]|\\\(|\\\[")
_ASIDE = ("explanation", "source", "hint")
"""What a field beside question and answer may be for, by its name."""

CITED = "nid:{}"
"""Anki's browser finds a note by this."""


class Place(NamedTuple):
    """A card here: its note's id within the deck, and its part."""

    note: str
    part: str


class AnkiDeck(NamedTuple):
    """One deck of a collection: its notes, and for each of Anki's cards by id the card that it is here."""

    name: str  # as Anki has it, `Parent::Child`
    imported: ImportedDeck
    places: Mapping[int, Place]


class _Made(NamedTuple):
    """A note's cells, and the parts that its cards will be, by their ids."""

    cells: NoteFields
    parts: Mapping[int, str]


def decks_of(collection: Collection, *, together: bool = False) -> list[AnkiDeck]:
    """Return every deck that holds cards, in the order of their names; all as one where they go `together`."""
    cards = {note: list(group) for note, group in groupby(collection.cards, key=lambda card: card.note)}
    gatherings: dict[str, _Deck] = {}
    guids: set[str] = set()
    for note in collection.notes:
        own = cards.get(note.id, [])
        name = "" if together or not own else collection.decks.get(own[0].deck, "")
        deck = gatherings.setdefault(name, _Deck())
        if note.guid in guids:
            deck.gathering.remark(note.id, "another note has its guid: not carried")
        elif own:
            deck.take(note, collection.notetypes.get(note.notetype), own)
        else:
            deck.gathering.remark(note.id, "it has no cards: not carried")
        guids.add(note.guid)
    names = {collection.decks.get(card.deck, "") for card in collection.cards}
    only = next(iter(names)) if len(names) == 1 else ""
    return [deck.done(only if together else name) for name, deck in sorted(gatherings.items())]


class _Deck:
    """Takes the notes of one deck."""

    def __init__(self) -> None:
        self.gathering = Importer(CITED)
        self._places: dict[int, Place] = {}
        self._unseen: set[str] = set()

    def take(self, note: Note, notetype: Notetype | None, cards: list[Card]) -> None:
        """Make of a note what it can be here."""
        if notetype is None:
            self.gathering.remark(note.id, "its notetype is missing: not carried")
            return
        if notetype.is_occlusion or any(_OCCLUSION in field for field in note.fields):
            self.gathering.remark(note.id, "a question about an image (image occlusion) is not carried")
            return
        self._tell_unseen(note, notetype)
        try:
            made = _cloze(note, notetype, cards) if notetype.is_cloze else _cards(note, notetype, cards)
        except ValueError as error:
            self.gathering.remark(note.id, f"{error}: not carried")
            return
        lost: dict[str, None] = {}
        for each in made:
            self.gathering.add(_plain(each.cells, lost))
            self._places.update((card, Place(each.cells.id, part)) for card, part in each.parts.items())
        for what in lost:
            self.gathering.remark(note.id, what)

    def done(self, name: str) -> AnkiDeck:
        """Return the deck, and the places of those cards alone whose notes it holds."""
        imported = self.gathering.done(name)
        held = {Place(note.shared.id, part) for note in imported.notes for part in note.parts}
        return AnkiDeck(name, imported, {card: place for card, place in self._places.items() if place in held})

    def _tell_unseen(self, note: Note, notetype: Notetype) -> None:
        """Tell once for a notetype which of its fields are on no card."""
        if notetype.name in self._unseen:
            return
        self._unseen.add(notetype.name)
        templates = notetype.templates.values()
        seen = {name for each in templates for name in shown_fields(each.question, is_answer=True)}
        seen |= {name for each in templates for name in shown_fields(each.answer, is_answer=True)}
        fields = (name for name in notetype.fields if name not in seen and not _is_flag(name, notetype))
        for name in fields:
            self.gathering.remark(note.id, f"the field “{name}” of the notetype “{notetype.name}” is on no card")


def _is_flag(name: str, notetype: Notetype) -> bool:
    """Return whether a field only switches a card on."""
    return any(f"{{{{#{name}}}}}" in each.question for each in notetype.templates.values())


def _cards(note: Note, notetype: Notetype, cards: list[Card]) -> list[_Made]:
    """Return a note's cards, the second within the first where it is the same the other way round."""
    fields = _fields(note, notetype)
    sides = [_sides(note, notetype, card.ord, fields) for card in cards if card.ord in notetype.templates]
    known = [card for card in cards if card.ord in notetype.templates]
    if not known:
        raise ValueError("its templates are missing")
    if len(known) == 2 and _words(sides[0]) == _words(sides[1])[::-1]:
        return [_Made(sides[0]._replace(reversed=True), {known[0].id: "", known[1].id: "reverse"})]
    made = []
    for place, (card, cells) in enumerate(zip(known, sides, strict=True)):
        own_id = id_of(note.guid if place == 0 else f"{note.guid}.{card.ord + 1}")
        made.append(_Made(cells._replace(id=own_id), {card.id: ""}))
    return made


def _fields(note: Note, notetype: Notetype) -> dict[str, str]:
    return dict(zip(notetype.fields, note.fields, strict=False))


def _words(cells: NoteFields) -> tuple[str, str]:
    return plain_text(cells.question)[0].strip(), plain_text(cells.answer)[0].strip()


def _sides(note: Note, notetype: Notetype, place: int, fields: Mapping[str, str]) -> NoteFields:
    """Return one card's words, still in HTML: what its question shows, and what its answer shows beyond that."""
    template = notetype.templates[place]
    below = below_the_line(template.answer)
    aside = _aside(shown_fields(below, is_answer=True), fields)
    asked = {name: text for name, text in fields.items() if MEANS.get(name.casefold()) != "hint"}
    new = shown_fields(below, is_answer=True) - shown_fields(template.question)
    message = {name: text for name, text in fields.items() if name in new and name not in aside}
    question = rendered(template.question, asked)
    answer = rendered(below, message, is_answer=True) if any(text.strip() for text in message.values()) else ""
    if not answer:
        aside = {}
        answer = rendered(below, fields, is_answer=True)
    hints = {name for name in shown_fields(template.question) - asked.keys() if fields.get(name, "").strip()}
    return NoteFields(
        note.id,
        question if question.strip() else rendered(template.question, fields),
        answer,
        hint=_joined(fields, hints),
        explanation=_joined(fields, {name for name, role in aside.items() if role == "explanation"}),
        source=_joined(fields, {name for name, role in aside.items() if role == "source"}),
        tags=note.tags,
        id=id_of(note.guid),
    )


def _aside(shown: Iterable[str], fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that stand beside an answer, by what they are for."""
    roles = {name: MEANS.get(name.casefold(), "") for name in shown if fields.get(name, "").strip()}
    return {name: role for name, role in roles.items() if role in _ASIDE}


def _joined(fields: Mapping[str, str], names: Iterable[str]) -> str:
    """Return the texts of some fields, in the order in which the note has them."""
    wanted = set(names)
    return "<br><br>".join(text for name, text in fields.items() if name in wanted)


def _cloze(note: Note, notetype: Notetype, cards: list[Card]) -> list[_Made]:
    """Return a note with gaps: what its question shows, with all gaps, and the answer's other fields."""
    template = notetype.templates.get(0)
    if template is None:
        raise ValueError("its template is missing")
    fields = _fields(note, notetype)
    gapped = cloze_fields(template.question)
    others = shown_fields(template.answer, is_answer=True) - shown_fields(template.question) - gapped
    cells = NoteFields(
        note.id,
        text=rendered(template.question, fields) if gapped else note.fields[0],
        explanation=_joined(fields, (name for name in others if MEANS.get(name.casefold()) != "source")),
        source=_joined(fields, (name for name in others if MEANS.get(name.casefold()) == "source")),
        tags=note.tags,
        id=id_of(note.guid),
    )
    return [_Made(cells, {card.id: str(card.ord + 1) for card in cards})]


def _plain(cells: NoteFields, lost: dict[str, None]) -> NoteFields:
    """Return the cells without HTML; what cannot show goes into `lost`, each once."""

    def without_markup(text: str) -> str:
        shown, missing = plain_text(text) if text else ("", [])
        lost.update(dict.fromkeys(f"{each} is not carried" for each in missing))
        if "[" in text or "\\" in text:
            lost.update(_latex(text))
        return shown

    return cells._replace(
        question=without_markup(cells.question),
        answer=without_markup(cells.answer),
        text=without_markup(cells.text),
        hint=without_markup(cells.hint),
        explanation=without_markup(cells.explanation),
        source=without_markup(cells.source),
    )


def _latex(text: str) -> Iterator[tuple[str, None]]:
    if _LATEX.search(text):
        yield "a formula (LaTeX) is carried as it is written", None
