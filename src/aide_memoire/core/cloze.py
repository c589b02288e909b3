"""A text with {{c1::gaps}} and its pieces: only what a deck reads back as the same pieces is a cloze."""

from __future__ import annotations

import re

from aide_memoire.core.note import Gap

_GAP = re.compile(r"\{\{c(\d{1,4})::((?:(?!\{\{|\}\}|::).)+)(?:::((?:(?!\{\{|\}\}).)*))?\}\}", re.DOTALL | re.ASCII)

Pieces = tuple[str | Gap, ...]


def has_gap(text: str) -> bool:
    """Return whether a gap stands anywhere in the text."""
    return _GAP.search(text) is not None


def split_cloze(text: str) -> Pieces:
    """Return the plain texts and gaps in turn, whatever the text holds; `{{` that opens no gap is plain text."""
    pieces: list[str | Gap] = []
    end = 0
    for gap in _GAP.finditer(text):
        pieces += [text[end : gap.start()], Gap(str(int(gap[1])), gap[2], gap[3] or "")]
        end = gap.end()
    return tuple(piece for piece in (*pieces, text[end:]) if piece)


def parse_cloze(text: str) -> Pieces:
    """Return plain texts and gaps in turn. Raises ValueError, saying why, where they are no cloze that can be asked."""
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
    """Return the text that the pieces were read from."""
    return "".join(piece if isinstance(piece, str) else _written(piece) for piece in pieces)


def join_pieces(pieces: Pieces) -> str:
    """Return the text of pieces from elsewhere. Raises ValueError where the gaps' own signs stand within them."""
    text = cloze_text(pieces)
    whole = tuple(piece for piece in pieces if piece)
    if any("{{" in each or "}}" in each for piece in whole for each in ([piece] if isinstance(piece, str) else piece)):
        raise ValueError("`{{` or `}}` stands in it, which marks gaps here")
    if parse_cloze(text) != whole:
        raise ValueError("`::` or a brace stands in a gap, where it would be read as the gap's own sign")
    return text


def _written(gap: Gap) -> str:
    hint = f"::{gap.hint}" if gap.hint else ""
    return f"{{{{c{gap.number}::{gap.answer}{hint}}}}}"
