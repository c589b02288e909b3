"""Read lists of pairs with separators of their own, as Quizlet exports them: “term – definition; term – definition”."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from aide_memoire.core.errors import AideMemoireError
from aide_memoire.exchange.columns import ANY, ASKED, Wanted
from aide_memoire.exchange.csv import read_rows
from aide_memoire.exchange.delimiters import find_delimiter, fit
from aide_memoire.exchange.importer import ImportedDeck, Importer
from aide_memoire.exchange.text import Record, is_comment, lines_of

_BETWEEN_CARDS = (
    "\n",
    ";\n",
    "\n\n",
    ";",
    ";;",
    "||",
    "|",
    "###",
    "##",
    "@@",
    "%%",
    "***",
    "---",
    "===",
    "~",
    "^",
    "/",
)
_SIGNS = ("\t", ":::", "::", "=>", "->", "→", "||", "//", "##", "@@", "%%", "~~", "|", "~", "^", "@")
_PROSE = (" - ", " – ", " — ", " = ", " : ", ": ", "=", "   ")
_CLOSE = (",", ";", "-", ":")  # too frequent in texts to part the sides of a card that is a line
_MOST_CARDS = 500_000  # with empty ones
_SAMPLE = 20_000  # characters from which the separators are found
_MOSTLY = 0.8  # the share of the cards that separators must part into two sides
_LOOSE = 0.9  # how far a table is believed in which a blank follows every delimiter, as in prose
_LONGEST = 200  # characters of a term
_RUN = re.compile(r"[^\w\s\"'().?!]{2,6}")
_MOST_RUNS = 6
_BULLET = re.compile(r"\s*(?:[-*+•–·]|\d{1,5}[.)])\s+")
_BLANK_LINES = r"\n[ \t]*(?:\n[ \t]*)+"


class Separators(NamedTuple):
    """What parts the cards of a list, and the two sides of each."""

    cards: str
    sides: str


class _Card(NamedTuple):
    """The text of a card, and the line where it begins."""

    line: int
    text: str


def find_separators(text: str) -> Separators | None:
    """Return the separators of a list of pairs, or None if it has none, or if it is rather a table."""
    sample = _without_comments(text[:_SAMPLE])
    own = _own_signs(sample)
    best, most = None, _as_table(text[: _SAMPLE * 10])
    for cards in (*_BETWEEN_CARDS, *own):
        parts = [card.text for card in _cards(sample, cards)]
        for sides in (*own, *_SIGNS, *_PROSE, *_CLOSE, "\n") if len(parts) > (cards != "\n") else ():
            share = _share(parts, cards, sides)
            if share > most:
                best, most = Separators(cards, sides), share
    return best if most >= _MOSTLY else None


def read_pairs(text: str, wanted: Wanted = ANY) -> ImportedDeck:
    """Read a list of pairs. What cannot be imported becomes a remark.

    Raises UnclearColumnsError if it cannot be told which side is the question, AideMemoireError if there are too many.
    """
    importer = Importer()
    plain = _without_comments("".join(lines_of(text)))
    cards, sides = find_separators(plain) or Separators("\n", "\t")
    if plain.count(cards) > _MOST_CARDS:
        raise AideMemoireError(f"it has more than {_MOST_CARDS:,} cards", "part the file into several")
    found = _cards(plain, cards)
    if found and all(_BULLET.match(card.text) for card in found):
        found = [card._replace(text=_BULLET.sub("", card.text, count=1)) for card in found]
    read_rows((_row(card, sides) for card in found), importer, sides, wanted)
    return importer.done()


def _as_table(sample: str) -> float:
    """Return how regular a table the text is: from 0, to more than 1 where it is a table beyond doubt."""
    lines = lines_of(sample)
    delimiter = find_delimiter(lines)
    found = fit(lines, delimiter)
    if found.has_header or (found.rows > 1 and delimiter == "\t" and found.parted >= _MOSTLY):
        return 2.0
    if found.rows == 1 and found.width > len(ASKED):
        return 0.0
    is_prose = delimiter in ",;" and sample.count(delimiter) == len(re.findall(rf"{delimiter}\s", sample))
    return found.share * (_LOOSE if is_prose else 1)


def _own_signs(sample: str) -> list[str]:
    """Return the runs of signs that come again and again, so that they may be separators, the longest first."""
    runs = Counter(_RUN.findall(sample))
    often = [run for run, number in runs.most_common(_MOST_RUNS) if number > 1]
    return sorted(often, key=len, reverse=True)


def _share(parts: list[str], cards: str, sides: str) -> float:
    """Return the share of the cards that a sign parts into two sides."""
    is_apart = cards not in sides and not (cards == "\n" and sides in _CLOSE) and (sides != "\n" or cards == "\n\n")
    if not is_apart or (len(parts) == 1 and parts[0].count(sides) > 1):
        return 0.0
    return sum(_is_pair(part, sides) for part in parts) / len(parts)


def _is_pair(part: str, sign: str) -> bool:
    """Return whether a sign parts a card into a term and its definition, and does not come a second time."""
    term, _, definition = part.strip("\n").partition(sign)
    is_once = sign not in definition or sign in (*_PROSE, *_CLOSE)
    return is_once and len(term) <= _LONGEST and "\n\n" not in term and _has_words(term) and _has_words(definition)


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _without_comments(text: str) -> str:
    return "".join("\n" if is_comment(line) else line for line in text.splitlines(keepends=True))


def _cards(text: str, sign: str) -> list[_Card]:
    """Return the cards of a text, which the sign parts."""
    found: list[_Card] = []
    line, start = 1, 0
    ends = [each.span() for each in re.finditer(_BLANK_LINES if sign == "\n\n" else re.escape(sign), text)]
    for end, after in [*ends, (len(text), len(text))]:
        card = text[start:end]
        if card.strip():
            found.append(_Card(line + card.count("\n", 0, len(card) - len(card.lstrip())), card.strip("\n")))
        line += text.count("\n", start, after)
        start = after
    return found


def _row(card: _Card, sign: str) -> Record:
    term, found, definition = card.text.partition(sign)
    return Record(card.line, [term.strip(), definition.strip()] if found else [term.strip()])
