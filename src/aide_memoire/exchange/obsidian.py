"""Read the flashcards in notes of Obsidian: `::`, `?`, a heading with #card, ==gaps==."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.note import Gap
from aide_memoire.core.sanitize import sanitize
from aide_memoire.exchange.gaps import gapped_text, is_gapped
from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields, shown
from aide_memoire.exchange.markdown import (
    fenced,
    masked,
    without_bold,
    without_embeds,
    without_links,
    without_wiki_links,
)
from aide_memoire.exchange.obsidian_blocks import SCHEDULE, Block, blocks_of, front_matter, part_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_INLINE = re.compile(r"(?<!:):{2,3}(?!:)")
_BETWEEN = re.compile(r"\s*(?:>\s?)*(\?\??)\s*")
_PROPERTY = re.compile(
    r"\s*[-*]?\s*[\[(]?(?:tags?|alias(?:es)?|up|down|parents?|related|next|prev(?:ious)?|created|modified|updated|date|due|status|type"
    r"|class|cssclass|author|source|url|links?|topics?|priority|rating|publish|id)::",
    re.IGNORECASE,
)
"""A property of the note, as the plug-in Dataview writes it."""

_DECK_TAG = re.compile(r"(?<!\S)#(?:flash)?cards(?:/(?P<topic>[^\s#]+))?(?!\S)", re.IGNORECASE)
_CARD_TAG = re.compile(r"(?<!\S)#(?:flash)?card(?:[-/](?P<way>[^\s#]+))?(?!\S)", re.IGNORECASE)
_TAG = re.compile(r"(?<!\S)#(?=[^\s#]*[^\s#\d.,;:!?)])[^\s#.,;:!?()\"'`]+(?!\S)")
_FRONT_TAG = re.compile(r"\b(?:flash)?cards(?:/([^\s,\]\"']+))?", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:>\s?)*(?:[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)?")
_HINT = r"(?:\^\[(?P<hint>[^\[\]\n]{1,200})\])?"
_HIGHLIGHT = re.compile(rf"==(?P<words>[^=\n]{{1,500}}?)=={_HINT}")
_CURLY = re.compile(rf"\{{\{{(?P<words>(?!c\d)[^{{}}\n]{{1,500}}?)\}}\}}{_HINT}")
_BOLD = re.compile(rf"(?<![\w*])\*\*(?P<words>(?!\s)[^*\n]{{1,500}}?)\*\*(?![\w*:]){_HINT}")
_BARE = re.compile(r"\*\*([^*\n]{1,500}?)\*\*")
_IS_CARD = re.compile(rf"^\s*\?\??\s*$|{SCHEDULE}|\{{\{{c\d+::", re.MULTILINE)


class _Card(NamedTuple):
    """The fields of a card, and the headings that may be needed to tell what it asks."""

    cells: NoteFields
    headings: tuple[str, ...]


class _Open(NamedTuple):
    """A heading with #card: what stands below it is its answer."""

    block: Block
    lines: list[str]


def is_obsidian(text: str) -> bool:
    """Return whether the text has cards in the way of Obsidian's plug-ins."""
    if _IS_CARD.search(text) or _DECK_TAG.search(text) or _CARD_TAG.search(text):
        return True
    lines = text.split("\n")
    pairs = zip(lines, fenced(lines), strict=True)
    return any("::" in line and not code and _pair_sign(line) is not None for line, code in pairs)


def is_tagged(text: str) -> bool:
    """Return whether a text has the tags or schedules of those plug-ins, whatever its file is called."""
    return bool(_DECK_TAG.search(text)) or SCHEDULE in text


def read_obsidian(text: str) -> ImportedDeck:
    """Read the cards of a note. Never raises: what cannot be imported becomes a remark. Other text is no card."""
    reader = _Reader(sanitize(text))
    return reader.read()


