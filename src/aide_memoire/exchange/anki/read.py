"""Convert an Anki collection to decks with notes, and map each Anki card to our card.

A note with one card, or with a second one that is the reverse of the first, becomes a card note. A note with gaps
becomes a cloze note. Any other note becomes one card note for each of its cards, with the text that its template shows.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.exchange.anki.guid import id_of
from aide_memoire.exchange.anki.templates import answered, below_the_line, cloze_fields, rendered, shown_fields
from aide_memoire.exchange.gaps import separated, with_spaced_braces
from aide_memoire.exchange.headers import key_of
from aide_memoire.exchange.html import plain_text
from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aide_memoire.exchange.anki.collection import Card, Collection, Note, Notetype

_MOST_CARDS = 500  # of one note: Anki has 499 numbers of gaps
_MOST_DECKS = 2000
_OCCLUSION = "image-occlusion:"
_LATEX = re.compile(r"\[latex\]|\[\$\$?\]|\\\(|\\\[")
_ASIDE = ("explanation", "source", "hint")
"""The keys that another field than question and answer may have, by its name."""

CITED = "nid:{}"
"""The search in Anki's browser that finds a note."""


class Place(NamedTuple):
    """One of our cards: the id of its note within the deck, and its part."""

    note: str
    part: str


class AnkiDeck(NamedTuple):
    """One deck of a collection: its notes, and our card for the id of each Anki card."""

    name: str  # in Anki, `Parent::Child`
    imported: ImportedDeck
    places: Mapping[int, Place]


class _CardFields(NamedTuple):
    """The fields of a note, and its part for the id of each Anki card."""

    cells: NoteFields
    parts: Mapping[int, str]


def decks_of(collection: Collection, *, together: bool = False) -> list[AnkiDeck]:
    """Return all decks that contain cards, ordered by name. With `together`, return one deck with all notes."""
    cards = {note: list(group) for note, group in groupby(collection.cards, key=lambda card: card.note)}
    builders: dict[str, _Deck] = {}
    guids: set[str] = set()
    for note in collection.notes:
        note_cards = cards.get(note.id, [])
        name = "" if together or not note_cards else collection.decks.get(note_cards[0].deck, "")
        deck = builders.setdefault(name, _Deck())
        if note.guid in guids:
            deck.importer.remark(note.id, "another note has its guid: not imported")
        elif note_cards:
            deck.take(note, collection.notetypes.get(note.notetype), note_cards)
        else:
            deck.importer.remark(note.id, "it has no cards: not imported")
        guids.add(note.guid)
        if len(builders) > _MOST_DECKS:
            raise AideMemoireError(f"it has more than {_MOST_DECKS:,} decks", "-o DECK.toml makes one deck of all")
    names = {collection.decks.get(card.deck, "") for card in collection.cards}
    only = next(iter(names)) if len(names) == 1 else ""
    return [deck.done(only if together else name) for name, deck in sorted(builders.items())]


class _Deck:
    """Builder of one `AnkiDeck`."""

    def __init__(self) -> None:
        self.importer = Importer(CITED, keeps_answers=True)
        self._places: dict[int, Place] = {}
        self._reported_notetypes: set[str] = set()

    def take(self, note: Note, notetype: Notetype | None, cards: list[Card]) -> None:
        """Add the notes for an Anki note, or a remark if it cannot be imported."""
        if notetype is None:
            self.importer.drop(note.id, "its notetype is missing: not imported")
            return
        if not note.fields:
            self.importer.drop(note.id, "its fields are too long: not imported")
            return
        if len(cards) > _MOST_CARDS:
            self.importer.drop(note.id, f"it has {len(cards):,} cards: not imported")
            return
        if notetype.is_occlusion or any(_OCCLUSION in field for field in note.fields):
            self.importer.drop(note.id, "a question about an image (image occlusion) is not imported")
            return
        self._report_unseen_fields(note, notetype)
        try:
            converted = _cloze(note, notetype, cards) if notetype.is_cloze else _cards(note, notetype, cards)
        except ValueError as error:
            self.importer.drop(note.id, f"{error}: not imported")
            return
        lost: dict[str, None] = {}
        for each in converted:
            self.importer.add(_plain(each.cells, lost))
            self._places.update((card, Place(each.cells.id, part)) for card, part in each.parts.items())
        for what in lost:
            self.importer.remark(note.id, what)

    def done(self, name: str) -> AnkiDeck:
        """Return the deck. Cards whose notes were not imported are not in `places`."""
        imported = self.importer.done(name)
        imported_places = {Place(note.shared.id, part) for note in imported.notes for part in note.parts}
        return AnkiDeck(
            name, imported, {card: place for card, place in self._places.items() if place in imported_places}
        )

    def _report_unseen_fields(self, note: Note, notetype: Notetype) -> None:
        """Add a remark, once per notetype, for each field that no card shows."""
        if notetype.name in self._reported_notetypes:
            return
        self._reported_notetypes.add(notetype.name)
        templates = notetype.templates.values()
        seen = {name for each in templates for name in shown_fields(each.question, is_answer=True)}
        seen |= {name for each in templates for name in shown_fields(each.answer, is_answer=True)}
        fields = (name for name in notetype.fields if name not in seen and not _is_flag(name, notetype))
        for name in fields:
            self.importer.remark(note.id, f"the field “{name}” of the notetype “{notetype.name}” is on no card")


def _is_flag(name: str, notetype: Notetype) -> bool:
    """Return whether a field is a condition that enables a card."""
    return any(f"{{{{#{name}}}}}" in each.question for each in notetype.templates.values())


