"""Ids of decks, notes and cards: what the log knows a card by, so they never change by themselves."""

from __future__ import annotations

import re
import unicodedata
import zlib

ID_LENGTH = 80
_PLAIN = re.compile(r"[\w.-]+")  # without marks, as nearly all are; `_is_word` knows those too


def note_id(deck: str, note: str) -> str:
    """Return a note's full id."""
    return f"{deck}/{note}"


def split_card_id(card: str) -> tuple[str, str, str]:
    """Return the deck, the note within it, and the part that a card's id names."""
    note, _, part = card.partition("#")
    deck, _, name = note.partition("/")
    return deck, name, part


def is_id(text: str) -> bool:
    """Return whether `text` may be an id: 1–80 letters or digits of any script, `-`, `_`, `.`, in NFC."""
    return (
        0 < len(text) <= ID_LENGTH
        and (_PLAIN.fullmatch(text) is not None or all(sign in "-_." or _is_word(sign) for sign in text))
        and unicodedata.is_normalized("NFC", text)
    )


def slug(text: str, length: int = ID_LENGTH) -> str:
    """Return an id made from words: case-folded, other runs than letters and digits as one `-`."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    words = "".join(sign if _is_word(sign) else " " for sign in folded).split()
    return "-".join(words)[:length].strip("-")


def _is_word(sign: str) -> bool:
    """Return whether a character is a letter, a digit, or a mark that belongs to one (Devanagari's vowels)."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def id_from_words(kind: str, words: str) -> str:
    """Return the id of a note that has none of its own: its kind and the beginning of its words."""
    whole = slug(f"{kind} {words}", length=10_000)
    if len(whole) <= 80:
        return whole
    return f"{whole[:71].strip('-')}-{zlib.crc32(whole.encode()):08x}"
