"""The blocks of a note of Obsidian: lines without an empty one between them, below their headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.exchange.markdown import fenced, without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCHEDULE = "<!--SR:"
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_SCHEDULES = re.compile(r"<!--SR:[^\n]*?-->")
_REMARK = re.compile(r"%%[^%\n]{0,500}%%")
_MARK = "\x02"  # in the place of a schedule; no text has it after sanitizing


class Block(NamedTuple):
    """The lines of a block, where the first one stands, which belong to code, and the headings above, outermost first.

    A heading is a block of its own, with its `depth`.
    """

    line: int
    lines: tuple[str, ...]
    codes: tuple[bool, ...]
    headings: tuple[str, ...]
    depth: int = 0
    is_scheduled: bool = False  # the plug-in has asked it already


class Front(NamedTuple):
    """The front matter: how many lines it has, and its text."""

    length: int
    text: str


def front_matter(lines: Sequence[str]) -> Front:
    """Return the YAML between two lines of --- at the beginning."""
    if lines and lines[0].strip() == "---":
        for place, line in enumerate(lines[1:], 1):
            if line.strip() == "---":
                return Front(place + 1, "\n".join(lines[1:place]))
    return Front(0, "")


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the blocks of a note in order, without its front matter, comments and schedules."""
    lines = without_comments(_REMARK.sub("", _SCHEDULES.sub(_MARK, text))).split("\n")
    start = front_matter(lines).length
    headings: list[tuple[int, str]] = []
    held: list[int] = []  # the indexes of the lines of a block
    codes = [*fenced(lines), False]
    for place in range(start, len(lines) + 1):
        line = lines[place] if place < len(lines) else ""
        heading = None if codes[place] else _HEADING.fullmatch(line.rstrip())
        if held and (heading or not (line.strip() or codes[place])):
            yield from _block(held, lines, codes, headings)
            held = []
        if heading:
            depth = len(heading[1])
            headings = [each for each in headings if each[0] < depth]
            words = heading[2].replace(_MARK, "").strip()
            above = tuple(name for _, name in headings)
            yield Block(place + 1, (words,), (False,), above, depth)
            headings.append((depth, words))
        elif line.strip() or codes[place]:
            held.append(place)


def part_of(block: Block, start: int, end: int) -> Block:
    """Return some lines of a block as one of their own."""
    lines, codes = block.lines[start:end], block.codes[start:end]
    return block._replace(line=block.line + start, lines=lines, codes=codes)


def _block(places: list[int], lines: list[str], codes: list[bool], headings: list[tuple[int, str]]) -> Iterator[Block]:
    """Yield the block of these lines, if more than schedules stands in them."""
    kept = [place for place in places if codes[place] or lines[place].strip(f"{_MARK} ")]
    if kept:
        yield Block(
            kept[0] + 1,
            tuple(lines[place].replace(_MARK, "").rstrip() for place in kept),
            tuple(codes[place] for place in kept),
            tuple(name for _, name in headings),
            is_scheduled=any(_MARK in lines[place] for place in places),
        )
