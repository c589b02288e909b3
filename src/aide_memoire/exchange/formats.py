"""Recognise the format of a file by its first bytes, then by its name and its content."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError, UsageError
from aide_memoire.exchange import csv, hashcards, obsidian, quizlet
from aide_memoire.exchange.anki.text import is_anki, read_anki_text
from aide_memoire.exchange.columns import ANY, Wanted
from aide_memoire.exchange.importer import Remark, shown
from aide_memoire.exchange.markdown import has_table
from aide_memoire.exchange.text import decode
from aide_memoire.exchange.unread import refusal, unread_bytes, unread_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.exchange.importer import ImportedDeck

_TABLES: dict[str, Callable[[str, Wanted], ImportedDeck]] = {
    "csv": lambda text, wanted: csv.read_table(text, wanted=wanted),
    "tsv": lambda text, wanted: csv.read_table(text, "\t", wanted),
    "quizlet": quizlet.read_pairs,
    "anki": read_anki_text,
}
_NOTES: dict[str, Callable[[str], ImportedDeck]] = {
    "hashcards": hashcards.read_hashcards,
    "obsidian": obsidian.read_obsidian,
}
FORMATS = (*_TABLES, *_NOTES)
"""The names of the text formats that can be imported."""

_ENDINGS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}
_MARKDOWN = (".md", ".markdown", ".mdown")
_AROUND = 15  # characters beside one that may be wrong
PACKAGES = (".apkg", ".colpkg")
"""The extensions of Anki packages. They are not text and have their own reader."""


def read_text_file(data: bytes, name: str, wanted: str = "", columns: Wanted = ANY) -> ImportedDeck:
    """Return the notes of a text file, read as the `wanted` format or, if that is "", as the recognised one.

    Raises UnclearColumnsError if question and answer of a table cannot be told, UsageError if it has no such columns,
    and AideMemoireError if the file is empty, is not read, or is in an unknown encoding.
    """
    what = unread_bytes(data, name)
    if what:
        raise AideMemoireError(refusal(what))
    text, guess = decode(data)
    if not text.strip():
        raise AideMemoireError("the file is empty")
    form = wanted or recognise(text, name)
    if form in _NOTES and any(columns):
        raise UsageError("--question and --answer name the columns of a table, and the file is none")
    imported = _TABLES[form](text, columns) if form in _TABLES else _NOTES[form](text)
    if not guess:
        return imported
    return imported._replace(remarks=(_told_guess(text, guess), *imported.remarks))


def _told_guess(text: str, guess: str) -> Remark:
    """Return a remark with the first word that would be another in another encoding."""
    place = next(place for place, sign in enumerate(text) if not sign.isascii())
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    words = text[max(start, place - _AROUND) : min(end if end >= 0 else len(text), place + _AROUND)]
    return Remark(
        text.count("\n", 0, place) + 1, f"the file is not UTF-8, and read as {guess}: is {shown(words)} right?"
    )


def recognise(text: str, name: str) -> str:
    """Return the name of the format of a text from a file with this name. Raises AideMemoireError if it is not read."""
    ending = os.path.splitext(name)[1].lower()
    if is_anki(text):
        return "anki"
    if ending in (".tsv", ".tab"):
        return _ENDINGS[ending]
    what = "" if ending in _MARKDOWN else unread_text(text, name)
    if what:
        raise AideMemoireError(refusal(what))
    if ending in _MARKDOWN or ending not in _ENDINGS:
        found = _recognise_notes(text, is_markdown=ending in _MARKDOWN)
        if found:
            return found
    return "quizlet" if quizlet.find_separators(text) else "csv"


def _recognise_notes(text: str, *, is_markdown: bool) -> str:
    """Return the format of notes in Markdown, or "" if the text may be a table."""
    if hashcards.is_hashcards(text, begins=not is_markdown):
        return "hashcards"
    if is_markdown:
        if obsidian.is_obsidian(text):
            return "obsidian"
        if not has_table(text):
            raise AideMemoireError(refusal("Markdown without any card (Q: and A:, C:, ::, ?)"))
    return "obsidian" if obsidian.is_tagged(text) else ""
