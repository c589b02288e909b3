"""Edit a deck block by block. Each note, source or table of the head is saved into its own lines of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import read_regular_file
from aide_memoire.authoring.entries import entries_of
from aide_memoire.authoring.preview import Preview, preview_block, shape_problems
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.decks import edits
from aide_memoire.decks.block_keys import accepted, table_of
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.files import LARGEST_DECK, stem_of
from aide_memoire.decks.lint import lint_deck
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.toml_text import is_toml
from aide_memoire.decks.write import replace_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aide_memoire.authoring.entries import Entry
    from aide_memoire.decks.parser import ParsedDeck


class ChangedOutsideError(AideMemoireError):
    """Another program has changed the block, to `now`, or has taken it out of the file (None)."""

    def __init__(self, now: Entry | None) -> None:
        super().__init__("this was changed by another program", "nothing was written")
        self.now = now


class _Step(NamedTuple):
    """A change that can be undone, with the steps that it took in another deck."""

    before: str
    after: str
    other: DeckEditor | None = None
    other_steps: int = 0


class DeckEditor:
    """Editor of one deck file, which is written atomically. Raises AideMemoireError if it cannot be read or written.

    `writable` returns the path to write to, which is an own copy if the deck is someone else's; it is called before
    each change. From then on `path` is that of the copy.
    """

    def __init__(self, path: str, writable: Callable[[str], str] = str) -> None:
        self.path = path
        self.writable = writable
        self._undo: list[_Step] = []
        self._load(self._read())

    def entries(self) -> list[Entry]:
        """Return all blocks in the order of the file, also those that cannot be read."""
        return self._entries

    def find(self, entry: Entry) -> Entry | None:
        """Return a block that was read before as it is in the file now, or None if it is not there any more."""
        if entry.is_new:
            return None
        alike = [each for each in self._entries if (each.is_note, each.is_head) == (entry.is_note, entry.is_head)]
        same_place = [each for each in alike if each.key_path == entry.key_path]
        if entry.is_head:
            return next(iter(same_place), None)
        named = [each for each in alike if entry.id and each.id == entry.id]
        same_text = [each for each in alike if each.text == entry.text]
        nameless = [each for each in same_place if "id" not in table_of(each.text) and "id" not in table_of(entry.text)]
        both = [each for each in same_place if each in (*named, *same_text)]
        return next(iter((*both, *same_text, *named, *nameless)), None)

    def preview(self, entry: Entry, text: str) -> Preview:
        """Return the result of saving a text in the place of a block, without saving it."""
        wrong = shape_problems(text, entry.path)
        if wrong:
            return Preview(tuple(locate_problems("", text, wrong)))
        if text == entry.text and entry in self._entries:
            return preview_block(self.reading, self.reading, self._advice(), entry.key_path, text)
        place, whole = self._with(entry, text)
        if self._would_break(whole):
            return Preview(tuple(locate_problems("", text, [_TWICE])))
        after = parse_deck(whole, stem_of(self.path))
        return preview_block(self.reading, after, lint_deck(after), list(edits.block_lines(whole))[place], text)

    def save(self, entry: Entry, text: str) -> Entry:
        """Put a text in the place of a block, or add a new block. Return it as it is now.

        Raises ChangedOutsideError if it is not in the file as it was read, AideMemoireError if the text is not exactly
        one block.
        """
        self.refuse_what_is_broken(entry, text)
        place, whole = self._with(self._unchanged(entry), text)
        if self._would_break(whole):
            raise AideMemoireError(f"not saved: {_TWICE.message}", _TWICE.hint)
        self._write(whole)
        return self._entries[place]

    def refuse_what_is_broken(self, entry: Entry, text: str) -> None:
        """Raise AideMemoireError if a text is not exactly one block of this kind."""
        for wrong in locate_problems("", text, shape_problems(text, entry.path)):
            raise AideMemoireError(f"line {wrong.line}: {wrong.message}", wrong.hint or "nothing was written")

    def accept(self, entry: Entry, text: str) -> Entry:
        """Save a draft as a note that is studied. Raises AideMemoireError if it has mistakes, or as `save` does."""
        after = accepted(text, is_default=bool(self.reading.head.defaults.get("draft")))
        wrong = self.preview(entry, after).first_error
        if wrong:
            raise AideMemoireError(f"not accepted yet: line {wrong.line}: {wrong.message}", wrong.hint)
        return self.save(entry, after)

    def delete(self, entry: Entry) -> None:
        """Delete the lines of a block. Raises ChangedOutsideError as `save` does."""
        now = self._unchanged(entry)
        self._write(edits.delete_block(self._text, now.key_path))

    def move(self, entry: Entry, by: int) -> Entry:
        """Let a block change places with the one before it (-1) or behind it (1). The head stays where it is."""
        known = self.find(entry)
        if known and not self._neighbour(known, by):
            return known
        now = self._unchanged(entry)
        other = self._neighbour(now, by)
        if other is None:
            return now
        place = self._entries.index(other)
        first, second = (now, other) if by > 0 else (other, now)
        self._write(edits.swap_blocks(self._text, first.key_path, second.key_path))
        return self._entries[place]

    def _neighbour(self, entry: Entry, by: int) -> Entry | None:
        """Return the block that a block can change places with."""
        place = self._entries.index(entry) + by
        is_free = not entry.is_head and 0 <= place < len(self._entries) and not self._entries[place].is_head
        return self._entries[place] if is_free else None

    def hand_over(self, entry: Entry, other: DeckEditor, blocks: Sequence[Entry]) -> None:
        """Add new blocks to another deck, and delete one here. It is undone in both."""
        now = self._unchanged(entry)
        for block in blocks:
            other.save(block, block.text)
        self._write(edits.delete_block(self._text, now.key_path), other, len(blocks))

    def undo(self) -> bool:
        """Undo the last change of this editor. Return whether there was one."""
        if not self._undo:
            return False
        step = self._undo[-1]
        self.reread()
        text = edits.take_back(step.before, step.after, self._text)
        if text is None:
            raise AideMemoireError("these lines were changed by another program", "nothing was undone")
        replace_text(self.path, self._text.encode(), text)
        self._undo.pop()
        self._load(text)
        for _ in range(step.other_steps):
            if step.other:
                step.other.undo()
        return True

    def reread(self) -> bool:
        """Read the file again. Return whether it had changed."""
        text = self._read()
        if text == self._text:
            return False
        self._load(text)
        return True

    def _unchanged(self, entry: Entry) -> Entry:
        """Return a block as it is in the file to write to. Raises ChangedOutsideError if it is not as it was read."""
        now = self._as_read(entry)
        own = self.writable(self.path)
        if own == self.path:
            return now
        self.path = own
        return self._as_read(entry)

    def _as_read(self, entry: Entry) -> Entry:
        self.reread()
        now = entry if entry.is_new else self.find(entry)
        if now is None or now.text != entry.text:
            raise ChangedOutsideError(now)
        return now

    def _with(self, entry: Entry, text: str) -> tuple[int, str]:
        """Return the place of a block in the list, and the whole text with this text for it."""
        now = self.find(entry)
        if now is not None:
            return self._entries.index(now), edits.replace_block(self._text, now.key_path, text)
        place = self._place_of_new(entry)
        if place == len(self._entries):
            return place, edits.append_block(self._text, text)
        if place == 0:
            return place, edits.prepend_block(self._text, text)
        return place, edits.insert_block(self._text, self._entries[place - 1].key_path, text)

    def _place_of_new(self, entry: Entry) -> int:
        follows = self.find(entry.follows) if entry.follows else None
        if follows is not None:
            return self._entries.index(follows) + 1
        if entry.is_note:
            return len(self._entries)
        above = (edits.HEAD,) if entry.is_head else (edits.HEAD, edits.SOURCE)
        return 1 + max((place for place, each in enumerate(self._entries) if each.kind in above), default=-1)

    def _would_break(self, whole: str) -> bool:
        """Return whether the deck can be read now, and could not be read as this text."""
        return is_toml(self._text.removeprefix("\ufeff")) and not is_toml(whole.removeprefix("\ufeff"))

    def _write(self, after: str, other: DeckEditor | None = None, other_steps: int = 0) -> None:
        before = self._text
        replace_text(self.path, before.encode(), after)
        self._undo.append(_Step(before, after, other, other_steps))
        self._load(after)

    def _read(self) -> str:
        try:
            return read_regular_file(self.path, LARGEST_DECK).decode()
        except OSError as error:
            raise AideMemoireError(f"{sanitize_line(self.path)} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError:
            raise AideMemoireError(
                f"{sanitize_line(self.path)} is not UTF-8", "save it as UTF-8 in another editor"
            ) from None

    def _load(self, text: str) -> None:
        self._text = text
        self.reading: ParsedDeck = parse_deck(text, stem_of(self.path))
        self._lint: tuple[Problem, ...] | None = None
        self._entries = entries_of(self.reading, edits.block_texts(text))

    def _advice(self) -> tuple[Problem, ...]:
        if self._lint is None:
            self._lint = lint_deck(self.reading)
        return self._lint


_TWICE = Problem(
    "syntax", "a key or a table of this text stands in the deck twice", hint="keep one of the two", line=1, column=1
)
