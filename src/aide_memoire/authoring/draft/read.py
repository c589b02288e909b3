"""Read a text in the encodings that texts have, and say of what is none what it is."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from aide_memoire.atomic_files import UnusualFileError, read_regular_file
from aide_memoire.authoring.draft.text import paragraphs_of
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from typing import TextIO

    from aide_memoire.authoring.draft.text import Paragraph

LARGEST_TEXT = 4 * 1024 * 1024
"""The size limit of a text in bytes."""


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NO_TEXTS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a package, such as a .docx, .odt or .epub"),
    (b"{\\rtf", "a rich text file"),
    (b"\xd0\xcf\x11\xe0", "a file of an office program"),
)


def read_text(data: bytes, name: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in UTF-8, UTF-16 or Latin-1. Raises AideMemoireError if it has none."""
    shown = sanitize(name)
    for start, kind in _NO_TEXTS:
        if data.startswith(start):
            raise AideMemoireError(f"{shown} is {kind}, no text", "save it as plain text in the program that shows it")
    text = _decoded(data)
    if _CONTROL.search(text[:100_000]):
        raise AideMemoireError(f"{shown} is no text: it holds bytes that no text has", "give a .txt or .md file")
    if re.match(r"\s*<(?:!doctype\s+html|html|\?xml)", text[:1000], re.I):
        raise AideMemoireError(f"{shown} is a web page with its markup", "copy the words that you see into a .txt file")
    paragraphs = paragraphs_of(text)
    if not any(re.search(r"\w", paragraph.text) for paragraph in paragraphs):
        raise AideMemoireError(f"{shown} has no text in it")
    return paragraphs


def read_paragraphs(path: str, standard_input: TextIO) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a file, or of standard input for "-".

    Raises AideMemoireError if it cannot be read or has no text.
    """
    if path == "-":
        data = standard_input.buffer.read(LARGEST_TEXT + 1)
        if len(data) > LARGEST_TEXT:
            raise AideMemoireError(f"the text is larger than {LARGEST_TEXT // 2**20} MB", "give it in parts")
        return read_text(data, "standard input")
    if path.lower().endswith(".toml"):
        raise AideMemoireError(f"{sanitize(path)} is a deck, no text", "to write to it, name it behind -o")
    try:
        return read_text(read_regular_file(path, LARGEST_TEXT), path)
    except UnusualFileError as error:
        reason = "a folder: name the file" if os.path.isdir(path) else error.strerror
        raise AideMemoireError(f"{sanitize(path)} is {reason}") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise AideMemoireError(f"{sanitize(path)} cannot be read: {reason}") from None


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[1:40:2].strip(b"\0") == b"" and len(data) > 3:
        return data.decode("utf-16-le", errors="replace")
    if data[0:40:2].strip(b"\0") == b"" and len(data) > 3:
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
