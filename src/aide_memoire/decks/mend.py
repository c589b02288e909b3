"""Take out of a text what is not TOML, so that all else in it can be read; each slip becomes a problem.

The scanner reads each table alone, as a quote that is left open must not affect the next note. Lines that it refuses
become blank, so that every other line keeps its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.outline import blank, mend_outline, right_header
from aide_memoire.decks.scanner import Scanner
from aide_memoire.decks.slips import SlipError
from aide_memoire.decks.tables import TABLE_LINE, next_line, split_tables

if TYPE_CHECKING:
    import re

    from aide_memoire.decks.diagnostics import KeyPath


class Mended(NamedTuple):
    """A text without its slips, and the key paths of the tables that have lost something with them."""

    text: str
    problems: tuple[Problem, ...]
    spoiled: frozenset[KeyPath]


def mend(text: str) -> Mended:
    """Return the text without what is not TOML. Every line keeps its place, and all but headers their columns."""
    text, found = mend_outline(text)
    problems, spoiled, pieces = list(found), set(), []
    counts: dict[str, int] = {}
    bad_headers = {problem.line for problem in found if problem.code == "syntax"}
    line, before = 1, 0
    for start, end in split_tables(text):
        line, before = line + text.count("\n", before, start), start
        key_path = _key_path(TABLE_LINE.match(text, start), counts)
        mended, slips = _mend_piece(text[start:end], is_second_head=key_path == ("deck", 1))
        if slips or line in bad_headers:
            spoiled.add(key_path)
        pieces.append(mended)
        problems += [_problem(slip, times, text[start:end], line) for slip, times in slips]
    return Mended("".join(pieces), tuple(problems), frozenset(spoiled))


def _key_path(header: re.Match[str] | None, counts: dict[str, int]) -> KeyPath:
    """Return the key path of the table with this header, and count it."""
    if header is None:
        return ()
    name = header["name"]
    counts[name] = counts.get(name, -1) + 1
    return (name,) if name == "deck" and counts[name] == 0 else (name, counts[name])


def _problem(slip: SlipError, times: int, piece: str, first_line: int) -> Problem:
    message = f"{slip.message} ({times} times in this table)" if times > 1 else slip.message
    line, column = first_line + piece.count("\n", 0, slip.at), slip.at - piece.rfind("\n", 0, slip.at)
    return Problem("syntax", message, hint=slip.hint, line=line, column=column)


def _mend_piece(piece: str, *, is_second_head: bool) -> tuple[str, list[tuple[SlipError, int]]]:
    """Return one table's text without its slips, and the first of each kind of them with their number."""
    if is_second_head:
        told = SlipError(piece.index("deck"), "[deck] stands twice", "put these keys below the first [deck]")
        return blank(piece), [(told, 1)]
    scanner = Scanner(piece)
    slips: dict[str, list[SlipError]] = {}
    mended: list[str] = []
    at = done = 0
    while (at := scanner.skip(at)) < len(piece):
        try:
            at = scanner.read_line(at)
        except SlipError as slip:
            slips.setdefault(slip.message, []).append(slip)
            resume = next_line(piece, slip.at) if slip.resume is None else slip.resume
            mended += [piece[done:at], _whole_header(piece, at), blank(piece[at:resume])]
            at = done = resume
    return "".join(mended) + piece[done:], [(same[0], len(same)) for same in slips.values()]


def _whole_header(piece: str, at: int) -> str:
    """Return the header that a line with the wrong brackets stands for, or ""."""
    line = TABLE_LINE.match(piece, piece.rfind("\n", 0, at) + 1)
    return right_header(line["name"]) if line else ""
