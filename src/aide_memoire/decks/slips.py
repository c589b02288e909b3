"""What is wrong with a line that is not TOML, and how to mend it, in an author's words: key, header, quotes.

Each function is called with the text and the place where reading stopped, and returns the error to raise.
"""

from __future__ import annotations

import re
import unicodedata

from aide_memoire.decks.cures import quoted, quoted_list
from aide_memoire.decks.outline import right_header
from aide_memoire.decks.schema import ALL_KEYS
from aide_memoire.decks.tables import next_line

COMMENT_SIGN = re.compile(r"//|/\*|--(?!-)|;|%|<!--|\*/|REM\b")
CURLY = "“”„‟«»‹›‘’‚‛〝〞「」『』`´"
_AFTER_KEY = re.compile(r"(?::=|=>|->|:|→|≔)[ \t]*")
_ITEM = re.compile(r"^[ \t]*[-*•][ \t]+([^\n]*)", re.MULTILINE)
_QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
LONGEST = 60
_ODD_LINES = (
    (("---", "```", "~~~", "===", "***"), "“{}” has no meaning in a deck", "delete the line"),
    (("]", "}", ")"), "“{}” closes nothing that was opened", "delete it"),
    (("=",), "the key before {} is missing", 'write it, as in hint = "…"'),
)
_NO_LINE = "this line says nothing that a deck knows"
_LINES = 'a line is key = "value", a header in brackets, or a comment behind #'


class SlipError(Exception):
    """The first thing that is wrong, with its place in the text."""

    def __init__(self, at: int, message: str, hint: str, resume: int | None = None) -> None:
        super().__init__(message)
        self.at, self.message, self.hint = at, message, hint
        self.resume = resume  # where reading goes on; None for the next line with a key


def rest_of_line(text: str, at: int) -> str:
    """Return the text from there to the end of its line."""
    end = text.find("\n", at)
    return text[at : end if end >= 0 else len(text)].rstrip()


def write(value: str, instead: str = "") -> str:
    """Return the hint that shows a value as it is written; too long a value is not repeated."""
    return f"write {value}" if 0 < len(value) <= LONGEST and "\n" not in value else instead


def odd_sign(at: int, sign: str) -> SlipError:
    """A sign that nobody sees, or that only looks like the one that belongs there."""
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign and plain.strip():
        return SlipError(at, f"“{sign}” is not “{plain}”", f"write {plain}")
    name = unicodedata.name(sign, f"a control character, U+{ord(sign):04X}").lower()
    return SlipError(at, f"a sign that nobody sees stands here: {name}", "delete it, or type an ordinary blank")


def twice(text: str, at: int, key: str, *, is_new_note: bool) -> SlipError:
    """A key that stands there already. Where the next one does, too, the header of a note is missing."""
    if is_new_note:
        hint = "write its header above this line, such as [[card]]"
        return SlipError(at, f"`{key}` stands above already: a new note seems to begin", hint, resume=len(text))
    return SlipError(at, f"`{key}` stands twice in this table", "delete one of the two")


def bad_header(text: str, at: int) -> SlipError:
    """A header whose brackets are wrong, or that is no name."""
    line = rest_of_line(text, at)
    name = line.strip("[] \t").split("]")[0]
    if " " in name.strip():
        cure = write(f"[[{name.replace(' ', '-')}]]")
        return SlipError(at, "a header is one word in brackets", cure, resume=len(text))
    if not name:
        return SlipError(at, "this header has no name", "write the kind of note, as in [[card]]", resume=len(text))
    return SlipError(at, "the brackets of this header are wrong", f"write {right_header(name)}")


