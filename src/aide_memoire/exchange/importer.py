"""Collect the notes of an imported file, and remarks about content that cannot be imported."""

from __future__ import annotations

from typing import NamedTuple

from aide_memoire.core.cloze import has_gap, parse_cloze
from aide_memoire.core.grading.text import fold
from aide_memoire.core.ids import is_id
from aide_memoire.core.note import CardNote, Citation, ClozeNote, Gap, Lure, Shared, Side
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.sanitize import sanitize, sanitize_line

SOURCE = "import"
"""The id of the source that every imported note cites."""

_SHOWN = 40  # characters of a text that are shown in a remark


class Remark(NamedTuple):
    """A message about content that was not imported as it is, and its line in the file (from 1)."""

    line: int
    text: str


class ImportedDeck(NamedTuple):
    """The result of one file. Notes are in the order of the file, and have the id "" if the file contains none."""

    notes: tuple[CardNote | ClozeNote, ...]
    remarks: tuple[Remark, ...]
    title: str = ""  # of the deck, if the file contains one


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


class Importer:
    """Builder of an `ImportedDeck`: sanitizes the fields of each note and adds a note or a remark."""

    def __init__(self, place: str = "line {}") -> None:
        """Start empty. `place` is the template for the citation of a note; {} is its line or number."""
        self._place = place
        self._notes: list[CardNote | ClozeNote] = []
        self._remarks: list[Remark] = []
        self._lines: dict[tuple[str, str], int] = {}  # the first line of each text, to find duplicates
        self._ids: dict[str, int] = {}

    def remark(self, line: int, text: str) -> None:
        """Add a remark about content that was not imported."""
        self._remarks.append(Remark(line, sanitize_line(text)))

    def add(self, cells: NoteFields) -> None:
        """Add the note of these fields, or a remark if they make no note."""
        cells = _sanitized(cells)
        if cells.text and not (cells.question and cells.answer and not has_gap(cells.text)):
            self._add_cloze(cells)
        elif not cells.question:
            self.remark(cells.line, "no question: not carried")
        elif not cells.answer:
            self.remark(cells.line, f"no answer to {shown(cells.question)}: not carried")
        else:
            self._add_card(cells)

    def done(self, title: str = "") -> ImportedDeck:
        """Return the notes, and the remarks in the order of their lines."""
        remarks = sorted(self._remarks, key=lambda remark: remark.line)
        return ImportedDeck(tuple(self._notes), tuple(remarks), sanitize_line(title))

    def _add_card(self, cells: NoteFields) -> None:
        if cells.text:
            self.remark(cells.line, f"no gap in {shown(cells.text)}: the text is not carried beside the question")
        if self._is_new(cells.line, (cells.question, cells.answer)):
            front = Side(cells.question, cells.answer, cells.accept)
            reverse = Side(cells.answer, cells.question) if cells.reversed else None
            lures = self._lures(cells, (cells.answer, *cells.accept))
            self._notes.append(CardNote(self._shared(cells), front, reverse, lures))

    def _add_cloze(self, cells: NoteFields) -> None:
        try:
            pieces = parse_cloze(cells.text)
        except ValueError as error:
            self.remark(cells.line, f"{error}: {shown(cells.text)} is not carried")
            return
        if cells.question or cells.answer:
            self.remark(cells.line, "the question and answer beside a text with gaps are not carried")
        if not self._is_new(cells.line, (cells.text, "")):
            return
        gaps = [piece for piece in pieces if isinstance(piece, Gap)]
        number = gaps[0].number
        if any(gap.number != number for gap in gaps) and (cells.accept or cells.lures):
            self.remark(cells.line, "other answers and lures are not carried: it is not said for which of the gaps")
            cells = cells._replace(accept=(), lures=())
        accept = {number: cells.accept} if cells.accept else {}
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
        )

    def _own_id(self, cells: NoteFields) -> str:
        """Return the id from the file, or "" if it is invalid or another note has it."""
        if not is_id(cells.id):
            return ""
        before = self._ids.setdefault(cells.id, cells.line)
        if before != cells.line:
            self.remark(
                cells.line, f"the id {cells.id} is that of {self._place.format(before)} already: another one is made"
            )
            return ""
        return cells.id

    def _is_new(self, line: int, words: tuple[str, str]) -> bool:
        before = self._lines.setdefault(words, line)
        if before != line:
            place = self._place.format(before)
            self.remark(line, f"{shown(words[0])} is not carried twice: it is the same as in {place}")
        return before == line

    def _lures(self, cells: NoteFields, right: tuple[str, ...]) -> tuple[Lure, ...]:
        """Return the lures without right answers, which a deck must not have as lures."""
        if not cells.lures:
            return ()
        folded = {fold(text, ENGLISH.articles) for text in right}
        wrong = tuple(Lure(text) for text in cells.lures if fold(text, ENGLISH.articles) not in folded)
        if len(wrong) < len(cells.lures):
            self.remark(cells.line, "a lure that is right is not carried")
        return wrong


def shown(text: str) -> str:
    """Return the beginning of a text in quotes, for a remark."""
    line = sanitize_line(text[: 4 * _SHOWN])
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[: _SHOWN - 1]}…”"


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
        tags=_distinct_lines(cells.tags),
        source=sanitize_line(cells.source),
        id=cells.id.strip(),
        reversed=cells.reversed,
    )


def _distinct_lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sanitized texts without duplicates and empty ones."""
    return tuple(dict.fromkeys(filter(None, map(sanitize_line, texts)))) if texts else ()
