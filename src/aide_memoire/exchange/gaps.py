"""Gaps as other programs write them: under several numbers at once, and around formulas with braces of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aide_memoire.core.cloze import cloze_text, has_gap, join_pieces, split_cloze
from aide_memoire.core.note import Gap

if TYPE_CHECKING:
    from aide_memoire.core.cloze import Pieces

_SEVERAL = re.compile(r"\{\{c(\d{1,4}(?:\s?,\s?\d{1,4}){1,20})::", re.ASCII)
_OPENING = re.compile(r"\{\{c\d{1,4}::", re.ASCII)
_FORMULA = re.compile(r"[\\^_$]")
_MOST = 50  # numbers of one text


def is_gapped(text: str) -> bool:
    """Return whether a text has gaps, also under several numbers."""
    return "{{c" in text and (has_gap(text) or _SEVERAL.search(text) is not None)


def has_torn_gap(pieces: Pieces) -> bool:
    """Return whether a gap ends within a formula or other braces, since those do not pair."""
    behind = [*pieces[1:], ""]
    return any(isinstance(gap, Gap) and _is_torn(gap, after) for gap, after in zip(pieces, behind, strict=True))


def _is_torn(gap: Gap, behind: str | Gap) -> bool:
    inside = f"{gap.answer}{gap.hint}"
    left_open = inside.count("{") - inside.count("}")
    if left_open > 0 and isinstance(behind, str) and behind.startswith("}"):
        return True
    return gap.answer.count("{") != gap.answer.count("}") and _FORMULA.search(gap.answer) is not None


def separated(text: str) -> list[tuple[str, str]]:
    """Return (number, text) for each number of a text in which a gap has several; else ("", text).

    A gap has one number here, so such a text becomes one for each: with the gaps of that number, the others filled in.
    """
    if not _SEVERAL.search(text):
        return [("", text)]
    numbers: dict[str, list[str]] = {}

    def with_own_number(found: re.Match[str]) -> str:
        own = str(9999 - len(numbers))
        numbers[own] = [str(int(number)) for number in found[1].split(",")]
        return f"{{{{c{own}::"

    pieces = split_cloze(_SEVERAL.sub(with_own_number, text))
    found = {number for each in pieces if isinstance(each, Gap) for number in numbers.get(each.number, [each.number])}
    if not 0 < len(found) <= _MOST:
        return [("", text)]
    return [(number, _with_one(pieces, number, numbers)) for number in sorted(found, key=int)]


def _with_one(pieces: Pieces, number: str, numbers: dict[str, list[str]]) -> str:
    """Return the text with the gaps of one number."""
    return cloze_text(
        tuple(
            piece
            if isinstance(piece, str)
            else piece._replace(number=number)
            if number in numbers.get(piece.number, [piece.number])
            else piece.answer
            for piece in pieces
        )
    )


def with_spaced_braces(text: str) -> str:
    """Return a text with gaps in which no formula's braces are taken for those of a gap: x^{2}}} becomes x^{2} }}.

    A blank between braces makes no difference to a formula.
    """
    if not _FORMULA.search(text):
        return text
    parts: list[str] = []
    end = 0
    for opening in _OPENING.finditer(text):
        if opening.start() < end:
            continue
        close = _end_of_gap(text, opening.end())
        if close < 0:
            return text
        body = text[opening.end() : close]
        parts += [spaced(text[end : opening.start()]), opening[0], spaced(body, is_gap=True), "}}"]
        end = close + 2
    return "".join([*parts, spaced(text[end:])])


def gapped_text(pieces: Pieces) -> str:
    """Return the text of pieces from another program. Raises ValueError if it would not be read as the same pieces."""
    return join_pieces(
        tuple(
            spaced(piece) if isinstance(piece, str) else piece._replace(answer=spaced(piece.answer, is_gap=True))
            for piece in pieces
        )
    )


def spaced(text: str, *, is_gap: bool = False) -> str:
    """Return a text with a blank between the braces of a formula that stand side by side, or end a gap."""
    if "}" not in text or not _FORMULA.search(text) or _OPENING.search(text):
        return text
    apart = re.sub(r"\}(?=\})", "} ", re.sub(r"\{(?=\{)", "{ ", text))
    return f"{apart} " if is_gap and apart.endswith("}") else apart


def _end_of_gap(text: str, start: int) -> int:
    """Return the index of the braces that close a gap, or -1: those that close no brace within it."""
    depth = 0
    place = start
    while place < len(text):
        sign = text[place]
        if sign == "\\":
            place += 1
        elif sign == "{":
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
        elif sign == "}":
            return place if text[place + 1 : place + 2] == "}" else -1
        place += 1
    return -1
