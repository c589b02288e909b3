"""Collect the notes of an imported file, and remarks about content that cannot be imported."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from aide_memoire.core.cloze import parse_cloze
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.grading.text import fold
from aide_memoire.core.ids import is_id
from aide_memoire.core.media import reason_against
from aide_memoire.core.note import CardNote, Citation, ClozeNote, Gap, Lure, Shared, Side
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.sanitize import sanitize, sanitize_line
from aide_memoire.exchange.alternatives import alternatives
from aide_memoire.exchange.gaps import has_torn_gap, is_gapped, separated, with_spaced_braces

SOURCE = "import"
"""The id of the source that every imported note cites."""

LARGEST = 32 * 2**20
"""The size limit of a deck in bytes."""
_MOST_NOTES = 150_000  # as in a deck
_PART = "part the file into several"
_OVERHEAD = 80  # characters of a note's header and keys
_MOST_TAGS = 100
_SHOWN = 40  # characters of a text that are shown in a remark


class Remark(NamedTuple):
    """A message about content that was not imported as it is, and its line in the file (from 1).

    Whatever differs from one remark of its kind to the next is a number, or stands in “quotation marks”.
    """

    line: int
    text: str


class ImportedDeck(NamedTuple):
    """The result of one file. Notes are in the order of the file, and have the id "" if the file contains none."""

    notes: tuple[CardNote | ClozeNote, ...]
    remarks: tuple[Remark, ...]
    title: str = ""  # of the deck, if the file contains one
    dropped: int = 0  # rows or blocks that are no note here, and should have been one


class NoteFields(NamedTuple):
    """The texts of one note as they are in the file, before they are checked."""

    line: int
    question: str = ""
    answer: str = ""
    text: str = ""  # with gaps
    accept: tuple[str, ...] = ()
    lures: tuple[str, ...] = ()
    hint: str = ""
    explanation: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    id: str = ""
    reversed: bool = False  # also asked in reverse
    media: tuple[str, ...] = ()  # names of the files of pictures and sounds


class Importer:
    """Builder of an `ImportedDeck`: sanitizes the fields of each note and adds a note or a remark."""

    def __init__(self, place: str = "line {}", *, keeps_answers: bool = False) -> None:
        """Start empty. `place` is the template for the citation of a note; {} is its line or number.

        With `keeps_answers`, an answer with alternatives stays whole, since it goes back to where it came from.
        """
        self._place = place
        self._keeps_answers = keeps_answers
        self._dropped = self._size = 0
        self._notes: list[CardNote | ClozeNote] = []
        self._remarks: list[Remark] = []
        self._lines: dict[tuple[str, str], int] = {}  # the first line of each text, to find duplicates
        self._ids: dict[str, int] = {}

    def remark(self, line: int, text: str) -> None:
        """Add a remark about content that was not imported."""
        self._remarks.append(Remark(line, sanitize_line(text)))

    def drop(self, line: int, text: str) -> None:
        """Add a remark about a row or block that gives no note, and count it.

        Raises AideMemoireError as soon as more are lost than a deck can hold.
        """
        self._dropped += 1
        if self._dropped > _MOST_NOTES:
            raise AideMemoireError(f"more than {_MOST_NOTES:,} of its notes would be lost", sanitize_line(text))
        self.remark(line, text)

    def add(self, cells: NoteFields) -> None:
        """Add the note of these fields, or a remark if they make no note.

        Raises AideMemoireError as soon as the notes are more than a deck can hold.
        """
        cells = _sanitized(cells)
        self._size += _OVERHEAD + len(cells.question) + len(cells.answer) + len(cells.text) + len(cells.explanation)
        if self._size > LARGEST:
            raise AideMemoireError(f"the deck would be larger than {LARGEST // 2**20} MB", _PART)
        if len(self._notes) >= _MOST_NOTES:
            raise AideMemoireError(f"the deck would have more than {_MOST_NOTES:,} notes", _PART)
        if cells.text and not (cells.question and cells.answer and not is_gapped(cells.text)):
            for place, (number, text) in enumerate(separated(with_spaced_braces(cells.text))):
                own_id = f"{cells.id}.{number}" if cells.id and place else cells.id
                self._add_cloze(cells._replace(text=text, id=own_id))
        elif not cells.question:
            self.drop(cells.line, f"no question{_but_media(cells)}: not imported")
        elif not cells.answer:
            self.drop(cells.line, f"no answer to {shown(cells.question)}{_but_media(cells)}: not imported")
        else:
            self._add_card(cells)

    def done(self, title: str = "") -> ImportedDeck:
        """Return the notes, and the remarks in the order of their lines."""
        remarks = sorted(self._remarks, key=lambda remark: remark.line)
        return ImportedDeck(tuple(self._notes), tuple(remarks), sanitize_line(title), self._dropped)

    def _add_card(self, cells: NoteFields) -> None:
        if cells.text:
            self.remark(cells.line, f"no gap in {shown(cells.text)}: the text is not imported beside the question")
        if self._is_new(cells.line, (cells.question, cells.answer)):
            front = self._side(cells.question, cells.answer, cells.accept)
            reverse = self._side(cells.answer, cells.question) if cells.reversed else None
            lures = self._lures(cells, (front.answer, *front.accept))
            self._notes.append(CardNote(self._shared(cells), front, reverse, lures))

    def _side(self, question: str, answer: str, accept: tuple[str, ...] = ()) -> Side:
        """Return a question with the answers that its answer stands for."""
        first, *others = alternatives(answer, question)
        if self._keeps_answers and others:
            first, others = answer, [first, *others]
        return Side(question, first, tuple(dict.fromkeys((*accept, *(each for each in others if each != first)))))

    def _add_cloze(self, cells: NoteFields) -> None:
        try:
            pieces = parse_cloze(cells.text)
            gaps = [piece for piece in pieces if isinstance(piece, Gap)]
            if has_torn_gap(pieces):
                raise ValueError("a gap that is not closed")
        except ValueError as error:
            cause = (
                ", or the braces of a formula" if "\\" in cells.text or "$" in cells.text or "^" in cells.text else ""
            )
            self.drop(cells.line, f"{error}{cause}: {shown(cells.text)} is not imported")
            return
        if cells.question or cells.answer:
            self.remark(cells.line, "the question and answer beside a text with gaps are not imported")
        if not self._is_new(cells.line, (cells.text, "")):
            return
        number = gaps[0].number
        if any(gap.number != number for gap in gaps) and (cells.accept or cells.lures):
            self.remark(cells.line, "other answers and lures are not imported: it is not said for which of the gaps")
            cells = cells._replace(accept=(), lures=())
        accept = {number: cells.accept} if cells.accept else _alternatives(gaps)
        lures = self._lures(cells, (*(gap.answer for gap in gaps), *cells.accept))
        self._notes.append(ClozeNote(self._shared(cells), pieces, accept, {number: lures} if lures else {}))

    def _shared(self, cells: NoteFields) -> Shared:
        place = self._place.format(cells.line)
        if cells.source:
            place = f"{place}: {cells.source}"
        return Shared(
            id=self._own_id(cells),
            citations=(Citation(SOURCE, place),),
            explanation=cells.explanation,
            tags=cells.tags,
            hint=cells.hint,
            media=self._media(cells),
        )

    def _media(self, cells: NoteFields) -> tuple[str, ...]:
        """Return the files that a deck can name; the others are told."""
        for name in cells.media:
            if reason_against(name):
                self.remark(cells.line, f"{shown(name)} is not imported: {reason_against(name)}")
        return tuple(name for name in cells.media if not reason_against(name))

    def _own_id(self, cells: NoteFields) -> str:
        """Return the id from the file, or "" if it is invalid or another note has it."""
        if not is_id(cells.id):
            return ""
        before = self._ids.setdefault(cells.id, cells.line)
        if before != cells.line:
            self.remark(
                cells.line, f"the id “{cells.id}” is that of {self._place.format(before)} already: another one is made"
            )
            return ""
        return cells.id

    def _is_new(self, line: int, words: tuple[str, str]) -> bool:
        before = self._lines.setdefault(words, line)
        if before != line:
            place = self._place.format(before)
            self.remark(line, f"{shown(words[0])} is not imported twice: it is the same as in {place}")
        return before == line

    def _lures(self, cells: NoteFields, right: tuple[str, ...]) -> tuple[Lure, ...]:
        """Return the lures without right answers, which a deck must not have as lures."""
        if not cells.lures:
            return ()
        folded = {fold(text, ENGLISH.articles) for text in right}
        wrong = tuple(Lure(text) for text in cells.lures if fold(text, ENGLISH.articles) not in folded)
        if len(wrong) < len(cells.lures):
            self.remark(cells.line, "a lure that is right is not imported")
        return wrong


def shown(text: str) -> str:
    """Return the beginning of a text in quotes, for a remark."""
    line = sanitize_line(text[: 4 * _SHOWN])
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[: _SHOWN - 1]}…”"


def _alternatives(gaps: list[Gap]) -> dict[str, tuple[str, ...]]:
    """Return the other answers of each gap that has its number alone."""
    numbers = Counter(gap.number for gap in gaps)
    found = {gap.number: alternatives(gap.answer) for gap in gaps if numbers[gap.number] == 1}
    return {
        number: tuple(each for each in answers if each not in {gap.answer for gap in gaps})
        for number, answers in found.items()
        if len(answers) > 1
    }


def _but_media(cells: NoteFields) -> str:
    return f" but {shown(cells.media[0])}" if cells.media else ""


def _sanitized(cells: NoteFields) -> NoteFields:
    return NoteFields(
        line=cells.line,
        question=sanitize(cells.question).strip(),
        answer=sanitize(cells.answer).strip(),
        text=sanitize(cells.text).strip(),
        accept=_distinct_lines(cells.accept),
        lures=_distinct_lines(cells.lures),
        hint=sanitize(cells.hint).strip(),
        explanation=sanitize(cells.explanation).strip(),
        tags=_distinct_lines(cells.tags)[:_MOST_TAGS],
        source=sanitize_line(cells.source),
        id=cells.id.strip(),
        reversed=cells.reversed,
        media=_distinct_lines(cells.media),
    )


def _distinct_lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sanitized texts without duplicates and empty ones."""
    return tuple(dict.fromkeys(filter(None, map(sanitize_line, texts)))) if texts else ()
