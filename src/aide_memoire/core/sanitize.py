"""Sanitize all text from outside: decks, imports, names, the environment.

A terminal executes control characters from any source, and Textual passes them on. So each is replaced by a visible
symbol where the text enters the program. Line feed and tab stay.
"""

from __future__ import annotations

from functools import lru_cache

_REPLACEMENT = 0xFFFD


@lru_cache(maxsize=1)
def _replacements() -> dict[int, int]:
    table = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}  # ␀ … ␟
    table[0x7F] = 0x2421  # ␡
    replaced = (
        *range(0x80, 0xA0),  # C1 controls: some terminals execute them as escapes
        *range(0x202A, 0x202F),  # bidi embeddings and overrides make a text look like another
        *range(0x2066, 0x206A),  # bidi isolates
        *range(0xD800, 0xE000),  # lone surrogates cannot be written to a terminal at all
        *range(0xE0000, 0xE0080),  # tag characters hide text
        0x2028,  # line and paragraph separators break a line after its width was measured
        0x2029,
    )
    table.update(dict.fromkeys(replaced, _REPLACEMENT))
    return table


def sanitize(text: str) -> str:
    """Return `text` with a visible symbol for each character that could control a terminal."""
    if text.isprintable() or text.replace("\n", "").isprintable():  # fast path: true for nearly every text
        return text
    return text.replace("\r\n", "\n").translate(_replacements())


def sanitize_line(text: str) -> str:
    """Return `text` sanitized and on one line, for names, paths and titles."""
    return " ".join(sanitize(text).split())


def shortened(message: str, longest: int = 400) -> str:
    """Return a message; of one that is longer than `longest` characters, only its beginning and its end."""
    if len(message) <= longest:
        return message
    return f"{message[: longest * 3 // 4]} … {message[-(longest // 4) :]}"
