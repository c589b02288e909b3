"""Convert the HTML of Anki to plain text, and name the content that a terminal cannot show.

One pass over the tags, in linear time for any input.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9-]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""", re.IGNORECASE)
_KNOWN = re.compile(r"<(?:br|div|p|b|i|u|span|img|ul|ol|li|sub|sup|table|a|font|em|strong)\b[^<>]*>|&[a-z]{2,8};", re.I)
_SOURCE = re.compile(r"""\b(?:src|href|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SOUND = re.compile(r"\[(?:sound|anki:play):([^\[\]]*)\]")
_RAISED = re.compile(r"<su([pb])>([^<>]*)</su\1>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")
_LINES = frozenset("div p tr ul ol table blockquote hr pre h1 h2 h3 h4 h5 h6 section article dl dt dd".split())  # noqa: SIM905
_LOST = {"img": "image", "audio": "sound", "video": "video", "object": "object", "iframe": "frame", "svg": "drawing"}
_UNSEEN = ("style", "script", "svg")
_SIGNS = {
    "p": str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
    "b": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_MARKS = {"p": "^", "b": "_"}


def is_markup(text: str) -> bool:
    """Return whether a text seems to be HTML: it contains a tag that cards use, or an entity."""
    return _KNOWN.search(text) is not None


def without_sounds(text: str) -> tuple[str, list[str]]:
    """Return the text without [sound:…], and a description of each removed sound."""
    if "[" not in text:
        return text, []
    return _SOUND.sub("", text), [f"the sound {name}" for name in _SOUND.findall(text)]


def plain_text(text: str) -> tuple[str, list[str]]:
    """Return an HTML field as plain text, and a description of each part that plain text cannot show."""
    text, lost = without_sounds(text)
    if "<" not in text and "&" not in text:
        return text, lost
    plain = html.unescape(_without_tags(_RAISED.sub(_raised, _without_comments(text)), lost)).replace("\xa0", " ")
    lines = "\n".join(line.rstrip() for line in plain.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip(), lost


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


def _without_tags(text: str, lost: list[str]) -> str:
    parts: list[str] = []
    end, unseen = 0, ""
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if not unseen:
            parts += [text[end : tag.start()], _replacement(name, closes=closes)]
            if not closes:
                _report_lost(name, tag[3], lost)
                unseen = name if name in _UNSEEN and not tag[3].endswith("/") else ""
        elif closes and name == unseen:
            unseen = ""
        end = tag.end()
    return "".join([*parts, "" if unseen else text[end:]])


def _replacement(name: str, *, closes: bool) -> str:
    """Return the plain text for a tag."""
    if name == "br" or name in _LINES:
        return "\n"
    if name == "li":
        return "" if closes else "\n- "
    if name == "rt":  # the pronunciation of a Chinese or Japanese word
        return ")" if closes else "("
    return " " if name in ("td", "th") else ""


def _report_lost(name: str, attributes: str, lost: list[str]) -> None:
    found = _SOURCE.search(attributes) if name in _LOST or name == "a" else None
    target = html.unescape(next(filter(None, found.groups()), "")) if found else ""
    if name in _LOST:
        lost.append(f"the {_LOST[name]} {target}".rstrip())
    elif target:
        lost.append(f"the link to {target}")
