"""Change one block in the text of a deck. No other line of the file changes.

A block is a note, a source, or a table of the deck's head: `[deck]`, `[deck.defaults]`, `[deck.phrases]`. Its lines are
the comment lines directly above its header, the header, and its keys and sub-tables up to the end of the last line.
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


HEAD, SOURCE = "deck", "source"
"""The first part of the key path of a table of the head, and of a source."""

_MARK = "\ufeff"  # a byte-order mark belongs to the file, not to the first block


class Lines(NamedTuple):
    """A range of lines, counted from 0; `end` is exclusive."""

    start: int
    end: int


def is_note(key_path: KeyPath) -> bool:
    """Return whether a block is a note."""
    return key_path[0] in NOTE_KINDS


def block_lines(text: str) -> dict[KeyPath, Lines]:
    """Return the lines of every block by its key path, in the order of the text."""
    plain = text.removeprefix(_MARK)
    lines = plain.split("\n")
    found: dict[KeyPath, Lines] = {}
    owner: KeyPath = ()
    before = 0  # the first line after the previous table
    for key_path, first, last in _tables(plain):
        block = _block_of(key_path)
        if block and block == owner and key_path != block:
            found[block] = found[block]._replace(end=last + 1)
        elif block and block not in found and (block == key_path or block[0] == HEAD):
            found[block] = Lines(_with_comments(lines, first, before), last + 1)
            owner = block
        else:
            owner = ()
        before = last + 1
    return found


def _block_of(key_path: KeyPath) -> KeyPath:
    """Return the key path of the block that a table belongs to; () if it is in none."""
    block = key_path[:2]
    if key_path[0] == HEAD:
        return block if all(isinstance(part, str) for part in block) else ()
    is_listed = len(block) == 2 and isinstance(block[1], int)
    return block if is_listed and (key_path[0] == SOURCE or key_path[0] in NOTE_KINDS) else ()


def block_texts(text: str) -> dict[KeyPath, str]:
    """Return the text of every block by its key path, in the order of the text."""
    lines = text.removeprefix(_MARK).split("\n")
    return {key_path: _texts(lines, own) for key_path, own in block_lines(text).items()}


def _texts(lines: list[str], own: Lines) -> str:
    return "".join(f"{line.removesuffix(chr(13))}\n" for line in lines[own.start : own.end])


def replace_block(text: str, key_path: KeyPath, block: str) -> str:
    """Return the text with the lines of one block replaced by `block`."""
    return _with(text, block_lines(text)[key_path], _with_line_ends_of(block, text))


def delete_block(text: str, key_path: KeyPath) -> str:
    """Return the text without the lines of one block."""
    return _with(text, block_lines(text)[key_path], [])


def swap_blocks(text: str, first: KeyPath, second: KeyPath) -> str:
    """Return the text with two blocks in each other's place; `first` stands before `second`."""
    texts, lines = block_texts(text), block_lines(text)
    after = _with(text, lines[second], _with_line_ends_of(texts[first], text))
    return _with(after, lines[first], _with_line_ends_of(texts[second], text))


def insert_block(text: str, key_path: KeyPath, block: str) -> str:
    """Return the text with an empty line and the new block after the block `key_path`."""
    end = block_lines(text)[key_path].end
    if end >= len(text.removeprefix(_MARK).split("\n")) - 1:
        return append_block(text, block)
    return _with(text, Lines(end, end), [_line_end(text), *_with_line_ends_of(block, text)])


def append_block(text: str, block: str) -> str:
    """Return the text with an empty line and the new block appended."""
    end = "\r\n" if "\r\n" in text else "\n"
    complete = text if text.endswith("\n") or not text.removeprefix(_MARK) else text + end
    return f"{complete}{end if complete.removeprefix(_MARK) else ''}{end.join(_plain_lines(block))}{end}"


def prepend_block(text: str, block: str) -> str:
    """Return the text with the new block and an empty line before the first block, or appended if there is none."""
    lines = block_lines(text)
    if not lines:
        return append_block(text, block)
    start = next(iter(lines.values())).start
    return _with(text, Lines(start, start), [*_with_line_ends_of(block, text), _line_end(text)])


def _with(text: str, own: Lines, new_lines: list[str]) -> str:
    mark = _MARK if text.startswith(_MARK) else ""
    lines = text.removeprefix(_MARK).split("\n")
    return mark + _joined(lines[: own.start], new_lines, lines[own.end :] or ([] if new_lines else [""]))


def _tables(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield the key path of each table with its first and last row. The grammar is used if the text is valid TOML."""
    return table_rows(text) if is_toml(text) else _tables_of_pieces(text)


def _tables_of_pieces(text: str) -> Iterator[tuple[KeyPath, int, int]]:
    """Yield the tables of a text with a syntax error, split as in the parser: the error affects one block only."""
    counts: dict[str, int] = {}
    for start, end in split_tables(text):
        piece = text[start:end]
        header = TABLE_LINE.match(piece)
        if not header:
            continue
        name, first = header["name"], text.count("\n", 0, start)
        path: KeyPath = (name,)
        if header["array"]:
            counts[name] = counts.get(name, -1) + 1
            path = (name, counts[name])
        if is_toml(piece):
            for key_path, row, last in table_rows(piece):
                is_own = key_path[0] == name
                yield (*path, *key_path[len(path) :]) if is_own else key_path, first + row, first + last
        else:
            yield path, first, first + _last_row(piece)


def _last_row(piece: str) -> int:
    """Return the last row that is neither empty nor a comment."""
    return max(row for row, line in enumerate(piece.split("\n")) if line.strip() and not line.lstrip().startswith("#"))


def _with_comments(lines: list[str], first: int, before: int) -> int:
    while first > before and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def _plain_lines(block: str) -> list[str]:
    return block.replace("\r\n", "\n").strip("\n").split("\n")


def _with_line_ends_of(block: str, text: str) -> list[str]:
    return [f"{line}{_line_end(text)}" for line in _plain_lines(block)]


def _line_end(text: str) -> str:
    """Return what stands between the end of a line and its "\\n"."""
    return "\r" if "\r\n" in text else ""


def _joined(before: list[str], new_lines: list[str], after: list[str]) -> str:
    if not after and new_lines:  # the block was the last of the file and had no line end
        new_lines[-1] = new_lines[-1].removesuffix("\r")
    return "\n".join([*before, *new_lines, *after])


def take_back(before: str, after: str, now: str) -> str | None:
    """Return the text `now` without the change from `before` to `after`, which came before other changes.

    Returns None if those other changes concern the same lines.
    """
    was, made, lines = before.split("\n"), after.split("\n"), now.split("\n")
    start, end, was_end = _differing(made, was)
    other_start, other_end, lines_end = _differing(made, lines)
    if start < other_end and other_start < end:
        return None
    shift = lines_end - other_end if other_end <= start else 0
    return "\n".join([*lines[: start + shift], *was[start:was_end], *lines[end + shift :]])


def _differing(one: list[str], other: list[str]) -> tuple[int, int, int]:
    """Return the first line that differs, and the end of the differing lines in each of the two."""
    shorter = min(len(one), len(other))
    start = next((row for row in range(shorter) if one[row] != other[row]), shorter)
    left = shorter - start
    same = next((back for back in range(left) if one[-1 - back] != other[-1 - back]), left)
    return start, len(one) - same, len(other) - same
