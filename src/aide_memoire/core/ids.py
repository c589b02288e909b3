"""Ids of decks, notes and cards. The log refers to cards by id, so an id never changes unless the author changes it."""

from __future__ import annotations

import re
import unicodedata
import zlib

ID_LENGTH = 80
_PLAIN = re.compile(r"[\w.-]+")  # fast path for ids without combining marks; `_is_word` accepts those too


def note_id(deck: str, note: str) -> str:
    """Return the full id of a note, `deck/note`. One that names its deck already stays as it is."""
    return note if "/" in note else f"{deck}/{note}"


def split_card_id(card: str) -> tuple[str, str, str]:
    """Return the deck id, the note id and the part of a card id `deck/note#part`."""
    note, _, part = card.partition("#")
    deck, _, name = note.partition("/")
    return deck, name, part


def is_id(text: str) -> bool:
    """Return whether `text` is a valid id: 1–80 letters or digits of any script, `-`, `_`, `.`, in NFC."""
    return (
        0 < len(text) <= ID_LENGTH
        and (_PLAIN.fullmatch(text) is not None or all(char in "-_." or _is_word(char) for char in text))
        and unicodedata.is_normalized("NFC", text)
    )


def slug(text: str, length: int = ID_LENGTH) -> str:
    """Return an id made from text: case-folded, each run of characters that are no letter or digit as one `-`."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    words = "".join(char if _is_word(char) else " " for char in folded).split()
    return "-".join(words)[:length].strip("-")


def _is_word(char: str) -> bool:
    """Return whether a character is a letter, a digit or a combining mark (such as a vowel of Devanagari)."""
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def id_from_words(kind: str, words: str) -> str:
    """Return the id for a note without one: its kind and the beginning of its text; if cut, with a checksum."""
    full = slug(f"{kind} {words}", length=10_000)
    if len(full) <= 80:
        return full
    return f"{full[:71].strip('-')}-{zlib.crc32(full.encode()):08x}"
