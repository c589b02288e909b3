"""What notes in Markdown have in common: links, embedded files, and text within which no sign means anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FENCE = re.compile(r"\s{0,3}(?:>\s?)*(`{3,}|~{3,})(.*)", re.DOTALL)
_EMBED = re.compile(
    r"!\[\[(?P<wiki>[^\[\]\n|#]{1,300})[^\[\]\n]{0,300}\]\]"
    r"|!\[[^\[\]\n]{0,300}\]\(<?(?P<file>[^()<>\n]{1,600}?)>?(?:\s+[\"'][^\n\"']{0,300}[\"'])?\)"
    r"|!\[[^\[\]\n]{1,300}\](?!\()"
    r"|\[sound:(?P<sound>[^\[\]\n]{1,300})\]"
)
_LINK = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,600})\]"
    r"\(<?(?P<target>[^()<>\s]{0,600}(?:\([^()<>\s]{0,300}\)[^()<>\s]{0,300})?)>?(?:\s+[\"'][^\n\"']{0,300}[\"'])?\)"
)
_WIKI = re.compile(r"\[\[(?P<page>[^\[\]\n|]{1,300})(?:\|(?P<label>[^\[\]\n]{1,300}))?\]\]")
_CODE = re.compile(r"(```.*?```|(?<!`)`[^`\n]{1,500}`(?!`))", re.DOTALL)
_BOLD = re.compile(r"(?<![\w*])\*\*(?!\s)([^*\n]{1,500}?)\*\*(?![\w*])")
_RULE = re.compile(
    r"^\s{0,3}\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$|^\s{0,3}\|\s*:?-+:?\s*\|\s*$", re.MULTILINE
)
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_QUIET = re.compile(
    r"(?<!`)(`{1,3})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)|\$\$.{1,2000}?\$\$|\$(?!\s)[^$\n]{1,500}?(?<!\s)\$|\\\(.{1,500}?\\\)|\\\[.{1,500}?\\\]"
)


def without_embeds(text: str) -> tuple[str, list[str]]:
    """Return the text without embedded pictures and sounds, and the names of their files."""
    if "![" not in text and "[sound:" not in text:
        return text, []
    names: list[str] = []

    def take(found: re.Match[str]) -> str:
        names.append((found["wiki"] or found["file"] or found["sound"] or "").strip())
        return ""

    plain = _outside_code(text, lambda part: _EMBED.sub(take, part))
    return plain, [name for name in names if name]


def without_links(text: str, *, is_answer: bool = False) -> tuple[str, list[str]]:
    """Return the text with the words of each link in its place, and where the links led.

    An answer loses the lines that are only a link, if others are left.
    """
    if "](" not in text:
        return text, []
    targets: list[str] = []

    def take(found: re.Match[str]) -> str:
        targets.append(found["target"])
        return found["text"]

    lines = text.split("\n")
    links = [_LINK.fullmatch(line.strip()) for line in lines]
    others = [line for line, link in zip(lines, links, strict=True) if not link]
    if is_answer and any(map(str.strip, others)):
        targets += [link["target"] for link in links if link]
        text = "\n".join(others)
    return _outside_code(text, lambda part: _LINK.sub(take, part)), targets


def without_wiki_links(text: str) -> str:
    """Return the text with the label or page of each [[link]] in its place."""
    return _outside_code(text, lambda part: _WIKI.sub(_label, part)) if "[[" in text else text


def without_bold(text: str) -> str:
    """Return the text without the marks of **bold** words."""
    return _outside_code(text, lambda part: _BOLD.sub(r"\1", part)) if "**" in text else text


def _label(found: re.Match[str]) -> str:
    return found["label"] or found["page"].strip("#^").partition("#")[0]


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return the text with everything changed but code."""
    if "`" not in text:
        return change(text)
    return "".join(part if place % 2 else change(part) for place, part in enumerate(_CODE.split(text)))


def without_comments(text: str) -> str:
    """Return the text without <!-- … -->, with as many lines as before. What stands in code is none."""
    return _outside_code(text, _commentless) if "<!--" in text else text


def _commentless(text: str) -> str:
    """Return a text without comments. One without an end stays."""
    first, *others = text.split("<!--")
    parts = [first]
    for other in others:
        inside, end, rest = other.partition("-->")
        parts.append("\n" * inside.count("\n") + rest if end else f"<!--{other}")
    return "".join(parts)


def without_heading(text: str) -> str:
    """Return a text without the marks of a heading at its beginning: “# ب” is a large ب."""
    found = _HEADING.match(text)
    return text[found.end() :] if found else text


def has_table(text: str) -> bool:
    """Return whether the text has a table, with a line of dashes below its header."""
    return _RULE.search(text) is not None


def fenced(lines: list[str]) -> Iterator[bool]:
    """Yield for each line whether it belongs to a block of code, with its fences. One that never ends is none."""
    open_ended: set[str] = set()  # fences that are not closed from here on
    place = 0
    while place < len(lines):
        opening = _FENCE.match(lines[place])
        is_opening = opening and not (opening[1][0] == "`" and "`" in opening[2]) and opening[1] not in open_ended
        end = _after_fence(lines, place, opening[1]) if opening and is_opening else place
        if opening and is_opening and end == place:
            open_ended.add(opening[1])
        yield from [end > place] * max(end - place, 1)
        place = max(end, place + 1)


def _after_fence(lines: list[str], place: int, fence: str) -> int:
    """Return the index after the block that this fence opens, or its own if none closes it."""
    for number in range(place + 1, len(lines)):
        closing = _FENCE.match(lines[number])
        if closing and closing[1].startswith(fence) and not closing[2].strip():
            return number + 1
    return place


def masked(line: str) -> str:
    """Return the line with blanks for code and formulas, of the same length, so that signs in them are not found."""
    return _QUIET.sub(lambda found: " " * len(found[0]), line) if "`" in line or "$" in line or "\\" in line else line
