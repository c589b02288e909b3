"""Which program wrote a file: by what it begins with, then by its ending."""

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
"""The formats of other programs, by name."""

_ENDINGS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".md": "hashcards", ".markdown": "hashcards"}
PACKAGES = (".apkg", ".colpkg")
"""How the names of Anki's packages end, which are read elsewhere: they are no text."""

_BEGINNINGS = (b"PK\x03\x04", b"SQLite format 3\0")  # how .apkg, .colpkg and .anki2 begin


def read_text_file(data: bytes, name: str, wanted: str = "") -> ImportedDeck:
    """Return what a file of that name holds, read as the `wanted` format or as what it seems to be.

    Raises AideMemoireError where it is empty, is no text in UTF-8, or is of a kind that has none.
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
    """Return the format of a text in a file of that name."""
    if is_anki(text):
        return "anki"
    ending = os.path.splitext(name)[1].lower()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    return "hashcards" if hashcards.is_hashcards(text) else "csv"
