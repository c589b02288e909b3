"""The blocks of a deck as an editor lists them: notes, sources, and the tables of the head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.core.sanitize import sanitize
from aide_memoire.decks import edits
from aide_memoire.decks.block_keys import table_of
from aide_memoire.decks.toml_text import is_toml

if TYPE_CHECKING:
    from aide_memoire.decks.diagnostics import KeyPath
    from aide_memoire.decks.parser import ParsedDeck, ParsedNote

NEW = "new"
"""The first part of the key path of a block that is not in the file yet; its kind follows."""


_ID = re.compile(r"""^[ \t]*id[ \t]*=[ \t]*["']([^"'\n]*)["']""", re.MULTILINE)  # also where the rest is not TOML


class Entry(NamedTuple):
    """A block of the deck as it was read. Its id is "" if it has none that can be read."""

    key_path: KeyPath  # of a block that is not in the file yet: NEW, and then as it would be there
    id: str
    text: str
    has_errors: bool = False
    is_draft: bool = False
    follows: Entry | None = None  # of a new one, where it is to stand, if not where blocks of its kind do

    @property
    def is_new(self) -> bool:
        """Return whether the block is not in the file yet."""
        return self.key_path[0] == NEW

    @property
    def path(self) -> KeyPath:
        """Return the key path, of a new block the one that it is meant to have."""
        return self.key_path[1:] if self.is_new else self.key_path

    @property
    def kind(self) -> str:
        """Return "card" and the like, "source", or "deck"."""
        return str(self.path[0])

    @property
    def is_note(self) -> bool:
        return edits.is_note(self.path)

    @property
    def is_head(self) -> bool:
        """Return whether the block is a table of the deck's head."""
        return self.kind == edits.HEAD

    def has_note(self, note: str) -> bool:
        """Return whether this is the note of an id, or the table that has it as a row."""
        return self.id == note or (self.kind == "table" and note.startswith(f"{self.id}."))

    @property
    def name(self) -> str:
        """Return what names it: its id, or the header of a table of the head."""
        return f"[{'.'.join(map(str, self.path))}]" if self.is_head else self.id


def entries_of(reading: ParsedDeck, texts: dict[KeyPath, str]) -> list[Entry]:
    """Return the entries of these blocks, by their texts."""
    notes: dict[KeyPath, ParsedNote] = {}
    for parsed in reading.notes:
        notes.setdefault(parsed.key_path, parsed)
    paths = [problem.key_path for problem in reading.problems if problem.severity == "error"]
    wrong = {path[:2] if path[:2] in texts else path[:1] for path in paths}
    return [_entry(key_path, text, notes.get(key_path), is_wrong=key_path in wrong) for key_path, text in texts.items()]


def _entry(key_path: KeyPath, text: str, parsed: ParsedNote | None, *, is_wrong: bool) -> Entry:
    """Return the entry of a block; `parsed` is the note that was made of it, if one could be made."""
    if parsed is not None:
        name = parsed.note.shared.id
        if parsed.note.kind == "table":  # its rows are the notes
            name = parsed.table.get("id", name.partition(".")[0])
        return Entry(key_path, name, text, is_wrong, parsed.note.shared.draft)
    table, written = table_of(text), _ID.search(text)
    name = sanitize(written[1]) if written else ""
    is_draft = table.get("draft") is True
    is_wrong = is_wrong or (edits.is_note(key_path) and not is_draft) or not is_toml(text)
    return Entry(key_path, name, text, is_wrong, is_draft)