def bad_line(text: str, at: int) -> SlipError:
    """A line that begins with nothing that a key can begin with."""
    line = rest_of_line(text, at)
    sign = COMMENT_SIGN.match(line)
    if sign:
        return comment(at, line, sign[0])
    if line[:1] in tuple(CURLY):
        return curly(at, line)
    if line.startswith(("- ", "* ", "• ", "– ")):
        is_key = re.match(r"[\w.-]+[ \t]*[:=]", line[2:])
        hint = f"write {re.split('[ :=]', line[2:])[0]} = …" if is_key else 'write key = ["…", "…"]'
        return SlipError(at, "a dash begins no line of a deck", hint)
    for signs, message, hint in _ODD_LINES:
        if line.startswith(signs):
            return SlipError(at, message.format(line[: len(signs[0])]), hint)
    return SlipError(at, _NO_LINE, _LINES)


def comment(at: int, line: str, sign: str) -> SlipError:
    words = line.removeprefix(sign).removesuffix("-->").removesuffix("*/").strip()
    return SlipError(at, f"a comment begins with #, not with {sign}", write(f"# {words}"))


def no_equals_sign(text: str, at: int, key: str, place: int, *, is_inline: bool) -> SlipError:
    """A key without `=` behind it."""
    behind, name = rest_of_line(text, place), key.strip("\"'")
    sign = _AFTER_KEY.match(behind)
    if sign:
        value = _until_comma(behind[sign.end() :]) if is_inline else behind[sign.end() :]
        written = items_below(text, place) if not value else _as_value(value)
        return SlipError(place, f"behind a key stands =, not {sign[0].strip()}", write(f"{name} = {written}"))
    if is_inline and behind[:1] in (",", "}", ""):
        return _list_in_braces(text, at, key, behind)
    if not behind or behind.startswith("#"):
        return SlipError(place, f"`{name}` has no value", f'write {name} = "…"')
    return _no_key(at, name, place, behind)


def _list_in_braces(text: str, at: int, key: str, behind: str) -> SlipError:
    if "=" in behind.split("}", maxsplit=1)[0]:
        return SlipError(at, "what stands in braces has a name", f"write name = {key}")
    return SlipError(at, "a list has square brackets", write(listed(rest_of_line(text, at)), 'write ["…", "…"]'))


def _no_key(at: int, name: str, place: int, behind: str) -> SlipError:
    """Return what is wrong with a line of several words, of which the first could be a key."""
    words, equals, _ = behind.partition("=")
    if behind[0] in ",;|":
        return SlipError(at, _NO_LINE, "if this is a table of another program, aide-memoire import reads it")
    if behind[0] in "\"'" and equals:
        return SlipError(at, "a key has no quotes", f"write {name} =")
    if behind[0] in "\"'[{" or behind[0].isdigit() or (name in ALL_KEYS and not equals):
        return SlipError(place, "the = is missing", write(f"{name} = {_as_value(behind)}"))
    if equals and len(words.split()) <= 2 and '"' not in words:
        return SlipError(at, "a key is one word", f"write {'_'.join([name, *words.split()])} =")
    return SlipError(at, _NO_LINE, _LINES)


def _until_comma(written: str) -> str:
    found = re.match(r"[ \t]*(\"[^\"\n]*\"|'[^'\n]*'|[^,}\n]*)", written)
    return found[1].strip() if found else written


def items_below(text: str, at: int) -> str:
    """Return the list that is written with a dash before each part, below this line."""
    below = text[at + len(rest_of_line(text, at)) : next_line(text, at)]
    items = [item.strip().strip("\"'") for item in _ITEM.findall(below)]
    return quoted_list(items) if items else '"…"'


def _as_value(written: str) -> str:
    """Return what stands behind a key as a value of TOML."""
    value = written.removesuffix(",").strip()
    return value if value[:1] in ("", *"\"'[{") else quoted(value)


def curly(at: int, line: str) -> SlipError:
    """Quotes that a word processor has made round."""
    inner = re.match(rf"[{CURLY}]([^\n]*?)[{CURLY}\"]", line)
    hint = write(quoted(inner[1]) if inner else "", 'write "…"')
    return SlipError(at, f"quotes are straight: \" or ', not {line[0]}", hint)


def listed(written: str) -> str:
    texts = [first or second for first, second in _QUOTED.findall(written)]
    return quoted_list(texts) if texts else ""
