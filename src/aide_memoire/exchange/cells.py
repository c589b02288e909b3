"""The cells of one row of a table, by the key of a note that each holds."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from aide_memoire.exchange.gaps import is_gapped
from aide_memoire.exchange.html import is_surely_markup, plain_text
from aide_memoire.exchange.importer import Importer, NoteFields, shown
from aide_memoire.exchange.markdown import without_embeds

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTS = re.compile(r"[;\n]")
_YES = frozenset("1 x y yes true ja j oui o sí si s sim да д 是 ✓ ✔ +".split())  # noqa: SIM905
_NO = frozenset("0 n no false nein non não нет 否 - – —".split())  # noqa: SIM905


def cells_by_key(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Return the non-empty cells by key. Several explanations become paragraphs of one."""
    found: dict[str, str] = {}
    for key, cell in zip(columns, islice(cells, len(columns)), strict=False):
        if key.strip() and cell.strip():
            found[key] = f"{found[key]}\n\n{cell}" if key in found else cell
    return found


def cells_of(line: int, found: dict[str, str], importer: Importer) -> NoteFields:
    """Return the fields of one note, with the cells of lists split. A question with gaps is a text."""
    has_text = "text" not in found and is_gapped(found.get("question", ""))
    if has_text:
        rest = [found.get("answer", ""), found.get("explanation", "")]
        found = found | {
            "question": "",
            "answer": "",
            "text": found["question"],
            "explanation": "\n\n".join(filter(None, rest)),
        }
    return NoteFields(
        line=line,
        question=found.get("question", ""),
        answer=found.get("answer", ""),
        text=found.get("text", ""),
        accept=_split_list(found.get("accept", "")),
        lures=_split_list(found.get("lures", "")),
        hint=found.get("hint", ""),
        explanation=found.get("explanation", ""),
        tags=tags_of(found.get("tags", "")),
        source=found.get("source", ""),
        id=found.get("id", ""),
        media=_files(found.get("media", "")),
        reversed=_is_yes(found.get("reverse", ""), line, importer),
    )


def _files(cell: str) -> tuple[str, ...]:
    """Return the names of files in a cell: bare, in HTML, or as Anki writes a sound."""
    plain = plain_text(cell)
    text, embedded = without_embeds(plain.text)
    return (*plain.media, *embedded, *(name.strip() for name in _PARTS.split(text) if name.strip()))


def _is_yes(cell: str, line: int, importer: Importer) -> bool:
    """Return whether a cell of the column `reverse` asks for the other way round too."""
    word = cell.strip().casefold()
    if word and word not in _YES and word not in _NO:
        importer.remark(line, f"“reverse” is yes or no: {shown(cell)} is not imported")
    return word in _YES


def tags_of(cell: str) -> tuple[str, ...]:
    """Return the tags: split at semicolons, else at commas, else at white space."""
    for separator in (";", ","):
        if separator in cell:
            return tuple(cell.split(separator))
    return tuple(cell.split())


def _split_list(cell: str) -> tuple[str, ...]:
    return tuple(_PARTS.split(cell)) if cell else ()


def plain_cells(cells: NoteFields, importer: Importer) -> NoteFields:
    """Return the fields as plain text; pictures and sounds are named in `media`."""
    media: list[str] = [*cells.media]

    def plain(text: str, *, is_answer: bool = False) -> str:
        if is_surely_markup(text):
            found = plain_text(text, is_answer=is_answer)
            text = found.text
            media.extend(found.media)
            for what in found.lost:
                importer.remark(cells.line, f"{what} is not imported")
        if "[" in text:
            text, names = without_embeds(text)
            media.extend(names)
        return text

    return cells._replace(
        question=plain(cells.question),
        answer=plain(cells.answer, is_answer=True),
        text=plain(cells.text),
        hint=plain(cells.hint),
        explanation=plain(cells.explanation, is_answer=True),
        media=tuple(media),
    )
