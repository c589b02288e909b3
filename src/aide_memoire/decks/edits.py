"""Changing one note in a deck's text: its own span and nothing else.

A note's span is the comment lines directly above its header, the header, its keys and sub-tables, to the end of its
last line. Everything else in the file belongs to the author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.decks.locations import table_rows
from aide_memoire.decks.notes import NOTE_KINDS
from aide_memoire.decks.parser import TABLE_LINE, is_toml, split_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.decks.diagnostics import KeyPath


_MARK = "\ufeff"  # a byte-order mark is the file's, and no note's


class Lines(NamedTuple):
    """A stretch of lines, counted from 0; `end` is behind the last."""

    start: int
    end: int


def note_lines(text: str) -> dict[KeyPath, Lines]:
    """Return the lines of every note, by its kind and its place among those, in the order of the text."""
    plain = text.removeprefix(_MARK)
    lines = plain.split("\n")
    found: dict[KeyPath, Lines] = {}
    owner: KeyPath | None = None
    before = 0  # the first line that no earlier table has taken
    for key_path, first, last in _tables(plain):
        if key_path[0] in NOTE_KINDS and len(key_path) == 2 and isinstance(key_path[1], int) and key_path not in found:
            owner = key_path
            found[key_path] = Lines(_with_comments(lines, first, before), last + 1)
        elif owner is not None and key_path[:2] == owner:
            found[owner] = found[owner]._replace(end=last + 1)
        else:
            owner = None
        before = last + 1
    return found


def note_text(text: str, key_path: KeyPath) -> str:
    """Return a note's own lines, each with its line end as "\\n"."""
    start, end = note_lines(text)[key_path]
    lines = text.removeprefix(_MARK).split("\n")[start:end]
    return "".join(f"{line.removesuffix(chr(13))}\n" for line in lines)


def replaced(text: str, key_path: KeyPath, note: str) -> str:
    """Return the text with other lines in place of a note's own."""
    return _with(text, key_path, _own_lines(note, text))


def deleted(text: str, key_path: KeyPath) -> str:
    """Return the text without a note's own lines."""
    return _with(text, key_path, [])


def _with(text: str, key_path: KeyPath, own: list[str]) -> str:
    mark = _MARK if text.startswith(_MARK) else ""
    start, end = note_lines(text)[key_path]
    lines = text.removeprefix(_MARK).split("\n")
    return mark + _joined(lines[:start], own, lines[end:] or ([] if own else [""]))


def _tables(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield the way to each table with its first and last row, by the grammar where the text is TOML."""
    return table_rows(text) if is_toml(text) else _tables_by_pieces(text)


def _tables_by_pieces(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield the tables of a text with an error of syntax, cut as it is read: the error stays in its own note."""
    counts: dict[str, int] = {}
    for start, end in split_tables(text):
        header = TABLE_LINE.match(text[start:end])
        if not header:
            continue
        name = header["name"]
        rows = text[start:end].split("\n")
        last = max(row for row, line in enumerate(rows) if line.strip() and not line.lstrip().startswith("#"))
        first = text.count("\n", 0, start)
        if header["array"]:
            counts[name] = counts.get(name, -1) + 1
            yield (name, counts[name]), first, first + last
        else:
            yield (name,), first, first + last


def added(text: str, note: str) -> str:
    """Return the text with a note behind everything else, an empty line before it."""
    end = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.endswith("\n") or not text else text + end
    return f"{whole}{end if whole else ''}{end.join(_plain_lines(note))}{end}"


def _with_comments(lines: list[str], first: int, before: int) -> int:
    while first > before and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def _plain_lines(note: str) -> list[str]:
    return note.replace("\r\n", "\n").strip("\n").split("\n")


def _own_lines(note: str, text: str) -> list[str]:
    end = "\r" if "\r\n" in text else ""
    return [f"{line}{end}" for line in _plain_lines(note)]


def _joined(before: list[str], own: list[str], after: list[str]) -> str:
    if not after and own:  # the note was the file's last, without a line end
        own[-1] = own[-1].removesuffix("\r")
    return "\n".join([*before, *own, *after])
