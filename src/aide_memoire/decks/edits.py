"""Change one note in the text of a deck. No other line of the file changes.

The lines of a note are the comment lines directly above its header, the header, and its keys and sub-tables up to the
end of the last line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.decks.locations import table_rows
from aide_memoire.decks.notes import NOTE_KINDS
from aide_memoire.decks.tables import TABLE_LINE, split_tables
from aide_memoire.decks.toml_text import is_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.decks.diagnostics import KeyPath


_MARK = "\ufeff"  # a byte-order mark belongs to the file, not to the first note


class Lines(NamedTuple):
    """A range of lines, counted from 0; `end` is exclusive."""

    start: int
    end: int


def note_lines(text: str) -> dict[KeyPath, Lines]:
    """Return the lines of every note by its key path, in the order of the text."""
    plain = text.removeprefix(_MARK)
    lines = plain.split("\n")
    found: dict[KeyPath, Lines] = {}
    owner: KeyPath | None = None
    before = 0  # the first line after the previous table
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
    """Return the lines of one note, each ending in "\\n"."""
    start, end = note_lines(text)[key_path]
    lines = text.removeprefix(_MARK).split("\n")[start:end]
    return "".join(f"{line.removesuffix(chr(13))}\n" for line in lines)


def replace_note(text: str, key_path: KeyPath, note: str) -> str:
    """Return the text with the lines of one note replaced by `note`."""
    return _with(text, key_path, _with_line_ends_of(note, text))


def delete_note(text: str, key_path: KeyPath) -> str:
    """Return the text without the lines of one note."""
    return _with(text, key_path, [])


def _with(text: str, key_path: KeyPath, new_lines: list[str]) -> str:
    mark = _MARK if text.startswith(_MARK) else ""
    start, end = note_lines(text)[key_path]
    lines = text.removeprefix(_MARK).split("\n")
    return mark + _joined(lines[:start], new_lines, lines[end:] or ([] if new_lines else [""]))


def _tables(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield the key path of each table with its first and last row. The grammar is used if the text is valid TOML."""
    return table_rows(text) if is_toml(text) else _tables_of_pieces(text)


def _tables_of_pieces(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield the tables of a text with a syntax error, split as in the parser: the error affects one note only."""
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


def append_note(text: str, note: str) -> str:
    """Return the text with an empty line and the note appended."""
    end = "\r\n" if "\r\n" in text else "\n"
    complete = text if text.endswith("\n") or not text else text + end
    return f"{complete}{end if complete else ''}{end.join(_plain_lines(note))}{end}"


def _with_comments(lines: list[str], first: int, before: int) -> int:
    while first > before and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def _plain_lines(note: str) -> list[str]:
    return note.replace("\r\n", "\n").strip("\n").split("\n")


def _with_line_ends_of(note: str, text: str) -> list[str]:
    end = "\r" if "\r\n" in text else ""
    return [f"{line}{end}" for line in _plain_lines(note)]


def _joined(before: list[str], new_lines: list[str], after: list[str]) -> str:
    if not after and new_lines:  # the note was the last of the file and had no line end
        new_lines[-1] = new_lines[-1].removesuffix("\r")
    return "\n".join([*before, *new_lines, *after])
