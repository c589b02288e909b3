"""What a file gave: notes, and remarks on what it held that no note could carry."""

from __future__ import annotations

from typing import NamedTuple

from aide_memoire.core.cloze import has_gap, parse_cloze
from aide_memoire.core.grading.text import fold
from aide_memoire.core.ids import is_id
from aide_memoire.core.note import CardNote, Citation, ClozeNote, Gap, Lure, Shared, Side
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.sanitize import sanitize, sanitize_line

SOURCE = "import"
"""The id of the source that every imported note names."""

_SHOWN = 40  # characters of a text that are enough to know it by


class Remark(NamedTuple):
    """What could not be carried as it stood, and its line in the file, from 1."""

    line: int
    text: str


class ImportedDeck(NamedTuple):
    """All that one file gave. Notes keep the file's order, and have the id "" where the file gives none."""

    notes: tuple[CardNote | ClozeNote, ...]
    remarks: tuple[Remark, ...]
    title: str = ""  # the deck's own name, where the file tells one


class NoteFields(NamedTuple):
    """One note's words as they stand in a file, before anything is made of them."""

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
    reversed: bool = False  # asked the other way round too


class Importer:
    """Takes what a file holds bit by bit: each is cleaned here, and becomes a note or a remark."""

    def __init__(self, place: str = "line {}") -> None:
        """Begin with nothing; `place` is how a note's source is cited, with its line or number for {}."""
        self._place = place
        self._notes: list[CardNote | ClozeNote] = []
        self._remarks: list[Remark] = []
        self._lines: dict[tuple[str, str], int] = {}  # where the same words stood first
        self._ids: dict[str, int] = {}

    def remark(self, line: int, text: str) -> None:
        """Note what could not be carried."""
        self._remarks.append(Remark(line, sanitize_line(text)))

    def add(self, cells: NoteFields) -> None:
        """Make a note of the cells, or a remark where they are none."""
        cells = _cleaned(cells)
        if cells.text and not (cells.question and cells.answer and not has_gap(cells.text)):
            self._add_cloze(cells)
        elif not cells.question:
            self.remark(cells.line, "no question: not carried")
        elif not cells.answer:
            self.remark(cells.line, f"no answer to {shown(cells.question)}: not carried")
        else:
            self._add_card(cells)

    def done(self, title: str = "") -> ImportedDeck:
        """Return all that was taken, the remarks in the order of their lines."""
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
        """Return the id that the file gives, or "" where it cannot be this note's."""
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
            where = self._place.format(before)
            self.remark(line, f"{shown(words[0])} is not carried twice: it is the same as in {where}")
        return before == line

    def _lures(self, cells: NoteFields, right: tuple[str, ...]) -> tuple[Lure, ...]:
        """Return the lures but those that are right, which a deck must not have."""
        if not cells.lures:
            return ()
        folded = {fold(text, ENGLISH.articles) for text in right}
        wrong = tuple(Lure(text) for text in cells.lures if fold(text, ENGLISH.articles) not in folded)
        if len(wrong) < len(cells.lures):
            self.remark(cells.line, "a lure that is right is not carried")
        return wrong


def shown(text: str) -> str:
    """Return the beginning of a text in quotes, to know it by."""
    line = sanitize_line(text[: 4 * _SHOWN])
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[: _SHOWN - 1]}…”"


def _cleaned(cells: NoteFields) -> NoteFields:
    """Let every text from outside through the gate."""
    return NoteFields(
        line=cells.line,
        question=sanitize(cells.question).strip(),
        answer=sanitize(cells.answer).strip(),
        text=sanitize(cells.text).strip(),
        accept=_several(cells.accept),
        lures=_several(cells.lures),
        hint=sanitize(cells.hint).strip(),
        explanation=sanitize(cells.explanation).strip(),
        tags=_several(cells.tags),
        source=sanitize_line(cells.source),
        id=cells.id.strip(),
        reversed=cells.reversed,
    )


def _several(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts cleaned, each once, without empty ones."""
    return tuple(dict.fromkeys(filter(None, map(sanitize_line, texts)))) if texts else ()