def _cards(note: Note, notetype: Notetype, cards: list[Card]) -> list[_CardFields]:
    """Return the cards of a note. A second card that is the reverse of the first is merged into it."""
    fields = _fields(note, notetype)
    sides = [_sides(note, notetype, card.ord, fields) for card in cards if card.ord in notetype.templates]
    known = [card for card in cards if card.ord in notetype.templates]
    if not known:
        raise ValueError("its templates are missing")
    if len(known) == 2 and _words(sides[0]) == _words(sides[1])[::-1]:
        return [_CardFields(sides[0]._replace(reversed=True), {known[0].id: "", known[1].id: "reverse"})]
    converted = []
    for place, (card, cells) in enumerate(zip(known, sides, strict=True)):
        card_note_id = id_of(note.guid if place == 0 else f"{note.guid}.{card.ord + 1}")
        converted.append(_CardFields(cells._replace(id=card_note_id), {card.id: ""}))
    return converted


def _fields(note: Note, notetype: Notetype) -> dict[str, str]:
    return dict(zip(notetype.fields, note.fields, strict=False))


def _words(cells: NoteFields) -> tuple[str, str]:
    return plain_text(cells.question).text.strip(), plain_text(cells.answer).text.strip()


def _sides(note: Note, notetype: Notetype, place: int, fields: Mapping[str, str]) -> NoteFields:
    """Return the fields of one card in HTML: the text of its question, and what its answer shows in addition."""
    template = notetype.templates[place]
    below = below_the_line(template.answer)
    extra_keys = _aside(shown_fields(below, is_answer=True), fields)
    asked = {name: text for name, text in fields.items() if key_of(name) != "hint"}
    new = shown_fields(below, is_answer=True) - shown_fields(template.question)
    new_fields = {name: text for name, text in fields.items() if name in new and name not in extra_keys}
    question = rendered(template.question, asked)
    answer = answered(below, new_fields) if any(text.strip() for text in new_fields.values()) else ""
    if not answer:
        extra_keys = {}
        answer = answered(below, fields)
    hints = {name for name in shown_fields(template.question) - asked.keys() if fields.get(name, "").strip()}
    return NoteFields(
        note.id,
        question if question.strip() else rendered(template.question, fields),
        answer,
        hint=_joined(fields, hints),
        explanation=_joined(fields, {name for name, role in extra_keys.items() if role == "explanation"}),
        source=_joined(fields, {name for name, role in extra_keys.items() if role == "source"}),
        tags=note.tags,
        id=id_of(note.guid),
    )


def _aside(shown: Iterable[str], fields: Mapping[str, str]) -> dict[str, str]:
    """Return the key (explanation, source or hint) of each non-empty field that is shown with the answer."""
    roles = {name: key_of(name) for name in shown if fields.get(name, "").strip()}
    return {name: role for name, role in roles.items() if role in _ASIDE}


def _joined(fields: Mapping[str, str], names: Iterable[str]) -> str:
    """Return the joined texts of some fields, in the order of the note."""
    wanted = set(names)
    return "<br><br>".join(text for name, text in fields.items() if name in wanted)


def _cloze(note: Note, notetype: Notetype, cards: list[Card]) -> list[_CardFields]:
    """Return a cloze note: the text of its question with all gaps, and the other fields of its answer."""
    template = notetype.templates.get(0)
    if template is None:
        raise ValueError("its template is missing")
    fields = _fields(note, notetype)
    gapped = cloze_fields(template.question)
    others = shown_fields(template.answer, is_answer=True) - shown_fields(template.question) - gapped
    cells = NoteFields(
        note.id,
        text=rendered(template.question, fields) if gapped else note.fields[0],
        explanation=_joined(fields, (name for name in others if key_of(name) != "source")),
        source=_joined(fields, (name for name in others if key_of(name) == "source")),
        tags=note.tags,
        id=id_of(note.guid),
    )
    return _by_number(cells, cards)


def _by_number(cells: NoteFields, cards: list[Card]) -> list[_CardFields]:
    """Return the notes of a text: one, or one for each number where a gap has several."""
    texts = separated(with_spaced_braces(cells.text))
    if len(texts) == 1 and not texts[0][0]:
        return [_CardFields(cells, {card.id: str(card.ord + 1) for card in cards})]
    converted = []
    for place, (number, text) in enumerate(texts):
        own_id = f"{cells.id}.{number}" if place else cells.id
        parts = {card.id: number for card in cards if str(card.ord + 1) == number}
        converted.append(_CardFields(cells._replace(text=text, id=own_id), parts))
    return converted


def _plain(cells: NoteFields, lost: dict[str, None]) -> NoteFields:
    """Return the fields as plain text. Messages about lost content are added to `lost`, which has no duplicates."""
    media: dict[str, None] = {}

    def without_markup(text: str, *, is_answer: bool = False) -> str:
        plain = plain_text(text, is_answer=is_answer)
        lost.update(dict.fromkeys(f"{each} is not imported" for each in plain.lost))
        media.update(dict.fromkeys(plain.media))
        if "[" in text or "\\" in text:
            lost.update(_latex(text))
        return plain.text

    return cells._replace(
        question=without_markup(cells.question),
        answer=without_markup(cells.answer, is_answer=True),
        text=without_markup(cells.text),
        hint=without_markup(cells.hint),
        explanation=without_markup(cells.explanation, is_answer=True),
        source=without_markup(cells.source),
        media=tuple(media),
    )


def _latex(text: str) -> Iterator[tuple[str, None]]:
    if _LATEX.search(text):
        yield "a formula (LaTeX) is imported as it is written", None
