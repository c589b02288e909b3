"""Advice on the lists of a note: several texts in one, a text that stands twice, a group of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aide_memoire.core.note import CardNote, EventNote, GroupNote, RowNote
from aide_memoire.decks.cures import LIST_KEYS, quoted, quoted_list, split_texts
from aide_memoire.decks.diagnostics import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aide_memoire.core.note import Note
    from aide_memoire.decks.diagnostics import KeyPath
    from aide_memoire.decks.parser import ParsedNote

_WITH_IDS = ("members", "parties")  # of these the parser tells what stands twice


def lint_lists(parsed: ParsedNote) -> Iterator[Problem]:
    """Yield the problems of the lists in one note."""
    if isinstance(parsed.note, RowNote):
        return
    for key_path, values in _lists(parsed.table, parsed.key_path, 3):
        texts = [_name(value) for value in values]
        whole = _several_in_one(texts, parsed.note)
        if whole:
            hint = f"write {quoted_list(whole)}"
            yield _one_text(texts[0], (*key_path, 0), hint)
        elif key_path[-1] not in _WITH_IDS:
            yield from _twice(key_path, texts)
        elif len(values) > 1:
            yield from _several_in_some(key_path, values)
        if key_path[-1] == "members" and isinstance(parsed.note, GroupNote) and len(values) == 1 and not whole:
            hint = "add the others, or ask for it in a [[card]]"
            yield Problem("one-member", "the group has one member only", key_path, hint, "warning")


def _lists(table: dict[str, Any], start: KeyPath, depth: int) -> Iterator[tuple[KeyPath, list[Any]]]:
    """Yield the lists of names in a table and in those within it, with their key paths."""
    for key, value in table.items():
        if isinstance(value, list) and (key in LIST_KEYS or start[-1] in LIST_KEYS):
            yield (*start, key), value
            inner = [(place, each) for place, each in enumerate(value) if isinstance(each, dict)]
            for place, each in inner:
                yield from _lists(each, (*start, key, place), depth - 1)
        elif isinstance(value, dict) and depth:
            yield from _lists(value, (*start, key), depth - 1)


def _name(value: Any) -> str:
    name = value.get("name") if isinstance(value, dict) else value
    return name.strip() if isinstance(name, str) else ""


def _several_in_one(texts: list[str], note: Note) -> tuple[str, ...]:
    """Return the texts that the only one of a list seems to hold; a part of the answer itself may have a comma."""
    found = split_texts(texts) if len(texts) == 1 else ()
    if isinstance(note, CardNote):
        own = [note.front.answer, note.reverse.answer if note.reverse else ""]
    else:
        own = [note.name, note.place] if isinstance(note, EventNote) else []
    own = [text.casefold() for text in own]
    is_own = any(part.casefold() in own for part in found) or any("," in text or ";" in text for text in own)
    return found if len(found) > 1 and not is_own else ()


def _several_in_some(key_path: KeyPath, values: list[Any]) -> Iterator[Problem]:
    """Yield a problem for each name with a comma among others without: two of them may stand in one pair of quotes.

    Where most names have one it is how they are written, and a name with an id of its own is meant as it is.
    """
    parted = {place: split_texts([value]) for place, value in enumerate(values) if isinstance(value, str)}
    several = {place: parts for place, parts in parted.items() if len(parts) > 1}
    for place, parts in several.items() if 2 * len(several) <= len(values) else ():
        names = ", ".join(map(quoted, parts))
        hint = f'write {names}; or, if it is one, {{ name = {quoted(values[place])}, id = "…" }}'
        yield _one_text(values[place], (*key_path, place), hint)


def _one_text(text: str, key_path: KeyPath, hint: str) -> Problem:
    return Problem("one-text", f"“{text}” is one text here", key_path, hint, "warning")


def _twice(key_path: KeyPath, texts: list[str]) -> Iterator[Problem]:
    is_items = key_path[-1] == "items"
    seen: set[str] = set()
    for place, text in enumerate(texts):
        key = text.casefold() if is_items else text
        if key in seen and text:
            hint = "say what tells the two apart, or delete one" if is_items else "delete one of the two"
            yield Problem("named-twice", f"“{text}” stands twice in this list", (*key_path, place), hint, "warning")
        seen.add(key)
