"""Read the Markdown of hashcards: `Q:` and `A:` blocks, and `C:` texts with [brackets] as gaps."""

from __future__ import annotations

import re
from typing import NamedTuple

import rtoml

from aide_memoire.core.cloze import Pieces, join_pieces
from aide_memoire.core.note import Gap
from aide_memoire.exchange.importer import ImportedDeck, Importer, NoteFields, shown

_TAG = re.compile(r"[QAC]:")
_FENCES = ("---", "+++")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\](?:\(([^()\n]*)\))?")
_SIGN = re.compile(r"(\\[\[\]]|[\[\]])")
_ESCAPED = ("\\[", "\\]")


class _Block(NamedTuple):
    """One tag with the text up to the next tag; `tag` is "" for text without one."""

    tag: str
    line: int
    text: str


def is_hashcards(text: str) -> bool:
    """Return whether the text, after an optional front matter, begins with a card."""
    lines = text.split("\n")
    first = next((line for line in lines[_front(lines) :] if line.strip() and line.strip() != "---"), "")
    return first.startswith(("Q:", "C:"))


def read_hashcards(text: str) -> ImportedDeck:
    """Read the cards of hashcards. Never raises: images and other content that cannot be imported become remarks."""
    lines, importer = text.split("\n"), Importer()
    start = _front(lines)
    title = _title(lines[1 : start - 1], importer) if start else ""
    question: _Block | None = None
    for block in _blocks(lines, start):
        if question and block.tag != "A":
            importer.remark(question.line, f"no answer to {shown(question.text)}: not carried")
        if block.tag == "C":
            _add_cloze(block, importer)
        elif block.tag == "A" and question:
            words = [_without_images(part.text, part.line, importer) for part in (question, block)]
            importer.add(NoteFields(question.line, question=words[0], answer=words[1]))
        elif block.tag == "A" or (block.tag == "" and block.text.strip()):
            why = "an answer without a question" if block.tag else "text that belongs to no card"
            importer.remark(block.line, f"{why}: {shown(block.text)} is not carried")
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
        importer.remark(1, "what stands above the cards is not TOML: not carried")
        return ""
    for key in table:
        if key != "name":
            importer.remark(1, f"{shown(key)} of what stands above the cards is not carried")
    name = table.get("name", "")
    return name if isinstance(name, str) else ""


def _blocks(lines: list[str], start: int) -> list[_Block]:
    """Return the blocks in order, followed by an empty block, so that the caller handles the last question."""
    blocks: list[_Block] = []
    tag, first, words = "", start + 1, list[str]()
    for number, line in enumerate(lines[start:], start + 1):
        begins = _TAG.match(line) is not None
        if begins or line.strip() == "---":
            blocks.append(_Block(tag, first, "\n".join(words)))
            tag, first, words = (line[0], number, [line[2:]]) if begins else ("", number + 1, [])
        elif tag or words or line.strip():
            words.append(line)
        else:
            first = number + 1  # a remark refers to the first line with text, not to empty lines above it
    return [*blocks, _Block(tag, first, "\n".join(words)), _Block("", len(lines), "")]


def _without_images(text: str, line: int, importer: Importer) -> str:
    for place in _IMAGE.findall(text):
        importer.remark(line, f"the image or sound {place} is not carried")
    return _IMAGE.sub("", text)


def _add_cloze(block: _Block, importer: Importer) -> None:
    text = _without_images(block.text, block.line, importer).strip()
    try:
        importer.add(NoteFields(block.line, text=join_pieces(_pieces(text))))
    except ValueError as error:
        importer.remark(block.line, f"{error}: {shown(text)} is not carried")


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
