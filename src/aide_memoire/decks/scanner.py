"""Read one table's text as TOML, and say what is wrong where it first is, in an author's words.

The parser of TOML names the place where it gave up, often behind the slip, and in words of its grammar. This scanner
runs only where that parser has refused a text. It makes no values: it checks how they are written.
"""

from __future__ import annotations

import re
import unicodedata

from aide_memoire.decks.slips import SlipError, bad_header, bad_line, no_equals_sign, odd_sign, twice
from aide_memoire.decks.tables import KEY, NEXT_LINE, next_line
from aide_memoire.decks.value_slips import (
    after_value,
    bad_escape,
    between_values,
    not_closed,
    not_ended,
    without_quotes,
)

_KEY = re.compile(KEY)
_HEADER = re.compile(rf"\[(\[)?[ \t]*{KEY}[ \t]*\](?(1)\])")
_BLANKS = re.compile(r"[ \t]*")
_BETWEEN = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")  # blanks, line ends and comments
_LINE_END = re.compile(r"[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
_TEXT = re.compile(r'"(?:[^"\\\n]++|\\[^\n])*+"')  # possessive: what may be undone takes memory for each sign
_LITERAL = re.compile(r"'[^'\n]*'")
_LONG = {
    '"""': re.compile(r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}', re.DOTALL),
    "'''": re.compile(r"'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"),
}
_PLAIN = re.compile(
    r"(?:true|false"
    r"|[+-]?(?:inf|nan|0x[\dA-Fa-f_]+|0o[0-7_]+|0b[01_]+|(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d+)?)"
    r"|\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d)?(?:\.\d+)?)"
    r"(?=[\s,\]}#]|\Z)",
    re.ASCII,
)
_ESCAPE = re.compile(r'\\(?:u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[btnfr"\\])|\\')
_LINE_BREAK = re.compile(r"\\[ \t]*\r?\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_PART_KEY = re.compile(r"(name|why|date|aliases)[ \t]*=")
_DEEPEST = 20


class Scanner:
    """A reader of one text. `read_line` raises SlipError at the first thing that is wrong in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: set[str] = set()  # those since the last header

    def skip(self, at: int) -> int:
        """Return the place of the next line that is neither empty nor a comment."""
        return self._match(_BETWEEN, at)

    def read_line(self, at: int) -> int:
        """Return the place behind the header, or the key and its value, that begins `at`. Raises SlipError."""
        end = self._header(at) if self.text.startswith("[", at) else self._pair(at, 0)
        line_end = _LINE_END.match(self.text, end)
        if line_end is None:
            self._check_sign(end)
            raise after_value(self.text, at, end)
        return line_end.end()

    def _match(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self.text, at)
        return found.end() if found else at

    def _header(self, at: int) -> int:
        found = _HEADER.match(self.text, at)
        self.keys = set()
        if found is None or not _LINE_END.match(self.text, found.end()):
            raise bad_header(self.text, at)
        return found.end()

    def _pair(self, at: int, depth: int) -> int:
        self._check_sign(at)
        key = _KEY.match(self.text, at)
        if key is None or not key[0].strip("-"):
            raise bad_line(self.text, at)
        equals = self._match(_BLANKS, key.end())
        if not self.text.startswith("=", equals):
            self._check_sign(equals)
            raise no_equals_sign(self.text, at, key[0], equals, is_inline=depth > 0)
        if depth == 0:
            self._check_twice(key[0], at)
        start = self._match(_BLANKS, equals + 1)
        return self._value(start, depth, key[0])

    def _check_twice(self, key: str, at: int) -> None:
        if key in self.keys:
            again = _KEY.match(self.text, self._match(_BLANKS, next_line(self.text, at)))
            above = self.text.rfind("\n", 0, max(self.text.rfind("\n", 0, at), 0)) + 1
            is_new_note = key == "id" and not NEXT_LINE.match(self.text, above)
            raise twice(
                self.text, at, key, is_new_note=is_new_note or (again is not None and again[0] in self.keys - {key})
            )
        self.keys.add(key)

    def _check_sign(self, at: int) -> None:
        """Raise SlipError if a sign stands there that nobody sees, or one that only looks like the right one."""
        sign = self.text[at : at + 1]
        if sign and unicodedata.category(sign) in ("Zs", "Cf", "Cc", "Zl", "Zp") and sign not in " \t\r\n":
            raise odd_sign(at, sign)
        plain = unicodedata.normalize("NFKC", sign)
        if plain != sign and plain in tuple("=:,.#[]{}'\""):
            raise odd_sign(at, sign)

    def _value(self, at: int, depth: int, key: str) -> int:
        text = self.text
        if depth > _DEEPEST:
            raise SlipError(at, "nested too deeply", "")
        for quotes, pattern in _LONG.items():
            if text.startswith(quotes, at):
                return self._quoted(pattern, at, quotes)
        match text[at : at + 1]:
            case '"':
                return self._quoted(_TEXT, at, '"')
            case "'":
                return self._quoted(_LITERAL, at, "'")
            case "[":
                return self._list(at, depth, key)
            case "{":
                return self._inline(at, depth)
        found = _PLAIN.match(text, at)
        if found is None:
            self._check_sign(at)
            raise without_quotes(text, at, key, is_in_list=depth > 0)
        return found.end()

    def _quoted(self, pattern: re.Pattern[str], at: int, quotes: str) -> int:
        found = pattern.match(self.text, at)
        if found is None:
            raise not_ended(self.text, at, quotes)
        control = _CONTROL.search(found[0])
        if control:
            raise odd_sign(at + control.start(), control[0][0])
        if quotes[0] == '"':
            self._check_escapes(found[0], at, quotes)
        return found.end()

    def _check_escapes(self, written: str, at: int, quotes: str) -> None:
        for escape in _ESCAPE.finditer(written):
            if escape[0] == "\\" and not (len(quotes) == 3 and _LINE_BREAK.match(written, escape.start())):
                raise bad_escape(at + escape.start(), written, escape.start(), quotes)

    def _list(self, at: int, depth: int, key: str) -> int:
        place = self._match(_BETWEEN, at + 1)
        while not self.text.startswith("]", place):
            self._check_braces(place)
            self._check_open(at, place)
            end = self._value(place, depth + 1, key)
            place = self._match(_BETWEEN, end)
            if self.text.startswith(",", place):
                place = self._match(_BETWEEN, place + 1)
            elif not self.text.startswith("]", place):
                self._check_open(at, place)
                self._check_sign(place)
                raise between_values(self.text, at, end, place)
        return place + 1

    def _line_start(self, place: int) -> int | None:
        """Return the beginning of the line if nothing but blanks stands before the place, else None."""
        start = place
        while start and self.text[start - 1] in " \t":
            start -= 1
        return start if start == 0 or self.text[start - 1] == "\n" else None

    def _check_braces(self, place: int) -> None:
        """Raise SlipError if a key stands in a list that is not in braces; at a line's beginning it is indented."""
        key = _PART_KEY.match(self.text, place)
        if key and self._line_start(place) != place:
            end = self.text.find("]", place)
            resume = next_line(self.text, end if end >= 0 else place)
            raise SlipError(place, f"a part with a {key[1]} stands in braces", f"write {{ {key[1]} = … }}", resume)

    def _check_open(self, at: int, place: int) -> None:
        """Raise SlipError if the list or inline table that begins `at` was never closed: a new line begins here."""
        line = self._line_start(place)
        if place >= len(self.text) or (line is not None and line > at and NEXT_LINE.match(self.text, line)):
            raise not_closed(self.text, at, place)

    def _inline(self, at: int, depth: int) -> int:
        """Read an inline table. Over several lines, or with a comma at its end, it is newer TOML: told elsewhere."""
        place = self._match(_BETWEEN, at + 1)
        while not self.text.startswith("}", place):
            if place >= len(self.text):
                raise not_closed(self.text, at, place)
            end = self._pair(place, depth + 1)
            place = self._match(_BETWEEN, end)
            if self.text.startswith(",", place):
                place = self._match(_BETWEEN, place + 1)
            elif not self.text.startswith("}", place):
                self._check_open(at, place)
                self._check_sign(place)
                raise between_values(self.text, at, end, place)
        return place + 1
