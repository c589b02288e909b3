"""Recognise the format of a file by its first bytes, then by its extension."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.exchange import csv, hashcards
from aide_memoire.exchange.anki.text import is_anki, read_anki_text
from aide_memoire.exchange.text import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.exchange.importer import ImportedDeck

_READERS: dict[str, Callable[[str], ImportedDeck]] = {
    "csv": csv.read_table,
    "tsv": lambda text: csv.read_table(text, "\t"),
    "anki": read_anki_text,
    "hashcards": hashcards.read_hashcards,
}
FORMATS = tuple(_READERS)
"""The names of the text formats that can be imported."""

_ENDINGS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".md": "hashcards", ".markdown": "hashcards"}
PACKAGES = (".apkg", ".colpkg")
"""The extensions of Anki packages. They are not text and have their own reader."""

_BEGINNINGS = (b"PK\x03\x04", b"SQLite format 3\0")  # the first bytes of .apkg, .colpkg and .anki2


def read_text_file(data: bytes, name: str, wanted: str = "") -> ImportedDeck:
    """Return the notes of a text file, read as the `wanted` format or, if that is "", as the recognised one.

    Raises AideMemoireError if the file is empty, is not UTF-8, or is a package or a database.
    """
    if data.startswith(_BEGINNINGS):
        raise AideMemoireError(
            "a package or a database, no text",
            "a package of Anki's ends in .apkg or .colpkg; in Anki: File, Export, “Anki Deck Package”",
        )
    text = decode(data)
    if not text.strip():
        raise AideMemoireError("the file is empty")
    return _READERS[wanted or recognise(text, name)](text)


def recognise(text: str, name: str) -> str:
    """Return the name of the format of a text from a file with this name."""
    if is_anki(text):
        return "anki"
    ending = os.path.splitext(name)[1].lower()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    return "hashcards" if hashcards.is_hashcards(text) else "csv"
