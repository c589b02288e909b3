"""Read the Markdown of hashcards: `Q:` and `A:` blocks, and `C:` texts with [brackets] as gaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import rtoml

from aide_memoire.core.note import Gap
from aide_memoire.exchange.gaps import gapped_text
from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields, shown
from aide_memoire.exchange.markdown import fenced, without_comments, without_embeds, without_heading, without_links

if TYPE_CHECKING:
    from aide_memoire.core.cloze import Pieces

_TAG = re.compile(r"[QAC]:")
_FENCES = ("---", "+++")
_SIGN = re.compile(r"(\\[\[\]]|[\[\]])")
_ESCAPED = ("\\[", "\\]")


class _Block(NamedTuple):
    """One tag with the text up to the next tag; `tag` is "" for text without one."""

    tag: str
    line: int
    text: str


def is_hashcards(text: str, *, begins: bool = True) -> bool:
    """Return whether the text, after an optional front matter, begins with a card, or else has one anywhere."""
    lines = text.split("\n")
    start = _front(lines)
    if not begins:
        pairs = zip(lines[start:], fenced(lines[start:]), strict=True)
        return any(line.startswith(("Q:", "C:")) and not is_code for line, is_code in pairs)
    first = next((line for line in lines[start:] if line.strip() and line.strip() != "---"), "")
    return first.startswith(("Q:", "C:"))


def read_hashcards(text: str) -> ImportedDeck:
    """Read the cards of hashcards. Never raises: images and other content that cannot be imported become remarks."""
    lines, importer = without_comments(text).split("\n"), Importer()
    start = _front(lines)
    title = _title(lines[1 : start - 1], importer) if start else ""
    question: _Block | None = None
    for block in _blocks(lines, start):
        if question and block.tag != "A":
            importer.drop(question.line, f"no answer to {shown(question.text)}: not imported")
        if block.tag == "C":
            _add_cloze(block, importer)
        elif block.tag == "A" and question:
            importer.add(_card(question, block, importer))
        elif block.tag == "A" or (block.tag == "" and block.text.strip()):
            why = "an answer without a question" if block.tag else "text that belongs to no card"
            importer.remark(block.line, f"{why}: {shown(block.text)} is not imported")
        question = block if block.tag == "Q" else None
    return importer.done(title)


def _front(lines: list[str]) -> int:
    """Return the number of lines of the front matter with its fences; 0 if there is none."""
    fence = lines[0].strip()
    if fence not in _FENCES:
        return 0
    for place, line in enumerate(lines[1:], 1):
        if line.strip() == fence:
            return place + 1
        if _TAG.match(line):
            return 0  # the fence only separates cards
    return 0


def _title(lines: list[str], importer: Importer) -> str:
    try:
        table = rtoml.loads("\n".join(lines))
    except (rtoml.TomlParsingError, ValueError):
        importer.remark(1, "what stands above the cards is not TOML: not imported")
        return ""
    for key in table:
        if key != "name":
            importer.remark(1, f"{shown(key)} of what stands above the cards is not imported")
    name = table.get("name", "")
    return name if isinstance(name, str) else ""


def _blocks(lines: list[str], start: int) -> list[_Block]:
    """Return the blocks in order, followed by an empty block, so that the caller handles the last question."""
    blocks: list[_Block] = []
    tag, first, words = "", start + 1, list[str]()
    for number, (line, is_code) in enumerate(zip(lines[start:], fenced(lines[start:]), strict=True), start + 1):
        begins = _TAG.match(line) is not None and not is_code
        if begins or (line.strip() == "---" and not is_code):
            blocks.append(_Block(tag, first, "\n".join(words)))
            tag, first, words = (line[0], number, [line[2:]]) if begins else ("", number + 1, [])
        elif tag or words or line.strip():
            words.append(line)
        else:
            first = number + 1  # a remark refers to the first line with text, not to empty lines above it
    return [*blocks, _Block(tag, first, "\n".join(words)), _Block("", len(lines), "")]


def _card(question: _Block, answer: _Block, importer: Importer) -> NoteFields:
    asked, pictures = _plain(question, importer)
    told, more = _plain(answer, importer)
    return NoteFields(question.line, question=asked, answer=told, media=(*pictures, *more))


def _plain(block: _Block, importer: Importer) -> tuple[str, list[str]]:
    """Return the words of a block, and the files that it shows."""
    text, media = without_embeds(block.text)
    text, targets = without_links(text, is_answer=block.tag == "A")
    for target in targets:
        importer.remark(block.line, f"the link to {shown(target)} is not imported")
    return without_heading(text.strip()), media


def _add_cloze(block: _Block, importer: Importer) -> None:
    text, media = _plain(block, importer)
    try:
        written = gapped_text(_pieces(text))
    except ValueError as error:
        importer.drop(block.line, f"{error}: {shown(text)} is not imported")
    else:
        importer.add(NoteFields(block.line, text=written, media=tuple(media)))


def _pieces(text: str) -> Pieces:
    """Return the pieces of the text, each [gap] with its own number. \\[ starts no gap, and [] is plain text."""
    pieces: list[str | Gap] = []
    plain: list[str] = []
    inside: list[str] | None = None
    for part in _SIGN.split(text):
        if part == "[":  # an earlier unclosed one is plain text
            plain += [] if inside is None else ["[", *inside]
            inside = []
        elif part == "]" and inside is not None:
            answer = "".join(inside)
            if answer.strip():
                pieces += ["".join(plain), Gap(str(len(pieces) // 2 + 1), answer)]
            plain = [] if answer.strip() else [*plain, f"[{answer}]"]
            inside = None
        else:
            (plain if inside is None else inside).append(part[-1] if part in _ESCAPED else part)
    return (*pieces, "".join(plain if inside is None else [*plain, "[", *inside]))
