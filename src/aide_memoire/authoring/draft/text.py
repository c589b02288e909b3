"""A text as paragraphs, numbered as decks cite them, and as sentences."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.grading.date_words import find_month
from aide_memoire.core.phrases import ENGLISH
from aide_memoire.core.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDEST_WRAPPED, _SHORTEST_FULL = 120, 40  # characters of a line that was broken by a program
_LONGEST_SENTENCE = 1500  # characters
_LONGEST_MARKED = 20_000  # characters of a line in which markup is looked for
_MARKED = re.compile(r"\s*(?:#{1,6}\s|[-*+•]\s|>|\||\d{1,2}[.)]\s)")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MARKUP = (
    (re.compile(r"^\s*(?:#{1,6}\s+|(?:>\s*)+|[-*+•]\s+)"), ""),
    (re.compile(r"!\[[^\]]*\]\([^)\s]*\)"), ""),
    (re.compile(r"\[\^?\d{1,3}\]|\[\^[\w-]+\]:?|\[(?:citation needed|edit)\]"), ""),  # references to notes
    (re.compile(r"\[([^\]\[]+)\]\([^)\s]*(?:\s\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\[([^\]\[]+)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`]*)`"), r"\1"),
)
_END = re.compile(r"[.!?…]+[\"”’»)\]]*\s+(?=[^\s])|[。！？]+[」』”]?")
_ABBREVIATIONS = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt", "sgt", "capt", "rev", "hon", "sen", "gov", "pres"),
        *("cf", "vs", "ca", "c", "approx", "est"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "inc", "ltd", "co"),
        *("v", "n", "chr", "z", "b", "d", "h", "u", "bzw", "str", "hl", "geb", "gest", "sog", "usw", "jh", "jhd"),
        *("m", "mm", "mme", "av", "apr", "j", "г", "гг", "др", "им", "св", "e.g", "i.e", "a.d", "b.c"),
    )
)
_NUMBERED = frozenset(("no", "nos", "nr", "vol", "pp", "p", "ch", "fig", "art", "sec", "ed", "abs", "s"))
"""Abbreviations before a number."""


class Paragraph(NamedTuple):
    """A paragraph of a text: its number, as in "¶13", and its words without markup."""

    number: int
    text: str


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text, the first of which is ¶1; titles and bylines count.

    A paragraph is a line that is not empty; where a program has broken the lines, all that stands between empty ones.
    """
    lines = sanitize(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")).split("\n")
    pieces = list(_blocks(lines)) if _is_wrapped(lines) else [line for line in lines if line.strip()]
    return tuple(Paragraph(number, _without_markup(piece)) for number, piece in enumerate(pieces, 1))


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether the lines end where they are full, not where a paragraph ends."""
    pairs = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    full = [_is_broken(line) for line, after in pairs if not _MARKED.match(after)]
    return len(full) > 1 and 2 * sum(full) > len(full) and max(map(len, lines)) <= _WIDEST_WRAPPED


def _is_broken(line: str) -> bool:
    return len(line) >= _SHORTEST_FULL and line.rstrip()[-1] not in ".!?:…”"


def _blocks(lines: list[str]) -> Iterator[str]:
    """Yield each paragraph of a text with broken lines as one line."""
    widest = max(map(len, lines))
    block: list[str] = []
    for line in lines:
        ends = bool(block) and len(block[-1]) < widest * 0.7 and not _is_broken(block[-1])
        if block and (not line.strip() or ends or _MARKED.match(line) or block[-1].lstrip().startswith("#")):
            yield " ".join(part.strip() for part in block)
            block = []
        if line.strip():
            block.append(line)
    if block:
        yield " ".join(part.strip() for part in block)


def _without_markup(line: str) -> str:
    """Return the words of a line; a fence of code or a row of a table has none."""
    if _FENCE.match(line) or line.lstrip().startswith("|"):
        return ""
    for pattern, instead in _MARKUP if len(line) <= _LONGEST_MARKED else ():
        line = pattern.sub(instead, line)
    return " ".join(line.split())


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; what is too long for one is parted between two words."""
    start = 0
    for end in [found for found in _END.finditer(text) if not _goes_on(text, found)]:
        yield from _parted(text[start : end.end()])
        start = end.end()
    yield from _parted(text[start:])


def _parted(sentence: str) -> Iterator[str]:
    rest = sentence.strip()
    while len(rest) > _LONGEST_SENTENCE:
        cut = rest.rfind(" ", 1, _LONGEST_SENTENCE)
        cut = cut if cut > 0 else _LONGEST_SENTENCE
        yield rest[:cut]
        rest = rest[cut:].strip()
    if rest:
        yield rest


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Return whether a full stop is that of an abbreviation, of an ordinal, or within a sentence."""
    before, after = text[max(end.start() - 40, 0) : end.start()], text[end.end() : end.end() + 40]
    if not end[0].startswith("."):
        return after[:1].islower()
    last = before.rpartition(" ")[2].strip("(“\"'«").casefold()
    if (
        last in _ABBREVIATIONS
        or (last in _NUMBERED and after[:1].isdigit())
        or (len(last) == 1 and last.isalpha())
        or after[:1].islower()
    ):
        return True
    following = re.match(r"[^\W\d_]+", after)
    return bool(last.isdecimal() and len(last) <= 2 and following and _may_follow_ordinal(following[0]))


def _may_follow_ordinal(word: str) -> bool:
    """Return whether a word can stand behind "14." in one sentence: a month, or a German century."""
    month = find_month(word.casefold(), ENGLISH)
    return bool(month and not month[1]) or word.startswith(("Jahrhundert", "Jh", "Jahrtausend"))
