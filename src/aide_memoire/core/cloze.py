"""Convert between a cloze text with {{c1::gaps}} and its pieces."""

from __future__ import annotations

import re

from aide_memoire.core.note import Gap

_GAP = re.compile(
    r"\{\{c(\d{1,4})::"
    r"((?:\{\{(?!c\d)[^{}]*\}\}|(?!\{\{|\}\}|::).)+)"  # braces may stand in pairs, as in {{c1::{{}}}}
    r"(?:::((?:(?!\{\{|\}\}).)*))?\}\}",
    re.DOTALL | re.ASCII,
)

Pieces = tuple[str | Gap, ...]


def has_gap(text: str) -> bool:
    """Return whether the text contains a gap."""
    return _GAP.search(text) is not None


def split_cloze(text: str) -> Pieces:
    """Return the plain texts and gaps in order. Never raises: a `{{` that opens no gap is plain text."""
    pieces: list[str | Gap] = []
    end = 0
    for gap in _GAP.finditer(text):
        pieces += [text[end : gap.start()], Gap(str(int(gap[1])), gap[2], gap[3] or "")]
        end = gap.end()
    return tuple(piece for piece in (*pieces, text[end:]) if piece)


def parse_cloze(text: str) -> Pieces:
    """Return the plain texts and gaps in order. Raises ValueError with the reason if the text is not a valid cloze."""
    found = split_cloze(text)
    gaps = [piece for piece in found if isinstance(piece, Gap)]
    if any("{{" in piece or "}}" in piece for piece in found if isinstance(piece, str)):
        raise ValueError("a gap within a gap, or one that is empty or not closed")
    if not gaps:
        raise ValueError("the text has no gap")
    if not all(gap.answer.strip() for gap in gaps):
        raise ValueError("a gap is empty")
    return found


def cloze_text(pieces: Pieces) -> str:
    """Return the cloze text of the pieces."""
    return "".join(piece if isinstance(piece, str) else _written(piece) for piece in pieces)


def join_pieces(pieces: Pieces) -> str:
    """Return the cloze text of imported pieces. Raises ValueError if it would not be parsed to the same pieces."""
    text = cloze_text(pieces)
    given = tuple(piece for piece in pieces if piece)
    if any("{{" in part or "}}" in part for piece in given for part in ([piece] if isinstance(piece, str) else piece)):
        raise ValueError("`{{` or `}}` stands in it, which marks gaps here")
    if parse_cloze(text) != given:
        raise ValueError("`::` or a brace stands in a gap, where it would be read as the gap's own sign")
    return text


def _written(gap: Gap) -> str:
    hint = f"::{gap.hint}" if gap.hint else ""
    return f"{{{{c{gap.number}::{gap.answer}{hint}}}}}"
