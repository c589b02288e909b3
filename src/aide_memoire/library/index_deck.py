"""A deck's file becomes what is kept of it: notes, cards, and the answers that can be mixed up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aide_memoire.core.answer import DateAnswer, ListAnswer, TextAnswer
from aide_memoire.core.grading.date import date_range
from aide_memoire.core.grading.text import fold
from aide_memoire.core.ids import note_id, split_card_id
from aide_memoire.core.question import questions_of
from aide_memoire.core.search_text import searchable
from aide_memoire.decks import files
from aide_memoire.store.deck_index import AnswerRow, CardRow, DeckRow, NoteRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aide_memoire.core.dates import Point
    from aide_memoire.core.question import Question
    from aide_memoire.decks.files import DeckFile
    from aide_memoire.decks.parser import ParsedDeck


_encode = json.JSONEncoder(ensure_ascii=False).encode


def deck_row(file: DeckFile) -> DeckRow:
    """Read one deck into what is kept of it."""
    reading, _ = files.read_deck_file(file.path)
    errors = sum(problem.severity == "error" for problem in reading.problems)
    asked = [questions_of(reading.head, each.note) for each in reading.notes]
    return DeckRow(
        path=file.key,
        stamp=file.stamp,
        deck=reading.head.id,
        title=reading.head.title,
        head=_encode(reading.tables),
        notes=list(_notes(reading)),
        cards=list(_cards(reading, asked)),
        answers=list(_answers(asked)),
        errors=errors,
        warnings=len(reading.problems) - errors,
    )


def _notes(reading: ParsedDeck) -> Iterator[NoteRow]:
    deck = reading.head.id
    for each in reading.notes:
        body = _encode(each.table)
        yield NoteRow(note_id(deck, each.note.shared.id), each.note.kind, body)


def _cards(reading: ParsedDeck, asked: Sequence[tuple[Question, ...]]) -> Iterator[CardRow]:
    """Yield the cards, each with the notes that give it away: whoever says it, neither is asked on the other's day."""
    deck = reading.head.id
    rivals: dict[str, set[str]] = {}
    for each in reading.notes:
        own = each.note.shared
        for other in own.bury_with:
            rivals.setdefault(own.id, set()).add(note_id(deck, other))
            rivals.setdefault(other, set()).add(note_id(deck, own.id))
    for each, own_questions in zip(reading.notes, asked, strict=True):
        own_rivals, tags = tuple(sorted(rivals.get(each.note.shared.id, ()))), each.note.shared.tags
        note, kind = note_id(deck, each.note.shared.id), each.note.kind
        for question, card in ((asking, card) for asking in own_questions for card in asking.cards):
            text, answer = question.text, question.answer_of(card)
            search = searchable("\n".join((text, answer, card, *tags)))
            yield CardRow(card, note, question.id, own_rivals, kind, text, answer, tags, search)


def _answers(asked: Sequence[tuple[Question, ...]]) -> Iterator[AnswerRow]:
    for place, questions in enumerate(asked):
        for question in questions:
            yield from _answers_of(question, place)


def _answers_of(question: Question, place: int) -> Iterator[AnswerRow]:
    card, expects, articles = question.cards[0], question.expects, question.phrases.articles
    if isinstance(expects, DateAnswer):
        start = expects.date.start
        like = f"date {start.precision}{' span' if expects.date.end else ''}"
        yield AnswerRow(_iso(start), card, question.id, like, date_range(expects.date)[0].toordinal(), expects.text)
    elif isinstance(expects, TextAnswer):
        like = "" if question.flip_only else f"{question.kind} {_sort_of_part(question)}"
        own, *others = dict.fromkeys(expects.accepted)
        yield AnswerRow(fold(own, articles), card, question.id, like, place, own)
        for text in others:
            yield AnswerRow(fold(text, articles), card, question.id, "", place, own)
    elif isinstance(expects, ListAnswer):
        for member in expects.members:
            for name in member.names:
                yield AnswerRow(fold(name, articles), member.card, question.id, "", place, member.name)


def _sort_of_part(question: Question) -> str:
    """Return what sort of thing is asked: a name is no lure for a place."""
    part = split_card_id(question.cards[0])[2]
    return part if question.kind == "event" else ""


def _iso(point: Point) -> str:
    parts = [f"{point.year:04}", *(f"{part:02}" for part in (point.month, point.day) if part is not None)]
    return "-".join(parts)
