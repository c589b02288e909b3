"""Change single keys in the text of one block: its id, `draft`, `formerly`. All other lines stay as they were typed."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any

from aide_memoire.core.ids import ID_LENGTH
from aide_memoire.decks.diagnostics import KEY
from aide_memoire.decks.edits import block_lines
from aide_memoire.decks.locations import find_spans
from aide_memoire.decks.toml_text import is_toml, parse_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_NUMBER = re.compile(r"-\d{1,4}$")


def table_of(text: str) -> dict[str, Any]:
    """Return the keys of the note or source that this text is, {} if it is not one."""
    tables = parse_toml(text)
    lists = list(tables.values()) if tables else []
    is_one = len(lists) == 1 and isinstance(lists[0], list) and len(lists[0]) == 1 and isinstance(lists[0][0], dict)
    return lists[0][0] if is_one else {}


def copy_of(text: str, new_id: str) -> str:
    """Return a note with another id. It takes over no history, so `formerly` is left out."""
    return _with_line(_with_line(text, "formerly", ""), "id", f"id = {_quoted(new_id)}")


def with_ids(text: str, key: str, ids: Sequence[str]) -> str:
    """Return a note whose list of ids, `formerly` or `bury_with`, is this one; without the key if the list is empty."""
    return _with_line(text, key, f"{key} = [{', '.join(map(_quoted, ids))}]" if ids else "")


def accepted(text: str, *, is_default: bool) -> str:
    """Return a note without `draft = true`. Where the deck's defaults say so too, it says `draft = false`."""
    return _with_line(text, "draft", "draft = false" if is_default else "")


def ids_in(text: str, key: str) -> list[str]:
    """Return the ids in the list `formerly` or `bury_with` of a note."""
    value = table_of(text).get(key)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def free_id(like: str, taken: Collection[str]) -> str:
    """Return an id that is not taken: `like` with the next free number."""
    stem = _NUMBER.sub("", like)[: ID_LENGTH - 5] or "note"
    return next(new for number in count(2) if (new := f"{stem}-{number}") not in taken)


def _with_line(text: str, key: str, line: str) -> str:
    """Return the block with this line for a key: in the place of its lines, else below the id, else below the header.

    An empty line takes the key away.
    """
    block = next(iter(block_lines(text)))
    spans, lines = find_spans(text), text.split("\n")
    if (*block, key, KEY) in spans:
        start = spans[(*block, key, KEY)].line - 1
        end = _end_of_value(lines, start)
    else:
        start = end = spans.get((*block, "id", KEY), spans[block]).line
    return "\n".join([*lines[:start], *([line] if line else []), *lines[end:]])


def _end_of_value(lines: list[str], start: int) -> int:
    """Return the line after the last one of a value: a list may be written on several lines."""
    ends = (end for end in range(start + 1, len(lines) + 1) if is_toml("\n".join(lines[start:end])))
    return next(ends, start + 1)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
