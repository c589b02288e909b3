"""The one gate for text from outside: decks, imports, names, the environment.

A terminal obeys control characters wherever they come from, and Textual passes them on. So each is
replaced by a symbol that shows it, once, where the text enters; line feed and tab stay.
"""

from __future__ import annotations

from functools import lru_cache

_REPLACEMENT = 0xFFFD


@lru_cache(maxsize=1)
def _replacements() -> dict[int, int]:
    table = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}  # ␀ … ␟
    table[0x7F] = 0x2421  # ␡
    replaced = (
        *range(0x80, 0xA0),  # C1 controls: some terminals take them for escapes
        *range(0x202A, 0x202F),  # bidi embeddings and overrides make text read as another
        *range(0x2066, 0x206A),  # bidi isolates
        *range(0xD800, 0xE000),  # lone surrogates cannot be written to a terminal at all
        *range(0xE0000, 0xE0080),  # tag characters hide text
        0x2028,  # line and paragraph separators break a line where a width was measured
        0x2029,
    )
    table.update(dict.fromkeys(replaced, _REPLACEMENT))
    return table


def sanitize(text: str) -> str:
    """Return `text` with each character that could act on a terminal made a visible symbol."""
    if text.isprintable():  # nearly always, and at the speed of C
        return text
    return text.replace("\r\n", "\n").translate(_replacements())


def sanitize_line(text: str) -> str:
    """Return `text` cleaned and on one line: for names, paths and titles."""
    return " ".join(sanitize(text).split())
