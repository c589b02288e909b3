"""Convert the HTML of cards to plain text, and name what is no text: pictures, sounds, links.

One pass over the tags, in linear time for any input.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from aide_memoire.exchange.importer import shown

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9-]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""", re.IGNORECASE)
_KNOWN = re.compile(r"<(?:br|div|p|b|i|u|span|img|ul|ol|li|sub|sup|table|a|font|em|strong)\b[^<>]*>|&[a-z]{2,8};", re.I)
_SOURCE = re.compile(r"""\b(?:src|href|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SOUND = re.compile(r"\[(?:sound|anki:play):([^\[\]]*)\]")
_RAISED = re.compile(r"<su([pb])>([^<>]*)</su\1>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")
_LINES = frozenset("div p tr ul ol table blockquote hr pre h1 h2 h3 h4 h5 h6 section article dl dt dd".split())  # noqa: SIM905
_LISTED = _LINES | {"li", "br", "tbody", "thead", "td", "th"}
_LOST = {"img": "image", "audio": "sound", "video": "video", "object": "object", "iframe": "frame", "svg": "drawing"}
_FILES = ("img", "audio", "video", "source", "embed")
_LABEL = re.compile("\x02[^\x02\x03]*\x03")  # the words of a link, while its field is converted
_UNSEEN = ("style", "script", "svg")
_SIGNS = {
    "p": str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
    "b": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_MARKS = {"p": "^", "b": "_"}


_SURE = re.compile(
    r"</(?:b|i|u|em|strong|div|span|p|li|ul|ol|font|sub|sup|a|td|tr|table|pre|code|h[1-6])>"
    r"|<(?:img|a|audio|video|font|span|div)\s[^<>]*=[^<>]*>|[^\s<>]<br\s*/?>\s*[^\s<?.,!)]|&(?:nbsp|amp|lt|gt|quot|#39);",
    re.IGNORECASE,
)


class Plain(NamedTuple):
    """A field as plain text, what of it plain text cannot show, and the files of its pictures and sounds."""

    text: str
    lost: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


def is_markup(text: str) -> bool:
    """Return whether a text seems to be HTML: it contains a tag that cards use, or an entity."""
    return ("<" in text or "&" in text) and _KNOWN.search(text) is not None


def is_surely_markup(text: str) -> bool:
    """Return whether a text is HTML, and not a question about HTML: it has a closing tag, an attribute, an entity."""
    return ("<" in text or "&" in text) and "`" not in text and _SURE.search(text) is not None


def without_sounds(text: str) -> Plain:
    """Return the text without [sound:…]."""
    if "[" not in text:
        return Plain(text)
    return Plain(_SOUND.sub("", text), media=tuple(name for name in _SOUND.findall(text) if name.strip()))


def plain_text(text: str, *, is_answer: bool = False) -> Plain:
    """Return an HTML field as plain text. An answer loses the lines that are only a link, if others are left."""
    text, _, sounds = without_sounds(text)
    if "<" not in text and "&" not in text:
        return Plain(text, media=sounds)
    lost: list[str] = []
    media = [*sounds]
    bare = _without_comments(text.replace("\x02", "").replace("\x03", ""))
    plain = html.unescape(_without_tags(_RAISED.sub(_raised, bare), lost, media)).replace("\xa0", " ")
    lines = [line.rstrip() for line in plain.split("\n")]
    kept = "\n".join(_without_labels(lines) if is_answer else lines).replace("\x02", "").replace("\x03", "")
    return Plain(_BLANK_LINES.sub("\n\n", kept).strip(), tuple(lost), tuple(media))


def _without_labels(lines: list[str]) -> list[str]:
    """Return the lines without those that are only the words of links, if words are left."""
    others = [line for line in lines if "\x02" not in line or _has_words(_LABEL.sub("", line))]
    return others if any(map(_has_words, others)) else lines


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _without_comments(text: str) -> str:
    """Return the text without <!-- … -->. An unclosed comment stays in the text."""
    if "<!--" not in text:
        return text
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] if "-->" in other else other for other in others)


def _raised(found: re.Match[str]) -> str:
    """Return x² for x<sup>2</sup> (grading treats H₂O and H2O as equal), or x^ab without superscript characters."""
    kind, text = found[1].lower(), found[2]
    if all(ord(char) in _SIGNS[kind] for char in text):
        return text.translate(_SIGNS[kind])
    return f"{_MARKS[kind]}{text}"


def _without_tags(text: str, lost: list[str], media: list[str]) -> str:
    parts: list[str] = []
    end, unseen, before = 0, "", ""
    lists: list[int] = []  # the items so far of each open list; -1 for one without numbers
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if not unseen:
            parts += [_between(text[end : tag.start()], before, name), _replacement(name, lists, closes=closes)]
            if not closes:
                _report(name, tag[3], lost, media)
                unseen = name if name in _UNSEEN and not tag[3].endswith("/") else ""
        elif closes and name == unseen:
            unseen = ""
        end, before = tag.end(), name
    return "".join([*parts, "" if unseen else _between(text[end:], before, "")])


def _between(text: str, before: str, after: str) -> str:
    """Return what stands between two tags, without line feeds beside a tag that begins a line itself."""
    if "\n" not in text or "pre" in (before, after) or "code" in (before, after):
        return text
    text = text.lstrip() if before in _LISTED and text[:1].isspace() else text
    return text.rstrip() if after in _LISTED and text[-1:].isspace() else text


def _replacement(name: str, lists: list[int], *, closes: bool) -> str:
    """Return the plain text for a tag. `lists` are the open lists."""
    if name in ("ul", "ol"):
        if not closes:
            lists.append(0 if name == "ol" else -1)
        elif lists:
            lists.pop()
    if name == "br" or name in _LINES:
        return "\n"
    if name == "li" and not closes:
        if not lists or lists[-1] < 0:
            return "\n- "
        lists[-1] += 1
        return f"\n{lists[-1]}. "
    if name == "a":
        return "\x03" if closes else "\x02"
    if name == "rt":  # the pronunciation of a Chinese or Japanese word
        return ")" if closes else "("
    return " " if name in ("td", "th") else ""


def _report(name: str, attributes: str, lost: list[str], media: list[str]) -> None:
    """Add what the tag shows to `media`, if it is a file, else to `lost`."""
    found = _SOURCE.search(attributes) if name in _LOST or name in ("a", *_FILES) else None
    target = html.unescape(next(filter(None, found.groups()), "")) if found else ""
    if name in _FILES and target and ":" not in target:
        media.append(target)
    elif name in _LOST:
        lost.append(f"the {_LOST[name]} {shown(target)}" if target else f"the {_LOST[name]}")
    elif name == "a" and target:
        lost.append(f"the link to {shown(target)}")
