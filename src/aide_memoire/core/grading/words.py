"""Which words a language has, from the lists of the package pyspellchecker.

A list is read only as far as a word needs: they are sorted. Nothing is read before a typo is to be judged.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from aide_memoire.core.grading.terms import TERMS

LISTED = frozenset(("ar", "de", "en", "es", "fa", "fr", "it", "lv", "nl", "pt", "ru"))
_CHUNK = 1 << 16
_SCRIPTS = (("ru", re.compile("[а-яё]")), ("ar", re.compile("[ء-ي]")))
_LATIN = re.compile("[a-zß-ɏ]")
_OTHER_SCRIPTS = ("ru", "ar", "fa")


def has_list(word: str, language: str) -> bool:
    """Return whether there is a list of words for the language that a word is written in."""
    return _language_of(word, language) is not None


def is_word(word: str, language: str) -> bool:
    """Return whether a word, in small letters with its accents, stands in its language's list."""
    listed = _language_of(word, language)
    return listed is not None and ((listed == "en" and word in TERMS) or _list(listed).has(word))


def _language_of(word: str, language: str) -> str | None:
    """Return the language whose list judges a word: the answer's, unless the word is in another script."""
    primary = language.partition("-")[0].casefold()
    for other, letters in _SCRIPTS:
        if letters.search(word):
            return primary if primary == "fa" and other == "ar" else other
    in_latin = _LATIN.search(word) is not None and primary not in _OTHER_SCRIPTS
    return primary if in_latin and primary in LISTED else None


class _WordList:
    """A sorted list of words, unpacked as far as it was needed."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._read = 0
        self._unpack = zlib.decompressobj(31)
        self._text = bytearray()
        self._last = b""

    def has(self, word: str) -> bool:
        key = word.encode()
        while self._last < key and self._read < len(self._packed):
            self._text += self._unpack.decompress(self._packed[self._read : self._read + _CHUNK])
            self._read += _CHUNK
            line = self._text.rfind(b'\n"', 0, self._text.rfind(b'": ')) + 2
            self._last = bytes(self._text[line : self._text.find(b'"', line)])
        return self._holds(key)

    def _holds(self, key: bytes) -> bool:
        """Search the unpacked part by halves; each line is `"word": number`."""
        low, high = 0, len(self._text)
        while low < high:
            start = self._text.rfind(b'\n"', 0, (low + high) // 2 + 2) + 2
            end = self._text.find(b'"', start)
            found = bytes(self._text[start:end]) if start > 1 and end > 0 else b""
            if found == key:
                return start > 1
            if found < key:
                low = max(end, (low + high) // 2 + 1)
            else:
                high = start - 2
        return False


@lru_cache(maxsize=4)
def _list(language: str) -> _WordList:
    """Open a language's list; an empty one where the package lacks it."""
    from importlib.util import find_spec  # noqa: PLC0415  the first question does without it

    spec = find_spec("spellchecker")
    folder = (spec.submodule_search_locations or [""])[0] if spec else ""
    try:
        with open(f"{folder}/resources/{language}.json.gz", "rb") as file:
            return _WordList(file.read())
    except OSError:
        return _WordList(b"")
