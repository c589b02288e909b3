"""Edit a deck note by note. Each note is saved into its own lines of the file."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from aide_memoire.atomic_files import read_regular_file
from aide_memoire.authoring.impact import Impact, compute_impact
from aide_memoire.core.errors import AideMemoireError
from aide_memoire.core.question import questions_of
from aide_memoire.core.sanitize import sanitize_line
from aide_memoire.decks import edits
from aide_memoire.decks.diagnostics import Problem
from aide_memoire.decks.files import LARGEST_DECK, stem_of
from aide_memoire.decks.lint import lint_deck
from aide_memoire.decks.locations import locate_problems
from aide_memoire.decks.parser import parse_deck
from aide_memoire.decks.toml_text import parse_toml
from aide_memoire.decks.write import replace_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aide_memoire.core.question import Question
    from aide_memoire.decks.diagnostics import Diagnostic, KeyPath
    from aide_memoire.decks.parser import ParsedDeck


NEW_NOTE = """\
[[card]]
id = "new-{number}"
question = "…"
answer = "…"
"""


class Entry(NamedTuple):
    """A note in the list: its key path, its id ("" if the note cannot be read), and whether it has errors."""

    key_path: KeyPath
    id: str
    has_errors: bool


class Preview(NamedTuple):
    """The mistakes and questions of an unsaved note, and the effect of saving it."""

    diagnostics: tuple[Diagnostic, ...]
    questions: tuple[Question, ...]
    impact: Impact


class DeckEditor:
    """Editor of one deck file, which is written atomically. Raises AideMemoireError if it cannot be read or written.

    `writable` returns the path to write to, which is an own copy if the deck is someone else's; it is called before
    each change. From then on `path` is that of the copy.
    """

    def __init__(self, path: str, writable: Callable[[str], str] = str) -> None:
        self.path = path
        self._writable = writable
        self._undo: list[str] = []
        self._load()

    @property
    def title(self) -> str:
        """Return the title of the deck."""
        return self._reading.head.title

    def entries(self) -> list[Entry]:
        """Return all notes in the order of the file, also those that cannot be read."""
        ids: dict[KeyPath, str] = {}
        for parsed in self._reading.notes:
            first = parsed.note.shared.id
            ids.setdefault(parsed.key_path, first.partition(".")[0] if parsed.note.kind == "table" else first)
        wrong = {problem.key_path[:2] for problem in self._reading.problems if problem.severity == "error"}
        return [
            Entry(key_path, ids.get(key_path, ""), key_path in wrong or key_path not in ids)
            for key_path in edits.note_lines(self._text)
        ]

    def text_of(self, key_path: KeyPath) -> str:
        """Return the lines of a note."""
        return edits.note_text(self._text, key_path)

    def preview(self, key_path: KeyPath, note: str) -> Preview:
        """Return the result of replacing a note by the text `note`, without saving it."""
        wrong = _not_one_note(note, str(key_path[0]))
        if wrong:
            return Preview(tuple(locate_problems("", note, wrong)), (), Impact())
        after = parse_deck(edits.replace_note(self._text, key_path, note), stem_of(self.path))
        rows = [candidate for candidate in after.notes if candidate.key_path == key_path]
        problems = [problem for problem in (*after.problems, *lint_deck(after)) if problem.key_path[:2] == key_path]
        note_problems = [problem._replace(key_path=(key_path[0], 0, *problem.key_path[2:])) for problem in problems]
        for row in rows:
            note_problems += self._same_id_below(key_path, row.note.shared.id, note_problems)
        questions = tuple(question for row in rows for question in questions_of(after.head, row.note))
        return Preview(tuple(locate_problems("", note, note_problems)), questions, compute_impact(self._reading, after))

    def save(self, key_path: KeyPath, note: str) -> None:
        """Replace the lines of a note. Raises AideMemoireError if the text is not exactly one note."""
        if _not_one_note(note, str(key_path[0])):
            raise AideMemoireError("this text is not one note", "close its quotes and brackets, and keep its header")
        self._write(edits.replace_note(self._text, key_path, note))

    def add(self) -> KeyPath:
        """Append a new note and return its key path."""
        number = next(number for number in count(1) if f"new-{number}" not in self._text)
        self._write(edits.append_note(self._text, NEW_NOTE.format(number=number)))
        return list(edits.note_lines(self._text))[-1]

    def _same_id_below(self, key_path: KeyPath, note_id: str, known: Sequence[Problem]) -> list[Problem]:
        """Return a problem if a later note has the same id. The parser reports it only at the later note."""
        others = {parsed.note.shared.id for parsed in self._reading.notes if parsed.key_path != key_path}
        if note_id not in others or any(problem.code == "duplicate-id" for problem in known):
            return []
        id_path = (key_path[0], 0, "id")
        return [Problem("duplicate-id", f"another note has the id “{note_id}”", id_path, "give it an id of its own")]

    def delete(self, key_path: KeyPath) -> None:
        """Delete the lines of a note."""
        self._write(edits.delete_note(self._text, key_path))

    def undo(self) -> bool:
        """Undo the last change of this editor. Return whether there was one."""
        if not self._undo:
            return False
        before = self._undo[-1]
        replace_text(self.path, self._text.encode(), before)
        self._undo.pop()
        self._load()
        return True

    def _write(self, after: str) -> None:
        before = self._text
        self.path = self._writable(self.path)
        replace_text(self.path, before.encode(), after)
        self._undo.append(before)
        self._load()

    def _load(self) -> None:
        try:
            self._text = read_regular_file(self.path, LARGEST_DECK).decode()
        except OSError as error:
            raise AideMemoireError(f"{sanitize_line(self.path)} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError:
            raise AideMemoireError(
                f"{sanitize_line(self.path)} is not UTF-8", "save it as UTF-8 in another editor"
            ) from None
        self._reading: ParsedDeck = parse_deck(self._text, stem_of(self.path))


def _not_one_note(note: str, kind: str) -> list[Problem]:
    """Return the problems of a text that is not exactly one note of this kind: an open quote could affect others."""
    tables = parse_toml(note)
    if tables is None:
        broken = [problem for problem in parse_deck(note, "note").problems if problem.code == "syntax"]
        return broken or [Problem("syntax", "not TOML", line=1, column=1)]
    if list(tables) == [kind] and isinstance(tables[kind], list) and len(tables[kind]) == 1:
        return []
    hint = f"keep [[{kind}]] and its keys, and nothing else"
    return [Problem("syntax", "this text is not one note", hint=hint, line=1, column=1)]
