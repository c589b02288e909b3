"""The lines of a settings file: find a key, set it or take it out, and leave all other lines as they are.

A file is read as its tables: the keys above all headers, and those below each `[decks."id"]`. Whoever writes what comes
out of here reads it first, and compares (`files.py`): a file can be laid out in ways that are not found here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import rtoml

if TYPE_CHECKING:
    from collections.abc import Iterator

KeyPath = tuple[str, ...]
"""A key with the names of its tables before it: ("decks", "csto", "form")."""

_HEADER = re.compile(r"^[ \t]*\[[^\[\n].*$", re.MULTILINE)
_LIST = r"\[[^\]]*\]"  # it may go over several lines
_NO_NAME = ("",)


class _Table(NamedTuple):
    """A table of the text: its name, where its header begins, and where its keys begin and end."""

    name: KeyPath
    header: int
    start: int
    end: int


class _Found(NamedTuple):
    """A key in the text: where its line begins, where its value ends, and how the key is called in its table."""

    start: int
    end: int
    key: str


def line_of(text: str, path: KeyPath) -> int:
    """Return the line of a key or a table, from 1; that of the table around it where it is not found."""
    headers = [table.header for table in _tables(text) if table.name == path]
    found = _find(text, path)
    place = found.start if found else headers[0] if headers else None
    if place is None:
        return line_of(text, path[:-1])
    return text.count("\n", 0, place) + 1


def with_key(text: str, path: KeyPath, value: str) -> str:
    """Return the text with a key set to a value of TOML: where the key is, else behind the others of its table.

    A table that is not there yet comes at the end of the text.
    """
    found = _find(text, path)
    if found:
        return f"{text[: found.start]}{found.key} = {value}{text[found.end :]}"
    line = f"{path[-1]} = {value}\n"
    table = next((each for each in _tables(text) if each.name == path[:-1]), None)
    if table is None:
        body = text.rstrip("\n")
        return f"{body}\n\n[{_dotted(path[:-1])}]\n{line}".lstrip("\n")
    keys, after = text[: table.end], text[table.end :]
    body = keys[: table.start] + keys[table.start :].rstrip("\n") if after else keys
    start = f"{body}\n" if body and not body.endswith("\n") else body
    return f"{start}{line}{keys[len(start) :] if after else ''}{after}"


def without_key(text: str, path: KeyPath) -> str:
    """Return the text without a key, and without the header of its table if nothing else stands below it."""
    found = _find(text, path)
    if not found:
        return text
    line_end = text.find("\n", found.end) + 1 or len(text)
    text = text[: found.start] + text[line_end:]
    table = next(each for each in _tables(text) if each.start <= found.start <= each.end)
    if text[table.start : table.end].strip() or not table.name:
        return text
    before, after = text[: table.header], text[table.end :]
    return before + after if after or not before.strip() else before.rstrip("\n") + "\n"


def _find(text: str, path: KeyPath) -> _Found | None:
    """Return where a key stands: in its table, or with names of tables before it."""
    for table in _tables(text):
        rest = path[len(table.name) :]
        if rest and table.name == path[: len(table.name)]:
            found = _pattern(rest).search(text, table.start, table.end)
            if found:
                return _Found(found.start(), found.end(), found["key"])
    return None


def _tables(text: str) -> Iterator[_Table]:
    """Yield the tables of the text; the first has the keys above all headers."""
    headers = list(_HEADER.finditer(text))
    ends = [*(each.start() for each in headers), len(text)]
    yield _Table((), 0, 0, ends[0])
    for header, end in zip(headers, ends[1:], strict=True):
        yield _Table(_name(header.group()), header.start(), min(header.end() + 1, end), end)


def _name(header: str) -> KeyPath:
    """Return the name of the table with this header; one that no key has, if it is none."""
    try:
        table = rtoml.loads(header)
    except ValueError:
        return _NO_NAME
    names: list[str] = []
    while table:
        ((name, table),) = table.items()
        names.append(name)
    return tuple(names)


def _pattern(names: KeyPath) -> re.Pattern[str]:
    """Return the pattern of a line with this key, up to the comment behind its value."""
    key = r"[ \t]*\.[ \t]*".join(
        "(?:{})".format("|".join(map(re.escape, (name, f'"{name}"', f"'{name}'")))) for name in names
    )
    return re.compile(rf"^[ \t]*(?P<key>{key})[ \t]*=[ \t]*(?:{_LIST}|[^#\n]*?)(?=[ \t]*(?:#.*)?$)", re.MULTILINE)


def _dotted(path: KeyPath) -> str:
    return ".".join(name if place == 0 else f'"{name}"' for place, name in enumerate(path))