class _Reader:
    """Reads one note: its tags, its blocks, and at the end its cards, since one may need its heading."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._importer = Importer()
        front = front_matter(text.split("\n")).text
        self._is_for_cards = bool(_DECK_TAG.search(text) or _FRONT_TAG.search(front))
        self._tags = tuple(filter(None, _FRONT_TAG.findall(front)))
        self._cards: list[_Card] = []
        self._open: _Open | None = None

    def read(self) -> ImportedDeck:
        """Return the deck."""
        schedules = self._text.count(SCHEDULE)
        if schedules:
            self._importer.remark(1, f"the plug-in's {schedules} schedules are not imported: its cards are new here")
        title = ""
        for block in blocks_of(self._text):
            topics = _DECK_TAG.findall("\n".join(block.lines))  # they hold from here to the next ones
            self._tags = tuple(filter(None, topics)) if topics else self._tags
            title = title or (_tagless(block.lines[0])[0] if block.depth else "")
            if block.depth:
                self._end_heading()
                tag = _CARD_TAG.search(block.lines[0])
                self._open = _Open(block, []) if tag else None
            elif self._open:
                self._open.lines.extend(["", *block.lines] if self._open.lines else block.lines)
            else:
                self._take(block)
        self._end_heading()
        for card in self._clear_cards():
            self._importer.add(card)
        return self._importer.done(title)

    def _clear_cards(self) -> Iterable[NoteFields]:
        """Yield the cards. Where one question has two answers, the heading above says what is meant."""
        answers: dict[str, set[str]] = {}
        for card in self._cards:
            answers.setdefault(card.cells.question, set()).add(card.cells.answer)
        for cells, headings in self._cards:
            is_clear = not cells.question or len(answers[cells.question]) == 1 or not headings
            yield cells if is_clear else cells._replace(question=f"{_tagless(headings[-1])[0]}: {cells.question}")

    def _end_heading(self) -> None:
        """Add the card of a heading with #card, now that its answer is read."""
        if self._open:
            heading = self._open.block
            self._add(heading, heading.line, heading.lines[0], "\n".join(self._open.lines))
        self._open = None

    def _take(self, block: Block) -> None:
        """Add the cards of a block: each line with :: is one, and so is what stands between such lines."""
        start = 0
        for place, (line, code) in enumerate(zip(block.lines, block.codes, strict=True)):
            sign = None if code else _pair_sign(line)
            if sign:
                self._take_part(part_of(block, start, place))
                parts = line[: sign.start()], line[sign.end() :]
                self._add(block, block.line + place, *parts, is_both=len(sign[0]) > len("::"))
                start = place + 1
        self._take_part(part_of(block, start, len(block.lines)))

    def _take_part(self, block: Block) -> None:
        """Add the card of some lines, if they are one: parted by ? or ??, below a #card, or with gaps."""
        lines = list(zip(block.lines, block.codes, strict=True))
        mark = next((place for place, (line, code) in enumerate(lines) if not code and _BETWEEN.fullmatch(line)), 0)
        if 0 < mark < len(lines) - 1:
            parts = "\n".join(block.lines[:mark]), "\n".join(block.lines[mark + 1 :])
            self._add(block, block.line, *parts, is_both="??" in block.lines[mark])
        elif len(lines) > 1 and _CARD_TAG.search(masked(block.lines[0])):
            self._add(block, block.line, block.lines[0], "\n".join(block.lines[1:]))
        elif lines and not any(block.codes):
            self._take_gaps(block)

    def _take_gaps(self, block: Block) -> None:
        """Add the text of a block with gaps, if it has any. Bold words are gaps only where that is meant."""
        text = "\n".join(block.lines)
        is_sentence = len(block.lines) == 1 and not _length(_BULLET, text) and not _BARE.fullmatch(text.strip())
        is_bold = block.is_scheduled or (self._is_for_cards and is_sentence)
        signs = [_HIGHLIGHT, *([_CURLY] if self._is_for_cards else []), *([_BOLD] if is_bold else [])]
        sign = next((sign for sign in signs if sign.search(masked(text))), None)
        if sign or is_gapped(text):
            self._add_text(block, text[_length(_BULLET, text) :], sign)

    def _add(self, block: Block, line: int, asked: str, told: str, *, is_both: bool = False) -> None:
        way = _CARD_TAG.search(asked)
        question, tags, media = self._plain(asked, line)
        answer, more_tags, more_media = self._plain(told, line, is_answer=True)
        cells = NoteFields(
            line,
            question,
            answer,
            tags=(*self._tags, *tags, *more_tags),
            source=_path(block),
            reversed=is_both or bool(way and (way["way"] or "").startswith("reverse")),
            media=(*media, *more_media),
        )
        self._cards.append(_Card(cells, block.headings))

    def _add_text(self, block: Block, text: str, sign: re.Pattern[str] | None) -> None:
        try:
            written = _with_gaps(text, sign) if sign else text
        except ValueError as error:
            self._importer.drop(block.line, f"{error}: {shown(text)} is not imported")
            return
        words, tags, media = self._plain(written, block.line)
        cells = NoteFields(block.line, text=words, tags=(*self._tags, *tags), source=_path(block), media=tuple(media))
        self._cards.append(_Card(cells, ()))

    def _plain(self, text: str, line: int, *, is_answer: bool = False) -> tuple[str, tuple[str, ...], list[str]]:
        """Return the words, the tags and the embedded files of one side of a card."""
        words, media = without_embeds(text)
        words, targets = without_links(words, is_answer=is_answer)
        for target in targets:
            self._importer.remark(line, f"the link to {shown(target)} is not imported")
        words, tags = _tagless(without_bold(without_wiki_links(words)).strip("\n"))
        return words[_length(_BULLET, words) :] if "\n" not in words else words, tags, media


def _pair_sign(line: str) -> re.Match[str] | None:
    """Return the :: or ::: that parts a line into question and answer, or None if the line is no card."""
    found = _INLINE.search(masked(line))
    is_card = found and line[: found.start()].strip() and line[found.end() :].strip() and "{{c" not in line
    return found if is_card and not line.lstrip().startswith("|") and not _PROPERTY.match(line) else None


def _with_gaps(text: str, sign: re.Pattern[str]) -> str:
    """Return the text with a numbered gap for each that the sign finds. Raises ValueError if one cannot be a gap."""
    pieces: list[str | Gap] = []
    end = 0
    for found in sign.finditer(masked(text)):
        words, hint = text[slice(*found.span("words"))], found["hint"] or ""
        pieces += [text[end : found.start()], Gap(str(len(pieces) // 2 + 1), words.strip("*` "), hint)]
        end = found.end()
    return gapped_text((*pieces, text[end:]))


def _tagless(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without tags, and those that say something."""
    plain = _CARD_TAG.sub("", _DECK_TAG.sub("", text))
    found = _TAG.findall(masked(plain)) if "#" in plain else []
    for tag in found:
        plain = plain.replace(tag, "", 1)
    return plain.strip(), tuple(tag[1:] for tag in found)


def _path(block: Block) -> str:
    return " > ".join(_tagless(heading)[0] for heading in block.headings)


def _length(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0
