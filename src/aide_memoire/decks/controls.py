"""Control characters in values: mostly a backslash that was meant as one, and that TOML takes for a sign."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from aide_memoire.decks.cures import quoted, write
from aide_memoire.decks.diagnostics import Problem

if TYPE_CHECKING:
    from aide_memoire.decks.diagnostics import KeyPath

_SIGNS = {
    "\b": ("\\b", "a backspace"),
    "\t": ("\\t", "a tab"),
    "\f": ("\\f", "a page break"),
    "\r": ("\\r", "a return"),
}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_TEX_WORD = re.compile(r"\n(?=(?:abla|eq|u|ot|otin|eg|parallel|mid|eg|ewcommand)\b)")
_ENOUGH = 8  # signs of a value that are looked for in the text: code has a tab in each line
_DRIVE = re.compile(r"(?<=\b[A-Za-z]:)\n(?=\w)")


def control_problem(value: str, key_path: KeyPath, text: str) -> Problem | None:
    """Return the problem of a value with a control character in it, or None.

    `text` is that of the whole deck; it may be empty if there is no backslash in it.

    Tabs and line breaks that are typed as such are no control characters, only those of a backslash and a letter.
    """
    if not (_CONTROL.search(value) or ("\n" in value and text)):
        return None
    plain = value.replace("\r\n", "\n")
    for found in islice(_CONTROL.finditer(plain), _ENOUGH):
        sign, name = _SIGNS.get(found[0], ("", f"a control character, U+{ord(found[0]):04X}"))
        if not sign:
            return Problem("control-character", f"the text has {name}", key_path, "delete it")
        if found[0] != "\t" or _is_escaped(plain, found.start(), sign, text):
            return _problem(plain, sign, name, key_path)
    for line in (*_TEX_WORD.finditer(plain), *_DRIVE.finditer(plain)):
        if _is_escaped(plain, line.start(), "\\n", text):
            return _problem(plain, "\\n", "a line break", key_path)
    return None


def _is_escaped(value: str, at: int, sign: str, text: str) -> bool:
    """Return whether the character is written in the text as a backslash and a letter."""
    behind = re.match(r"\w{0,8}", value[at + 1 :])
    return f"{sign}{behind[0] if behind else ''}" in text


def _problem(value: str, sign: str, name: str, key_path: KeyPath) -> Problem:
    meant = _DRIVE.sub(r"\\n", _TEX_WORD.sub(r"\\n", value))
    for character, (written, _) in _SIGNS.items():
        meant = meant.replace(character, written)
    hint = write(quoted(meant)) if "\n" not in meant else ""
    message = f'within "…" {sign} is {name}, not a backslash'
    return Problem("control-character", message, key_path, hint or "put '…' around the text: a backslash is one there")
