"""Gaps that do not mean what their author thinks: braces and colons of another language within them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.note import Gap
from aide_memoire.decks.cures import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.cloze import Pieces

_FORM = "write {{c1::answer}} or {{c1::answer::hint}}"
_BRACKETS = ("()", "[]", "<>")
_SCOPE = re.compile(
    r"(?:std|boost|self|super|crate|core|alloc|tokio|absl|Self)|\w*_\w*|[a-z]+[A-Z]\w*|(?:[A-Z][a-z]+){2,}"
)
_LIKE_A_GAP = re.compile(r"[{\[(]{1,2}(?:[cC](\d{0,4})\s*:{1,2})?([^{}\[\]():]+)(?:::?[^{}\[\]()]*)?[}\])]{1,2}")
_HEX = re.compile(r"(?=.*\d)[0-9a-f]{1,4}")
_OPEN = re.compile(r"\{\{[^{}]*\}{0,2}|\S{0,60}\}\}")
_SHOWN = 60
_BEHIND = re.compile(r"[<(`\[;]|::")


class ClozeSlip(NamedTuple):
    """What is wrong with a gap, and its cure."""

    message: str
    hint: str


def cloze_slips(pieces: Pieces) -> Iterator[ClozeSlip]:
    """Yield what is wrong with the braces of a text; of several such gaps only the first is told."""
    yield from islice((slip for place in range(len(pieces)) for slip in _brace_slips(pieces, place)), 1)


def colon_slips(pieces: Pieces) -> Iterator[ClozeSlip]:
    """Yield the gaps whose `::` seems to be no sign of a gap, but to stand for itself."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, Gap) and piece.hint and _is_code(piece, pieces[:place][-1:], pieces[place + 1 :]):
            whole = f"{piece.answer}::{piece.hint}"
            hint = "ask for it in a [[card]]: a gap holds no ::. A real hint has a blank, as in {{c1::answer::a hint}}"
            yield ClozeSlip(f"the gap “{whole}” asks for “{piece.answer}”, with “{piece.hint}” as its hint", hint)


def gap_instead(text: str) -> str:
    """Return the hint that shows how the first thing which looks like a gap is written as one."""
    found = _LIKE_A_GAP.search(text)
    return write(f"{{{{c{found[1] or 1}::{found[2].strip()}}}}}") or _FORM if found else _FORM


def _brace_slips(pieces: Pieces, place: int) -> Iterator[ClozeSlip]:
    piece = pieces[place]
    if isinstance(piece, Gap) and not piece.answer.strip():
        yield ClozeSlip(f"the gap {piece.number} is empty", _FORM)
    elif isinstance(piece, Gap):
        behind = pieces[place + 1] if place + 1 < len(pieces) else ""
        inside = f"{piece.answer}{piece.hint}"
        if inside.count("{") > inside.count("}") and isinstance(behind, str) and behind.startswith("}"):
            written = (
                f"{piece.answer}{'::' if piece.hint else ''}{piece.hint}{'}' * (inside.count('{') - inside.count('}'))}"
            )
            cure = f"write a blank before the last two: {{{{c{piece.number}::{written} }}}}"
            yield ClozeSlip(f"the gap ends at its first two closing braces: it asks for “{piece.answer}”", cure)
    elif "{{" in piece or "}}" in piece:
        found = _OPEN.search(piece)
        shown = f": {found[0]}" if found and len(found[0]) < _SHOWN else ""
        yield ClozeSlip(f"a gap is not closed, or empty{shown}", gap_instead(piece))


def _is_code(gap: Gap, before: Pieces, behind: Pieces) -> bool:
    """Return whether `::` in a gap stands for itself, as in C++ and Rust; a hint in words has a blank."""
    if " " in gap.hint.strip():
        return False
    is_address = _HEX.fullmatch(gap.answer) and _HEX.fullmatch(gap.hint)
    if (
        is_address
        or "::" in gap.hint
        or gap.hint.endswith(":")
        or _SCOPE.fullmatch(gap.answer)
        or _SCOPE.fullmatch(gap.hint)
    ):
        return True
    open_before = bool(before) and isinstance(before[-1], str) and before[-1].endswith(("`", "::", "&", "<"))
    open_behind = bool(behind) and isinstance(behind[0], str) and _BEHIND.match(behind[0]) is not None
    unpaired = any(text.count(pair[0]) != text.count(pair[1]) for text in (gap.answer, gap.hint) for pair in _BRACKETS)
    return unpaired or open_before or open_behind
