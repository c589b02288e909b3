"""Read deck files into rows of the deck index: their notes, their cards, and the answers that can be confused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, TextAnswer
from aide_memoire.core.grading.date import date_range
from aide_memoire.core.grading.text import fold
from aide_memoire.core.ids import note_id, split_card_id
from aide_memoire.core.question import asked_of
from aide_memoire.core.search_text import searchable
from aide_memoire.decks import files
from aide_memoire.decks.count import count_errors
from aide_memoire.store.deck_index import AnswerRow, CardRow, DeckRow, NoteRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.dates import Point
    from aide_memoire.core.note import Note, NoteKind
    from aide_memoire.core.question import Asked
    from aide_memoire.decks.files import DeckFile
    from aide_memoire.decks.parser import ParsedDeck


_encode = json.JSONEncoder(ensure_ascii=False).encode


def deck_row(file: DeckFile) -> DeckRow:
    """Return the rows of one deck file for the deck index."""
    reading, text = files.read_deck_file(file.path)
    asked = [asked_of(reading.head, parsed.note) for parsed in reading.notes]
    return DeckRow(
        path=file.key,
        stamp="" if files.may_be_read_later(reading) else file.stamp,
        deck=reading.head.id,
        title=reading.head.title,
        head=_encode(reading.tables),
        notes=list(_notes(reading)),
        cards=list(_cards(reading, asked)),
        answers=list(_answers(reading, asked)),
        errors=count_errors(reading, text),
        warnings=sum(problem.severity == "warning" for problem in reading.problems),
        graded=not any("lures" in parsed.table for parsed in reading.notes),
    )


def _notes(reading: ParsedDeck) -> Iterator[NoteRow]:
    deck = reading.head.id
    for parsed in reading.notes:
        body = _encode(parsed.table)
        shared = parsed.note.shared
        yield NoteRow(note_id(deck, shared.id), parsed.note.kind, body, parsed.former_ids(deck))


def _cards(reading: ParsedDeck, asked: Sequence[tuple[Asked, ...]]) -> Iterator[CardRow]:
    """Yield the row of each card, with its siblings: notes that name it in `bury_with` or that its note names there."""
    deck = reading.head.id
    siblings: dict[str, set[str]] = {}
    for parsed in reading.notes:
        shared = parsed.note.shared
        for other in shared.bury_with:
            siblings.setdefault(shared.id, set()).add(note_id(deck, other))
            siblings.setdefault(other, set()).add(note_id(deck, shared.id))
    for parsed, note_questions in zip(reading.notes, asked, strict=True):
        note_siblings, tags = tuple(sorted(siblings.get(parsed.note.shared.id, ()))), parsed.note.shared.tags
        note, kind = note_id(deck, parsed.note.shared.id), parsed.note.kind
        for question, card in ((item, card) for item in note_questions for card in item.cards):
            text, answer = question.text, question.answer_of(card)
            search = searchable("\n".join((text, answer, card, *tags)))
            yield CardRow(card, note, question.id, note_siblings, kind, text, answer, tags, search)


def _answers(reading: ParsedDeck, asked: Sequence[tuple[Asked, ...]]) -> Iterator[AnswerRow]:
    articles = reading.head.phrases.articles
    for place, (parsed, questions) in enumerate(zip(reading.notes, asked, strict=True)):
        for question in questions:
            yield from _answers_of(parsed.note, question, place, articles)


def _answers_of(note: Note, question: Asked, place: int, articles: tuple[str, ...]) -> Iterator[AnswerRow]:
    card, expects = question.cards[0], question.expects
    if isinstance(expects, DateAnswer):
        start = expects.date.start
        lure_group = f"date {start.precision}{' span' if expects.date.end else ''}"
        first_day = date_range(expects.date)[0].toordinal()
        yield AnswerRow(_iso(start), card, question.id, lure_group, first_day, expects.text)
    elif isinstance(expects, TextAnswer):
        lure_group = "" if note.shared.form == "flip" else f"{note.kind} {_lure_part(note.kind, card)}"
        answer, *others = dict.fromkeys(expects.accepted)
        yield AnswerRow(fold(answer, articles), card, question.id, lure_group, place, answer)
        for text in others:
            yield AnswerRow(fold(text, articles), card, question.id, "", place, answer)
    elif isinstance(expects, ListAnswer):
        for member in expects.members:
            for name in member.names:
                yield AnswerRow(fold(name, articles), member.card, question.id, "", place, member.name)


def _lure_part(kind: NoteKind, card: str) -> str:
    """Return the part of an event or the column of a table that is asked. It separates lures: a name is no place."""
    if kind not in ("table", "event"):
        return ""
    _, note, part = split_card_id(card)
    return f"{note.partition('.')[0]} {part}" if kind == "table" else part


def _iso(point: Point) -> str:
    parts = [f"{point.year:04}", *(f"{part:02}" for part in (point.month, point.day) if part is not None)]
    return "-".join(parts)
