"""Which program wrote a file: by what it begins with, then by its ending."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.exchange import anki, delimited, hashcards
from aide_memoire.exchange.text import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from aide_memoire.exchange.gathering import Imported

_READERS: dict[str, Callable[[str], Imported]] = {
    "csv": delimited.read,
    "tsv": lambda text: delimited.read(text, "\t"),
    "anki": anki.read,
    "hashcards": hashcards.read,
}
FORMATS = tuple(_READERS)
"""The formats of other programs, by name."""

_ENDINGS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".md": "hashcards", ".markdown": "hashcards"}
PACKAGES = (".apkg", ".colpkg")
"""How the names of Anki's packages end, which are read elsewhere: they are no text."""

_BEGINNINGS = (b"PK\x03\x04", b"SQLite format 3\0")  # how .apkg, .colpkg and .anki2 begin


def read(data: bytes, name: str, wanted: str = "") -> Imported:
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
    return _READERS[wanted or recognised(text, name)](text)


def recognised(text: str, name: str) -> str:
    """Return the format of a text in a file of that name."""
    if anki.is_anki(text):
        return "anki"
    ending = os.path.splitext(name)[1].lower()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    return "hashcards" if hashcards.is_hashcards(text) else "csv"
